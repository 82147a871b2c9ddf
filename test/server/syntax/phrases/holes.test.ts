import { describe, expect, test } from 'vitest';
import { isMixed, OPEN_SHAPES, SHAPES } from '../../../../server/src/syntax/phrases/holes';
import { every, firstTwo, itself } from '../../../support/rows';

/** What a value of this shape takes from the beginning of a text; undefined if there is no such value. */
function taken(shape: string, text: string, end = text.length): string | undefined {
  const to = SHAPES[shape]?.(text, 0, end) ?? -1;
  return to < 0 ? undefined : text.slice(0, to);
}

describe('A value of the shape', () => {
  const CASES: readonly [string, string, string | undefined][] = [
    ['number', '12 x', '12'],
    ['number', '-12', '-12'],
    ['number', '-', undefined],
    ['number', 'x1', undefined],
    ['number', '1'.repeat(20), '1'.repeat(20)],
    ['number', '1'.repeat(21), undefined],
    ['id', '12345x', '12345'],
    ['id', '1234', undefined],
    ['id', '1'.repeat(21), undefined],
    ['hex', '09afAFg', '09afAF'],
    ['hex', '@', undefined],
    ['hex', 'G', undefined],
    ['hex', '`', undefined],
    ['hex', '/', undefined],
    ['name', 'a_B9-', 'a_B9'],
    ['name', '-', undefined],
    ['ip', '192.0.2.1.', '192.0.2.1'],
    ['ip', '192.0.2.1 to a', '192.0.2.1'],
    ['ip', '2001:db8::1:', '2001:db8::1'],
    ['ip', '::1', '::1'],
    ['ip', 'fe80::', undefined],
    ['ip', '12ab', undefined],
    ['ip', '..', undefined],
    ['value', 'a', 'a'],
    ['value', 'a,b', 'a,b'],
    ['value', 'a, b', 'a'],
    ['value', 'a.', 'a'],
    ['value', 'a;"', 'a'],
    ['value', 'a) ', 'a'],
    ['value', 'a]\\', 'a'],
    ['value', 'a\tb', 'a'],
    ['value', 'a<b', 'a'],
    ['value', 'a"', 'a'],
    ['value', 'a\\', 'a'],
    ['value', 'a\u00a0b', 'a'],
    ['value', 'é b', 'é'],
    ['value', ' a', undefined],
    ['value', '', undefined],
    ['distinct', 'a.b, c', 'a.b'],
    ['numbered', 'user7, c', 'user7'],
    ['numbered', 'j.doe', 'j.doe'],
    ['mixed', 'Abcdefg1, x', 'Abcdefg1'],
    ['mixed', 'abcdefg1', undefined],
    ['mixed', '', undefined],
    ['last', 'abc', 'abc'],
    ['last', 'abc"\' \u00a0\t', 'abc'],
    ['last', 'abc\nx', 'abc'],
    ['last', 'abc \rx', 'abc'],
    ['last', 'abc x', undefined],
    ['last', 'Abcdefg1 x', 'Abcdefg1'],
    ['line', 'a b, c. ', 'a b, c'],
    ['line', 'a;"b', 'a'],
    ['line', ';.', undefined],
    ['words', "NOT ME'S-X -7", "NOT ME'S-X"],
    ['words', 'a_b', 'a'],
    ['words', ' a', undefined],
    ['words', '-', undefined],
  ];

  test('reaches as far as the shape allows', () => {
    every(CASES, firstTwo, ([shape, text, expected]) => {
      expect(taken(shape, text)).toBe(expected);
    });
  });

  test.each(['hex', 'name', 'ip', 'line', 'words'])('%s ends at its greatest length', shape => {
    expect(taken(shape, 'a:aa', 1)).toBe(shape === 'ip' ? undefined : 'a');
  });

  test.each(['value', 'mixed', 'last'])('%s is too long if its end is not found', shape => {
    expect(taken(shape, 'Abcdefg1 x', 8)).toBeUndefined();
    expect(taken(shape, 'Abcdefg1 x', 9)).toBe('Abcdefg1');
  });

  test('word has no white space, text has anything', () => {
    expect([97, 32, 9, 160].map(code => OPEN_SHAPES['word']?.(code))).toEqual([true, false, false, false]);
    expect([97, 32].map(code => OPEN_SHAPES['text']?.(code))).toEqual([true, true]);
  });
});

describe('A value looks like a password', () => {
  test.each(['abc12!', 'Abcdefg1', 'ABC#123', `a!1${'x'.repeat(509)}`])('%s', value => {
    expect(isMixed(value)).toBe(true);
  });

  const ORDINARY = [
    'ab12!', // too short
    'Abcdef1', // too short without punctuation
    `a!1${'x'.repeat(510)}`, // too long
    'abcdef!', // no digit
    '123456!', // no letter
    'abcdefg1', // no capital
    'ABCDEFG1', // only capitals
    'Abcdefg/1',
    'Abcdefg\\1',
    'Abcdefg<1',
    'Abcdefg>1',
    'Abcd efg1',
  ];

  test('but an ordinary word does not', () => {
    every(ORDINARY, itself, value => {
      expect(isMixed(value)).toBe(false);
    });
  });
});
