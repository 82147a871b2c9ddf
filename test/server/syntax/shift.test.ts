import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FORMS, readRecords } from '../../../server/src/syntax';
import { anyText, captureText } from '../../support/arbitraries';
import { CAPTURES } from '../../support/captures';

/** Every span of a record; of a payload, its lines. */
function placesIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('tree' in value && 'pieces' in value) return placesIn(value.pieces);
  const within = Object.values(value).flatMap(placesIn);
  return 'start' in value ? [value, ...within] : within;
}

/** A span object in two records, or twice in one, would be shifted twice. */
function expectPlacesOnce(text: string): void {
  const places = readRecords(text).flatMap(record =>
    placesIn(record.kind === 'json' && !record.first ? { ...record, payload: undefined } : record),
  );
  expect(new Set(places).size).toBe(places.length);
}

test.each(FORMS.map(({ id, examples }) => [id, examples] as const))(
  'Records share no place objects: %s',
  (_id, examples) => {
    expectPlacesOnce(examples.join('\n'));
  },
);

test('Records share no place objects in captures', () => {
  for (const text of CAPTURES) expectPlacesOnce(text);
});

test('Records share no place objects in any text', () => {
  fc.assert(fc.property(fc.oneof(anyText, captureText), expectPlacesOnce), { numRuns: 1000 });
});
