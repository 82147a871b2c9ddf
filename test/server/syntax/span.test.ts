import { expect, test } from 'vitest';
import { contains, encloses, overlap, touches } from '../../../server/src/syntax';

/** The span of the marks in a picture: `.[]` begins at 1 and is 2 long, `.|` begins at 1 and is empty. */
function spanOf(picture: string): { start: number; end: number } {
  const start = picture.search(/[[|]/);
  return { start, end: picture.includes('|') ? start : picture.indexOf(']') + 1 };
}

test.each([
  ['[--]....', '....[--]', false, false],
  ['[--]....', '...[-]..', true, false],
  ['[------]', '..[--]..', true, true],
  ['..[--]..', '[------]', true, false],
  ['[--]....', '[--]....', true, true],
  ['[--]....', '..|.....', true, true],
  ['[--]....', '....|...', false, true],
  ['[--]....', '|.......', false, true],
])('Of %s and %s, overlap is %s and encloses is %s', (one, other, isCommon, isInside) => {
  expect(overlap(spanOf(one), spanOf(other))).toBe(isCommon);
  expect(overlap(spanOf(other), spanOf(one))).toBe(isCommon);
  expect(encloses(spanOf(one), spanOf(other))).toBe(isInside);
});

test('The end of a span is outside it, but a cursor there touches it', () => {
  const offsets = [0, 1, 2, 3, 4, 5];
  expect(offsets.filter(offset => contains({ start: 2, end: 4 }, offset))).toEqual([2, 3]);
  expect(offsets.filter(offset => touches({ start: 2, end: 4 }, offset))).toEqual([2, 3, 4]);
});
