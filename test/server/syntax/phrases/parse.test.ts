import { describe, expect, test } from 'vitest';
import type { SentenceRow } from '../../../../server/src/syntax/phrases';
import {
  holesOf,
  isInWord,
  type Pattern,
  PhraseError,
  patternsOf,
  longestWord,
} from '../../../../server/src/syntax/phrases/parse';
import { every, first } from '../../../support/rows';

const ROW: SentenceRow = { id: 'fnbamd/one', daemons: ['fnbamd'], texts: [] };

function patternOf(text: string, more: Partial<SentenceRow> = {}): Pattern {
  const [pattern, ...others] = patternsOf({ ...ROW, ...more }, text);
  if (!pattern || others.length > 0) throw new Error(`${others.length + 1} patterns`);
  return pattern;
}

test.each([
  ['for {user:word} x', 'for '],
  ['a {method=XAUTH} b {user}', 'a XAUTH b '],
  ['{method=EAP}: x', 'EAP: x'],
  ['{number:number} x', ''],
  ['{*}x', ''],
])('Every message that %s matches begins with %j', (text, beginning) => {
  expect(patternOf(text).beginning).toBe(beginning);
});

const CASES = [
  ['a bb ccc', 'ccc'],
  ['{*}aaa b', 'aaa'],
  ['{user}aaa b', 'b'],
  ['b aaa{user}', 'b'],
  ['b aaa{user} c', 'b'],
  ['aaaa{number:number} bb', 'bb'],
  ['{number:number}aaaa bb', 'bb'],
  ['{user} bb aa', 'bb'],
  ['{user} b{*}', ''],
  ['{user} b {*}', 'b'],
  ['{user}s', ''],
] as const;

test('The longest whole word in every message that a pattern matches is found', () => {
  every(CASES, first, ([text, word]) => {
    expect(longestWord(patternOf(text))).toBe(word);
  });
});

test.each([
  ['a {user} b', 4],
  ['a {text=not known}{end}', 11],
  ['{{{user}}}', 2],
])('%s has %i literal characters', (text, literal) => {
  expect(patternOf(text).literal).toBe(literal);
});

test('A text can match later in a message if it begins with anything', () => {
  expect(['{*}a', '{user}a', 'a{*}'].map(text => patternOf(text).floats)).toEqual([true, false, false]);
});

test('The holes have their names, in order', () => {
  expect(holesOf(patternOf('a {user} b {*} c {number:number} d {reason}'))).toEqual([
    'user',
    'number',
    'reason',
  ]);
  expect(holesOf(patternOf('a {*} b'))).toEqual([]);
});

test('Alternatives make a pattern for each combination', () => {
  const texts = patternsOf(ROW, '{method:A|B-c} {state:x|y}').map(({ beginning }) => beginning);
  expect(texts).toEqual(['A x', 'A y', 'B-c x', 'B-c y']);
});

test('Case is ignored in all literal text, and in fixed words', () => {
  expect(patternOf('Is {text=Not Known}', { ignoreCase: true }).beginning).toBe('is not known');
});

describe('A text is refused, with the reason', () => {
  test.each<[string, string, Record<string, string>]>([
    ['a'.repeat(401), 'long', { limit: '400' }],
    ['{*} a '.repeat(17), 'many', { limit: '16' }],
    ['ab {user', 'brace', { at: '4' }],
    ['ab }', 'brace', { at: '4' }],
    ['{} a', 'brace', { at: '1' }],
    ['{user:} a', 'brace', { at: '1' }],
    ['{us er} a', 'brace', { at: '1' }],
    ['a {user}{*} b', 'adjacent', {}],
    ['a {user}{number:number} b', 'adjacent', {}],
    ['a {user}{method=A} b', 'adjacent', {}],
    ['a{end}b', 'end', { end: '{end}' }],
  ])('%j', (text, fault, facts) => {
    const caught = (): unknown => {
      try {
        return patternsOf(ROW, text);
      } catch (error) {
        return error;
      }
    };
    expect(caught()).toBeInstanceOf(PhraseError);
    expect(caught()).toMatchObject({ fault, facts });
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['{nobody} a', 'name', { hole: '{nobody}', known: expect.stringContaining('user, group') }],
    ['{user:nothing} a', 'shape', { shape: 'nothing', known: expect.stringMatching(/text, word, number/) }],
  ])('%j, with what is known', (text, fault, facts) => {
    expect(() => patternsOf(ROW, text)).toThrow(PhraseError);
    expect(() => patternsOf(ROW, text)).toThrow(expect.objectContaining({ fault, facts }) as Error);
  });

  test.each(['a'.repeat(400), '{*} a '.repeat(16)])('but not at the limit: %s', text => {
    expect(patternsOf(ROW, text)).toHaveLength(1);
  });
});

test('An offset is in a word between two of its characters', () => {
  expect([0, 1, 2, 3, 4].map(at => isInWord('ab c', at))).toEqual([false, true, false, false, false]);
});
