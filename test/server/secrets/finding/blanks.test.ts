import { expect, test } from 'vitest';
import { isBlankUnit, skipBlanks } from '../../../../server/src/secrets/finding/blanks';

test('Spaces and tabs of all languages are blanks, line breaks and other characters are not', () => {
  const blanks = Array.from({ length: 0x10000 }, (_, code) => code).filter(isBlankUnit);
  const wide = Array.from({ length: 12 }, (_, at) => 0x2000 + at);
  expect(blanks).toEqual([9, 32, 0xa0, ...wide, 0x202f, 0x3000]);
});

test.each([
  ['a \t\u00a0b', 1, 5, 4],
  ['ab', 1, 2, 1],
  ['a   b', 1, 3, 3],
  ['a  ', 1, 3, 3],
  ['a  ', 3, 3, 3],
])('Blanks are skipped: %j from %i to %i', (text, at, to, end) => {
  expect(skipBlanks(text, at, to)).toBe(end);
});
