// Keeps the translations in l10n/LANGUAGE.json. A row has the id of a text, a hash of its English, and the translation:
// `"label/causes#1a2b3c4d": "Ursachen"`. A translation is used as long as a text has this hash, even if the text moves to
// another id. A row of other English stays for the translator.
//   node scripts/translations.mjs LANGUAGE   prints what is missing, stale (the English has changed) or wrong
//   --missing N    prints the next N texts to translate as a JSON object whose values are to be filled in
//   --take FILE    merges such an object
//   --prune        removes rows of texts that are gone or translated anew, and puts the others under the id of their text
//   --check        checks all languages, for a release
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { moduleOf } from './serverModule.mjs';
import { allTexts, isNarrow } from './texts.mjs';
import { explain, isMain, ROOT, say, Trouble } from './tools.mjs';
import { faultsOf, roomOf, TERMS } from './translationChecks.mjs';

/** @typedef {import('./translationChecks.mjs').Glossary} Glossary */

/** The languages, as VS Code names them. @type {{ LANGUAGES: readonly string[] }} */
export const { LANGUAGES } = await moduleOf('server/src/knowledge/translate.ts');

/** A row of a file. @typedef {{ readonly id: string, readonly hash: string, readonly translation: string }} Row */

/**
 * A text in English with its ids; `former` are translations that its first id had for other words.
 * @typedef {object} Text
 * @property {string} english
 * @property {readonly string[]} ids
 * @property {string | undefined} translation
 * @property {readonly string[]} former
 */

/**
 * @typedef {object} Language
 * @property {string} name
 * @property {Glossary} glossary
 * @property {readonly Row[]} rows
 */

/** @param {string} name */
const fileOf = name => path.join(ROOT, 'l10n', `${name}.json`);
/** @param {string} name */
const glossaryFile = name => path.join(ROOT, 'l10n', `glossary.${name}.json`);

/** @param {string} english */
export const hashOf = english => createHash('sha256').update(english).digest('hex').slice(0, 8);

/** @param {string} file @param {object} [otherwise] what it holds if it is missing @returns {any} */
function readJson(file, otherwise) {
  if (otherwise !== undefined && !existsSync(file)) return otherwise;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Trouble(`${path.relative(ROOT, file)}: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {string} name @returns {Language} */
export function readLanguage(name) {
  if (!LANGUAGES.includes(name)) throw new Trouble(`The language must be one of ${LANGUAGES.join(', ')}.`);
  return {
    name,
    glossary: { terms: {}, keep: [], same: [], ...readJson(glossaryFile(name), {}) },
    rows: rowsIn(readJson(fileOf(name), {})),
  };
}

/** @param {Record<string, string>} content of a file @returns {Row[]} */
export const rowsIn = content =>
  Object.entries(content).map(([key, translation]) => {
    const at = key.lastIndexOf('#');
    return { id: key.slice(0, at), hash: key.slice(at + 1), translation };
  });

/** @param {Language} language */
function writeLanguage({ name, rows }) {
  const sorted = rows
    .map(({ id, hash, translation }) => [`${id}#${hash}`, withSpaces(name, translation)])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  writeFileSync(fileOf(name), JSON.stringify(Object.fromEntries(sorted), undefined, 2) + '\n');
}

/** A text with the no-break spaces of French, however they were typed. @param {string} name @param {string} text */
const withSpaces = (name, text) =>
  name === 'fr' ? text.replace(/ (?=[;:!?»](?:\s|$|[)\]|]))|(?<=«) /g, '\u00a0') : text;

/**
 * Every text with its translation: that of its id, otherwise that of the same English at another id.
 * @param {readonly Row[]} rows @param {ReadonlyMap<string, readonly string[]>} [texts] the ids of each English text
 * @returns {Text[]}
 */
export function translated(rows, texts = allTexts()) {
  const hashes = new Map([...texts.keys()].map(english => [hashOf(english), english]));
  /** @type {Map<string, Row[]>} */
  const byText = new Map();
  /** @type {Map<string, string[]>} by id */
  const former = new Map();
  for (const row of rows) {
    const { id, hash, translation } = row;
    const english = hashes.get(hash);
    if (english === undefined) former.set(id, [...(former.get(id) ?? []), translation]);
    else byText.set(english, [...(byText.get(english) ?? []), row]);
  }
  return [...texts].map(([english, ids]) => {
    const found = byText.get(english) ?? [];
    const { translation } = found.find(({ id }) => ids.includes(id)) ?? found[0] ?? {};
    return { english, ids, translation, former: former.get(ids[0] ?? '') ?? [] };
  });
}

/** The translations in use, by the English. @param {Language} language @returns {Map<string, string>} */
export const bundleOf = ({ rows }) =>
  new Map(
    translated(rows).flatMap(({ english, translation }) =>
      translation === undefined ? [] : [[english, translation]],
    ),
  );

/** @param {Language} language @returns {Text[]} */
export const missingIn = ({ rows }) =>
  translated(rows).filter(({ translation }) => translation === undefined);

/** @param {Text} text */
const isShort = ({ ids }) => ids.some(isNarrow);

/** @param {string} text */
const quote = text => JSON.stringify(text);

/**
 * Everything that is wrong with the translations in use. @param {Language} language
 * @param {(english: string) => boolean} [isWanted] which texts are looked at @returns {string[]}
 */
export function faultsIn({ name, glossary, rows }, isWanted = () => true) {
  const faults = translated(rows)
    .filter(({ english }) => isWanted(english))
    .flatMap(text => {
      const { english, translation } = text;
      if (translation === undefined) return [];
      const pair = { english, translation, language: name, glossary, narrow: isShort(text) };
      return faultsOf(pair).map(fault => `${quote(english)}: ${quote(translation)}: ${fault}`);
    });
  const terms = TERMS.filter(term => !glossary.terms[term]?.length);
  return [...faults, ...terms.map(term => `l10n/glossary.${name}.json: the term ${quote(term)} is missing`)];
}

/** @param {Language} language @param {string} file @returns {number} the exit code */
function take(language, file) {
  const texts = allTexts();
  const given = Object.entries(readJson(path.resolve(file)));
  /** @type {Map<string, Row>} by the English */
  const taken = new Map();
  for (const [english, translation] of given) {
    const [id] = texts.get(english) ?? [];
    if (typeof translation !== 'string' || (translation === '' && english !== '') || id === undefined)
      continue;
    taken.set(english, { id, hash: hashOf(english), translation });
  }
  const replaced = new Set([...taken.values()].map(({ hash }) => hash));
  const rows = [...language.rows.filter(({ hash }) => !replaced.has(hash)), ...taken.values()];
  const after = { ...language, rows };
  writeLanguage(after);
  const refused = given.map(([english]) => english).filter(english => !taken.has(english));
  const faults = [
    ...refused.map(english => `not taken, because there is no such text or it is empty: ${quote(english)}`),
    ...faultsIn(after, english => taken.has(english)),
  ];
  faults.forEach(say);
  console.error(`${taken.size} taken; ${missingIn(after).length} texts of ${language.name} are missing.`);
  return faults.length > 0 ? 1 : 0;
}

/** @param {Language} language @param {number} count */
function printMissing(language, count) {
  const texts = missingIn(language).slice(0, count);
  say(JSON.stringify(Object.fromEntries(texts.map(({ english }) => [english, ''])), undefined, 2));
  for (const text of texts) {
    const { english, ids, former } = text;
    const room = isShort(text) ? `at most ${roomOf(english)} columns` : '';
    const notes = [room, ...former.map(words => `formerly ${quote(words)}`)].filter(note => note !== '');
    if (notes.length > 0) console.error(`${quote(english)} (${ids[0]}): ${notes.join('; ')}`);
  }
}

/** @param {Language} language */
function prune(language) {
  const texts = translated(language.rows);
  const hashes = new Set(texts.map(({ english }) => hashOf(english)));
  const open = new Set(missingIn(language).map(({ ids }) => ids[0]));
  const used = texts.flatMap(({ english, ids: [id = ''], translation }) =>
    translation === undefined ? [] : [{ id, hash: hashOf(english), translation }],
  );
  const stale = language.rows.filter(({ id, hash }) => !hashes.has(hash) && open.has(id));
  writeLanguage({ ...language, rows: [...used, ...stale] });
}

/** @param {Language} language @returns {number} the exit code */
function check(language) {
  const open = missingIn(language);
  const faults = faultsIn(language);
  faults.forEach(say);
  for (const { english, ids, former } of open)
    say(`${language.name}: ${former.length > 0 ? 'stale' : 'missing'}: ${ids[0]}: ${quote(english)}`);
  const stale = open.filter(({ former }) => former.length > 0).length;
  console.error(
    `${language.name}: ${faults.length} wrong, ${open.length - stale} missing, ${stale} stale (in English until translated).`,
  );
  return faults.length + open.length > 0 ? 1 : 0;
}

/** @returns {number | void} the exit code */
function run() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      missing: { type: 'string' },
      take: { type: 'string' },
      prune: { type: 'boolean' },
      check: { type: 'boolean' },
    },
  });
  if (values.check) return Math.max(...LANGUAGES.map(name => check(readLanguage(name))));
  const language = readLanguage(positionals[0] ?? '');
  if (values.prune) return prune(language);
  if (values.take !== undefined) return take(language, values.take);
  if (values.missing !== undefined) return printMissing(language, Number(values.missing));
  return check(language);
}

if (isMain(import.meta.url)) {
  try {
    // The process ends by itself, once a pipe has taken all that is printed.
    process.exitCode = run() ?? 0;
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
