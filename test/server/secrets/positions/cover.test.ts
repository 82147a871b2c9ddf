import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cover } from '../../../../server/src/secrets/positions/foundInRecord';

function coverOf(spans: readonly (readonly [number, number])[]): Cover {
  const cover = new Cover();
  for (const [start, end] of spans) cover.add({ start, end });
  return cover;
}

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
