import { max } from '../integers';
import type { Analysis } from '../analysis';
import { countBefore, type CaptureRecord, contains } from '../syntax';
import type { Capture, Exchange } from '../trace';

/**
 * Returns the index of the record that contains `offset`; -1 for an empty text. The end of the text belongs to the
 * last record.
 */
export function recordIndexAt({ records }: Analysis, offset: number): number {
  const after = countBefore(records.length, index => (records[index]?.start ?? 0) <= offset);
  return records.length === 0 ? -1 : max(0, after - 1);
}

/** Returns the record that contains `offset`. */
export function recordAt(analysis: Analysis, offset: number): CaptureRecord | undefined {
  return analysis.records[recordIndexAt(analysis, offset)];
}

/** Returns the exchange at `offset`. */
export function exchangeAt({ trace }: Analysis, offset: number): Exchange | undefined {
  return trace.exchanges.find(exchange => contains(exchange, offset));
}

/** Returns the session at one unit at `offset`. */
export function captureAt({ trace }: Analysis, offset: number): Capture | undefined {
  return trace.captures.find(capture => contains(capture, offset));
}
