import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cover } from '../../../../server/src/secrets/positions/foundInRecord';
import { every, first } from '../../../support/rows';

function coverOf(spans: readonly (readonly [number, number])[]): Cover {
  const cover = new Cover();
  for (const [start, end] of spans) cover.add({ start, end });
  return cover;
}

// oxfmt-ignore
const CASES = [
  ['nothing', [], 0, 9, -1],
  ['one before', [[1, 3]], 3, 9, -1],
  ['one behind', [[5, 7]], 0, 5, -1],
  ['one at its beginning', [[5, 7]], 0, 6, 5],
  ['one at its end', [[5, 7]], 6, 9, 5],
  ['the first of two', [[1, 3], [5, 7]], 2, 9, 1],
  ['the second of two', [[1, 3], [5, 7]], 3, 9, 5],
  ['two that were added in another order', [[5, 7], [1, 3]], 0, 9, 1],
  ['two that touch', [[1, 3], [3, 5]], 4, 9, 1],
  ['two that touch, in another order', [[3, 5], [1, 3]], 4, 9, 1],
  ['two that overlap', [[1, 4], [3, 6]], 5, 9, 1],
  ['one in another', [[1, 9], [3, 5]], 7, 9, 1],
  ['one around two others', [[3, 4], [6, 7], [1, 9]], 8, 9, 1],
  ['two that a third joins', [[1, 3], [5, 7], [3, 5]], 6, 9, 1],
] as const;

test('A set of spans finds the first one that overlaps a span', () => {
  every(CASES, first, ([, spans, start, end, first]) => {
    expect(coverOf(spans).startOf({ start, end })).toBe(first);
  });
});

test('A set of spans is that of their places, whatever their order', () => {
  const span = fc
    .tuple(fc.nat(30), fc.integer({ min: 1, max: 6 }))
    .map(([at, length]) => [at, at + length] as const);
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), span, (spans, [start, end]) => {
      const units = Array.from({ length: 40 }, (_, at) => spans.some(([from, to]) => from <= at && at < to));
      let first = units.findIndex((is, at) => is && start <= at && at < end);
      // Where its merged span begins.
      while (units[first - 1]) first--;
      // Spans that touch are one.
      expect(coverOf(spans).startOf({ start, end })).toBe(first);
    }),
  );
});

test('A set of spans is empty before the first and after it is cleared', () => {
  const cover = new Cover();
  expect(cover.isEmpty).toBe(true);
  cover.add({ start: 1, end: 3 });
  expect(cover.isEmpty).toBe(false);
  cover.clear();
  expect(cover.isEmpty).toBe(true);
  cover.add({ start: 5, end: 7 });
  expect(cover.startOf({ start: 0, end: 9 })).toBe(5);
});
