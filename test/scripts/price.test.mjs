import { expect, test } from 'vitest';
import { grownFigures } from '../../scripts/price.mjs';

test('A figure may grow by 5 % without a new record, and shrink; a new one must be recorded', () => {
  const before = { source: { syntax: { lines: 100, regularExpressions: 0 } }, packages: { vsix: 1000 } };
  const after = {
    source: { syntax: { lines: 105, regularExpressions: 1 }, more: { lines: 1 } },
    packages: { vsix: 900 },
  };
  expect(grownFigures(before, after)).toEqual([
    'source syntax regularExpressions: 0 -> 1',
    'source more lines: not recorded -> 1',
  ]);
  expect(grownFigures(before, { packages: { vsix: 1051 } })).toEqual(['packages vsix: 1000 -> 1051']);
});
