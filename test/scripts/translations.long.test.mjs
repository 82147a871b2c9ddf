import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { manifestIn } from '../../scripts/texts.mjs';
import {
  faultsIn,
  faultsOf,
  hashOf,
  LANGUAGES,
  readLanguage,
  rowsIn,
  translated,
} from '../../scripts/translations.mjs';

const GLOSSARY = {
  terms: {
    capture: ['Mitschnitt'],
    'redacted copy': ['geschwärzte Kopie', 'geschwärzten Kopie'],
    CA: ['AC'],
  },
  keep: [],
  same: ['the same in both languages'],
};

/** @param {string} english @param {string} translation @param {object} [more] */
const faults = (english, translation, more) =>
  faultsOf({ english, translation, language: 'de', glossary: GLOSSARY, narrow: false, ...more });

describe('A translation', () => {
  test.each([
    ['Open {0} in {1}', 'Öffnen: {1} in {0}'],
    ['[{user}|A login][ ({method})]: refused', '[{user}|Eine Anmeldung][ ({method})]: abgelehnt'],
    ['Open the capture.', 'Öffnen Sie den Mitschnitt.'],
    ['Captures of a unit', 'Mitschnitte einer Einheit'],
    ['Open the redacted copy', 'Die geschwärzte Kopie öffnen'],
    ["Compare 'set user-name' with the names.", 'Vergleichen Sie „set user-name“ mit den Namen.'],
    ['It has 1,024 entries', 'Sie hat 1.024 Einträge'],
    ['no CA for it', 'pas d’AC pour cela'],
    ['the same in both languages', 'the same in both languages'],
  ])('may translate %j as %j', (english, translation) => expect(faults(english, translation)).toEqual([]));

  test.each([
    ['Open {0} in {1}', 'Öffnen: {0}', 'placeholders'],
    ['[{user}|A login]: refused', '{user}: abgelehnt', 'optional parts'],
    ['{what} ({count} times)', '{what} ({zahl}-mal)', 'placeholders'],
    ['Open the capture.', 'Öffnen Sie die Aufnahme.', '"capture" is "Mitschnitt"'],
    ['Open the capture.', 'Öffnen Sie den Mitschnitt', 'end like the English'],
    ['! ', '!', 'blanks'],
    ['Not a word of it', '', 'empty'],
    ['nothing that was said here', 'nothing that was said here', 'same as in English'],
    ["Compare 'set user-name' with it.", 'Vergleichen Sie „set benutzer-name“ damit.', 'must stay'],
    ['Run `diagnose debug reset`', '`diagnose debug zurücksetzen` ausführen', 'must stay'],
    ['the FortiGate of 7.4.9', 'das Gerät von 7.4.9', '"FortiGate" must stay'],
    ['Error 31', 'Fehler 13', '"31" must stay'],
  ])('must not translate %j as %j', (english, translation, reason) =>
    expect(faults(english, translation).join()).toContain(reason),
  );

  test('is not much longer if there is little room', () => {
    const narrow = { narrow: true };
    expect(faults('Show Log', 'Protokoll anzeigen', narrow)).toEqual([]);
    expect(faults('Show Log', 'Das Protokoll in der Ausgabe anzeigen', narrow).join()).toContain('columns');
  });

  test.each([
    ['zh-cn', 'No, it is not.', '不，不是。', ''],
    ['zh-cn', 'No, it is not.', '不,不是。', 'punctuation'],
    ['ja', 'No (not here)', 'いいえ（ここではありません)', 'parenthesis'],
    ['ja', 'No, it is not.', 'いいえ，違います。', 'comma'],
    ['fr', 'No: "it" is not!', 'Non\u00a0: «\u00a0it\u00a0» ne va pas\u00a0!', ''],
    ['fr', 'No: `a : b` is not.', 'Non\u00a0: `a : b` ne va pas.', ''],
    ['fr', 'No: it is not.', 'Non : cela ne va pas.', 'no-break'],
    ['fr', 'No; it is not.', 'Non; cela ne va pas.', 'no-break'],
    ['fr', 'Not "it"', 'Pas «it»', 'no-break'],
  ])('has the punctuation of %s', (language, english, translation, reason) => {
    const found = faults(english, translation, { language }).join();
    expect(reason === '' ? found === '' : found.includes(reason)).toBe(true);
  });
});

// A text without one is no failure: nobody who writes English needs another language. A release needs them all
// (`scripts/translations.mjs --check`).
test.each(LANGUAGES)('The translations to %s that are in use are right', name => {
  expect(faultsIn(readLanguage(name))).toEqual([]);
});

describe('A text', () => {
  const rows = rowsIn({ [`label/causes#${hashOf('Causes')}`]: 'Ursachen' });
  /** @param {string} english @param {string} id */
  const text = (english, id) => translated(rows, new Map([[english, [id]]]))[0];

  test('is translated by its id and its English', () => {
    expect(text('Causes', 'label/causes')).toMatchObject({ translation: 'Ursachen', former: [] });
  });

  test('is translated after it was moved or renamed', () => {
    expect(text('Causes', 'label/hover.causes')).toMatchObject({ translation: 'Ursachen' });
  });

  test('is stale after its English has changed, and the translation is kept for the translator', () => {
    expect(text('Probable causes', 'label/causes')).toMatchObject({
      translation: undefined,
      former: ['Ursachen'],
    });
  });

  test('that is new has no translation', () => {
    expect(text('Steps', 'label/steps')).toMatchObject({ translation: undefined, former: [] });
  });
});

describe('The texts of package.json', () => {
  const texts = JSON.parse(readFileSync('package.nls.json', 'utf8'));

  test('are translated by their English text, and stay in English without a translation', () => {
    const translated = manifestIn(new Map([[texts['view.incidents'], 'Vorfälle']]));
    expect(translated).toEqual({ ...texts, 'view.incidents': 'Vorfälle' });
  });

  test('are those that the manifest asks for', () => {
    const manifest = readFileSync('package.json', 'utf8');
    const asked = new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
    expect([...asked].sort()).toEqual(Object.keys(texts).sort());
  });
});
