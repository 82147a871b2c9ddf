import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CaptureRecord, readFromStart } from '../../../server/src/syntax';
import { ActivityBuilder } from '../../../server/src/trace/activity';
import { LineReader } from '../../../server/src/trace/lineReader';
import { CAPTURES } from '../../support/captures';
import { mixesOf } from '../mix/generator';

/** The states after each record, once the results up to it are taken. */
function* statesOf(text: string, records: readonly CaptureRecord[]): Generator<ActivityBuilder> {
  const [lines, builder] = [new LineReader(text), new ActivityBuilder()];
  for (const record of records) {
    builder.add(record, lines);
    builder.take();
    yield builder;
  }
}

/** The first line after which a second reading of the same records has another state. */
function firstDifference(text: string): string | undefined {
  const { records } = readFromStart(text);
  const again = statesOf(text, records);
  let index = 0;
  for (const state of statesOf(text, records)) {
    const second = again.next();
    const record = records[index++];
    if (second.done || !state.isSame(second.value)) return text.slice(record?.start, record?.end);
  }
  return undefined;
}

// After an edit, sections are used again from where the state is the same, so otherwise each edit reads to the end.
test('Reading the same records again leads to the same state', () => {
  for (const text of CAPTURES) expect(firstDifference(text)).toBeUndefined();
});

test('Reading a mix of captures again leads to the same state', () => {
  fc.assert(
    fc.property(mixesOf(12), ({ text }) => {
      expect(firstDifference(text)).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});
