import { expect, test } from 'vitest';
import { AT_START, type FinderState, isSameState } from '../../../../server/src/secrets/positions/finder';

const { config } = AT_START;

test.each<[string, FinderState, FinderState, boolean]>([
  ['the start', AT_START, { ...AT_START }, true],
  ['a key', { ...AT_START, inKey: true }, AT_START, false],
  ['a token', { ...AT_START, config: { ...config, token: 'FTKMOB0123456789' } }, AT_START, false],
  ['a path', { ...AT_START, config: { ...config, path: 'user local' } }, AT_START, false],
  ['a header', { ...AT_START, config: { ...config, header: 'Cookie' } }, AT_START, false],
])('The same lines mean the same after two states: %s', (_, a, b, is) => {
  expect(isSameState(a, b)).toBe(is);
  expect(isSameState(b, a)).toBe(is);
});
