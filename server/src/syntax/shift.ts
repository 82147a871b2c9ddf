import type { CaptureRecord } from './records';
import { shiftSpan } from './span';

/**
 * Shifts `records[from..]` by `by` code units, in place: a long capture has tens of thousands of records after an edit. An
 * interrupted payload must be among them as a whole.
 */
export function shift(records: readonly CaptureRecord[], by: number, from = 0): void {
  if (by === 0) return;
  for (let index = from; index < records.length; index++) {
    const record = records[index];
    if (!record) continue;
    shiftSpan(record, by);
    if (record.kind === 'json' && record.first) record.payload.shift(by);
  }
}
