import { expect, test } from 'vitest';
import { type DebugRecord, readRecords, reread, type Span, Within } from '../../../server/src/syntax';
import type { Movable } from '../../../server/src/syntax/kept';
import type { RecordOffset } from '../../../server/src/syntax/within';

// Compile-time tests: each line that the compiler must reject is marked, and an unneeded mark is an error.

interface Facts {
  readonly record: DebugRecord;
  readonly count: number;
  readonly place: Within;
  readonly all: readonly (Within & { readonly code?: string })[];
}

interface WithPlainSpan extends Facts {
  readonly value: Span;
}

interface WithSpanInside extends Facts {
  readonly values: ReadonlyMap<string, readonly (Within & { readonly last: Span | undefined })[]>;
}

const keep = <Kept>(facts: Movable<Kept>): unknown => facts;

test('Cached facts that do not move with their record do not compile', () => {
  const facts = {} as Facts;
  expect(keep<Facts>(facts)).toBe(facts);
  // @ts-expect-error -- a plain span would not move with its record
  keep<WithPlainSpan>({} as WithPlainSpan);
  // @ts-expect-error -- nor inside other facts
  keep<WithSpanInside>({} as WithSpanInside);
});

test('A record has only the slot of its kind', () => {
  const [record] = readRecords('f_x[1]:y\n');
  if (record?.kind !== 'debug') throw new Error('No debug line');
  // @ts-expect-error -- a plain span does not fit
  const plain: NonNullable<DebugRecord['kept']> = { start: 0, end: 1 };
  expect(plain).toBeDefined();
  expect(record.kept).toBeUndefined();
});

test('An offset in a record is no offset in the text', () => {
  const offset = (text: RecordOffset): number => text;
  // @ts-expect-error -- it must be relative to the record
  expect(offset(3)).toBe(3);
});

test('A place in a record moves with it', () => {
  const [before, after] = ['f_x[1]:y\nf_x[1]:z\n', 'f_x[1]:more\nf_x[1]:z\n'];
  const records = readRecords(before);
  const last = records.at(-1);
  if (!last) throw new Error('No record');
  const place = new Within(last, before.indexOf('z'), before.indexOf('z') + 1);
  reread({ text: before, records }, after);
  expect(after.slice(place.start, place.end)).toBe('z');
});
