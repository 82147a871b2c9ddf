import { expect, test } from 'vitest';
import { commandWords, matchCommand } from '../../../server/src/knowledge';

test.each([
  ['diag  debug enable ', ['diag', 'debug', 'enable']],
  ['diag sniffer packet any "host 192.0.2.1" 4', ['diag', 'sniffer', 'packet', 'any', '"host 192.0.2.1"', '4']],
  ["diag sniffer packet any 'host 192.0.2.1' 4", ['diag', 'sniffer', 'packet', 'any', "'host 192.0.2.1'", '4']],
  ['set name a"b c"d', ['set', 'name', 'a"b c"d']],
  ['set name "a b', ['set', 'name', '"a b']],
  ['', []],
])('The words of %s', (typed, words) => {
  expect(commandWords(typed)).toEqual(words);
}); // oxfmt-ignore

test('A quoted word is one argument, also if the same text was read as two before', () => {
  const typed = ['diagnose', 'sniffer', 'packet', 'any'];
  expect(matchCommand([...typed, '"host', 'a"']).fills.slice(3)).toEqual(['interface', 'filter', 'level']);
  expect(matchCommand([...typed, '"host a"']).fills.slice(3)).toEqual(['interface', 'filter']);
});
