import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languageOf, translator } from '../../../server/src/knowledge';
import { ENTRY_FILES } from '../../../server/src/knowledge/entryFiles';
import { serverTexts } from '../../../server/src/knowledge/texts';
import { every, first } from '../../support/rows';

const CASES = [
  ['de', 'de'],
  ['de-AT', 'de'],
  ['de_CH.UTF-8@euro', 'de'],
  ['es-419', 'es'],
  ['pt', 'pt-br'],
  ['pt_BR.UTF-8', 'pt-br'],
  ['zh-Hans', 'zh-cn'],
  ['zh_CN', 'zh-cn'],
  ['zh-TW', undefined],
  ['en-GB', undefined],
  ['C', undefined],
  ['', undefined],
] as const;

test('a locale has the language of its translation', () => {
  every(CASES, first, ([locale, language]) => expect(languageOf(locale)).toBe(language));
});

test('a text without a translation stays English', () => {
  const [first = '', second = '', third = ''] = serverTexts().keys();
  const translate = translator(['eins', '']);
  expect([first, second, third, 'of no file'].map(translate)).toEqual(['eins', second, third, 'of no file']);
});

test('every file of the knowledge that has texts is translated', () => {
  const others = ['effects.json', 'labels.json', 'recipes.json', 'secret-words.json', 'sources.json'];
  const files = readdirSync('server/src/knowledge/data').filter(name => name.endsWith('.json'));
  expect(Object.keys(ENTRY_FILES)).toEqual(files.filter(name => !others.includes(name)));
});
