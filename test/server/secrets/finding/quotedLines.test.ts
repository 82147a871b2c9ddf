import { expect, test } from 'vitest';
import { quotedLines } from '../../../../server/src/secrets/finding/quotedLines';
import { textOf } from '../../../../server/src/syntax';

test.each([
  ['> a\n> b\nx\n>> c', [['a\n', 'b\n'], ['c']]],
  ['Hello,\n> a\n>b\n', [['a\n', 'b\n']]],
  ['Hello,\r\n> a\r\n> b\r\n\r\n> c\r\nBye', [['a\r\n', 'b\r\n'], ['c\r\n']]],
  ['Hello,\r> a\r> b\rBye\r> c', [['a\r', 'b\r'], ['c']]],
  ['x\n> a\r> b\n> c\rx\r> d', [['a\r', 'b\n', 'c\r'], ['d']]],
  ['x\r> a\rx\n> b', [['a\r'], ['b']]],
  ['> a\n\n> b', [['a\n'], ['b']]],
  ['>', [['']]],
  ['x\n>', [['']]],
  ['>\n> a', [['\n', 'a']]],
  ['>> > a', [['a']]],
  ['>  a', [[' a']]],
  [`${'> '.repeat(9)}a`, [['> a']]],
  ['a > b\n > c\nx>', []],
  ['', []],
])('The quoted lines of %j are %j', (text, runs) => {
  expect([...quotedLines(text)].map(run => run.map(line => textOf(text, line)))).toEqual(runs);
});
