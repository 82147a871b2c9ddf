import { expect, test } from 'vitest';
import { AT_START, type FinderState, isSameState } from '../../../../server/src/secrets/positions/finderState';

const columns = { kinds: ['user', 'password'], numbered: false } as const;
const { config } = AT_START;

test.each<[string, FinderState, FinderState, boolean]>([
  ['the start', AT_START, { ...AT_START }, true],
  ['a key', { ...AT_START, inKey: true }, AT_START, false],
  ['the text above', { ...AT_START, above: 'psk' }, { ...AT_START, above: 'port' }, false],
  ['the columns of a list', { ...AT_START, columns }, { ...AT_START, columns: { ...columns } }, true],
  [
    'other columns',
    { ...AT_START, columns },
    { ...AT_START, columns: { ...columns, numbered: true } },
    false,
  ],
  ['no columns', { ...AT_START, columns }, AT_START, false],
  ['a token', { ...AT_START, config: { ...config, token: 'FTKMOB0123456789' } }, AT_START, false],
  ['a path', { ...AT_START, config: { ...config, path: 'user local' } }, AT_START, false],
  ['a header', { ...AT_START, config: { ...config, header: 'Cookie' } }, AT_START, false],
])('The same lines mean the same after two states: %s', (_, a, b, is) => {
  expect(isSameState(a, b)).toBe(is);
  expect(isSameState(b, a)).toBe(is);
});
