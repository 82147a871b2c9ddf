import { describe, expect, test } from 'vitest';
import { stopAfter } from '../../../../server/src/secrets/finding/lookAhead';
import { stretch } from '../../../../server/src/secrets/finding/passage';
import { closes, closingOf, isQuote, quoteLength } from '../../../../server/src/secrets/finding/quotes';

test.each(['"', "'", '`', '“', '”', '„', '‘', '’', '['])('%s may begin a value', character => {
  expect(isQuote(character)).toBe(true);
});

test.each(['(', '{', ']', '<', '\\', '&', '%', 'a', '', ' ', '″', undefined])('%s begins none', character => {
  expect(isQuote(character)).toBe(false);
});

describe('The length of a quote', () => {
  test.each([
    ['"', 1],
    ['"a', 1],
    ['""a', 2],
    ['"""', 2],
    ["'a", 1],
    ["''", 1],
    ['`a', 1],
    ['“a', 1],
    ['”a', 1],
    ['„a', 1],
    ['‘a', 1],
    ['’a', 1],
    ['\\"a', 2],
    ["\\\\\\'a", 4],
    ['\\\\\\\\\\\\\\"a', 8],
    ['\\\\\\\\\\\\\\""a', 9],
    ['\\\\\\\\\\\\\\\\"a', 0],
    ['&quot;a', 6],
    ['&APOS;a', 6],
    ['&#34;a', 5],
    ['&#x27;a', 6],
    ['&amp;a', 0],
    ['%22a', 3],
    ['%27a', 3],
    ['%2522a', 5],
    ['%5c%22a', 6],
    ['%255C%2522a', 0],
    ['%20a', 0],
    ['a"', 0],
    ['(a', 0],
    ['[a', 0],
    ['\u0080"', 0],
    ['é"', 0],
    ['', 0],
  ])('%s: %i', (text, length) => {
    expect(quoteLength(text, 0)).toBe(length);
    expect(quoteLength(`"a${text}`, 2)).toBe(length);
  });
});

test.each([
  ['"a"', true],
  ["'a'", true],
  ['[a]', true],
  ['“a”', true],
  ['“a"', true],
  ['„a“', true],
  ['‘a’', true],
  ['"a', false],
  ['"a\n', false],
  ['"a\'', false],
  ['[a[', false],
  ['(a)', false],
  ['aaa', false],
])('The character at the end of %j closes it: %s', (text, is) => {
  expect(closes(text, 0, 2)).toBe(is);
  expect(closes(` ${text}`, 1, 3)).toBe(is);
});

/** The value that begins with a quote or bracket, up to where that is closed; undefined without one. */
function valueIn(text: string, isEncoded = false, isCell = false): string | undefined {
  const closing = closingOf(text, 0, isEncoded, isCell);
  const shifted = closingOf(`"${text}`, 1, isEncoded, isCell);
  expect([shifted?.length, shifted?.backslashes]).toEqual([closing?.length, closing?.backslashes]);
  if (!closing) return undefined;
  const { length, stop } = closing;
  return text.slice(length, stopAfter(stretch(text, 0, text.length), length, text.length, stop));
}

describe('A value ends where its quote is closed', () => {
  test.each([
    ['"Winter Sun" it', 'Winter Sun'],
    ["'Winter Sun' it", 'Winter Sun'],
    ['`Winter Sun` it', 'Winter Sun'],
    ['“Winter Sun” it', 'Winter Sun'],
    ['“Winter Sun″ it', 'Winter Sun'],
    ['”Winter Sun" it', 'Winter Sun'],
    ['„Winter Sun“ it', 'Winter Sun'],
    ['‘Winter Sun’ it', 'Winter Sun'],
    ["’Winter Sun' it", 'Winter Sun'],
    ['[Winter Sun] it', 'Winter Sun'],
    ['"Winter é’ Sun" it', 'Winter é’ Sun'],
    ['"Winter \\" Sun" it', 'Winter \\" Sun'],
    ['"Winter \\\\" Sun', 'Winter \\\\'],
    ['"Winter \\\\\\" Sun" it', 'Winter \\\\\\" Sun'],
    ["'Winter \\' Sun", 'Winter \\'],
    ['“Winter \\” Sun', 'Winter \\'],
    ['[Winter \\] Sun', 'Winter \\'],
    ['"Winter\nSun"', 'Winter'],
    ['"Winter\rSun"', 'Winter'],
    ["'Winter\nSun'", 'Winter'],
    ["'Winter\rSun'", 'Winter'],
    ['"Winter Sun', 'Winter Sun'],
    ['""', ''],
    ['"', ''],
    ['\\"Winter \\\\\\" Sun\\" it', 'Winter \\\\\\" Sun\\'],
    ['\\"Winter Sun\\" it', 'Winter Sun\\'],
    ['\\\\\\"Winter \\\\\\\\\\\\\\" Sun\\\\\\" it', 'Winter \\\\\\\\\\\\\\" Sun\\\\\\'],
    ['\\\\\\\\\\\\\\"Winter" it', 'Winter'],
    ["\\'Winter Sun\\' it", 'Winter Sun\\'],
    ['""Winter Sun"" it', 'Winter Sun'],
    ['""#Winter Sun"" it', '#Winter Sun'],
    ['\\""Winter Sun\\""', 'Winter Sun\\'],
    ['"" it', ''],
    ['"",it', ''],
    ['&quot;Winter & Sun&quot; it', 'Winter & Sun'],
    ['&quot;Winter &amp; é Sun&apos; it', 'Winter &amp; é Sun'],
    ['&#39;Winter Sun&#39; it', 'Winter Sun'],
    ['&#X22;Winter\nSun', 'Winter'],
    ['&quot;Winter\u0080Sun&quot; it', 'Winter\u0080Sun'],
    ['&quot;Sun', 'Sun'],
    ['**Winter-Sun** it', 'Winter-Sun'],
    ['*Winter-Sun* it', 'Winter-Sun'],
    ['<Winter-77> it', 'Winter-77'],
    ['<moribandelu> it', 'moribandelu'],
    ['<a1B2c3> it', 'a1B2c3'],
    ['<kelvinFjord> it', 'kelvinFjord'],
  ])('%s', (text, value) => {
    expect(valueIn(text)).toBe(value);
  });

  test('however many backslashes are before it', () => {
    expect(valueIn(`"Winter${'\\'.repeat(63)}" it`)).toBe(`Winter${'\\'.repeat(63)}" it`);
    expect(valueIn(`"Winter${'\\'.repeat(62)}" it`)).toBe(`Winter${'\\'.repeat(62)}`);
  });

  test.each([
    ['%22Winter%20Sun%22 it', 'Winter%20Sun'],
    ['%2522Winter%2520é%2522%26it', 'Winter%2520é'],
    ['%5C%22Winter%2Dé%5c%22%26it', 'Winter%2Dé'],
    ['%27Winter Sun', 'Winter'],
    ['%22Winter\u0080Sun%22', 'Winter\u0080Sun'],
    ['%27Winter\tSun', 'Winter'],
  ])('in an address: %s', (text, value) => {
    expect(valueIn(text, true)).toBe(value);
    expect(valueIn(text)).toBeUndefined();
  });

  test.each(["'Winter Sun' it", '"Winter Sun" it', '[Winter Sun] it'])('also in an address: %s', text => {
    expect(valueIn(text, true)).toBe('Winter Sun');
  });

  test.each(['(Winter Sun) it', '{Winter Sun} it'])('in a cell, where brackets are part of it: %s', text => {
    expect(valueIn(text)).toBeUndefined();
    expect(valueIn(text, false, true)).toBe('Winter Sun');
  });

  test.each([
    'Winter"',
    '7"',
    '',
    ' "Winter"',
    '&amp;Winter&amp;',
    '& &quot;',
    '%20Winter%22',
    '\\Winter\\',
    '\\\\"Winter\\\\"',
    '\\\\\\\\\\\\\\\\"Winter"',
    '***Winter***',
    '*Win*',
    '*Winter*** it',
    '**Winter* it',
    `*${'x'.repeat(65)}*`,
    '* Winter*',
    '<Win77> it',
    `<${'Winter77'.repeat(9)}>`,
    '<failed> it',
    '<password> it',
    '<Winter 77> it',
    '>Winter<',
    'é"Winter"',
  ])('but no quote begins %s', text => {
    expect(valueIn(text)).toBeUndefined();
    expect(valueIn(text, true)).toBeUndefined();
  });
});
