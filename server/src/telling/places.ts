import type { Analysis } from '../analysis';
import type { CaptureRecord } from '../syntax';
import type { Exchange } from '../trace';

/** The index of the record that holds `offset`; -1 for an empty text. The end of the text belongs to the last record. */
export function recordIndexAt({ records }: Analysis, offset: number): number {
  let [low, high] = [0, records.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((records[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return high < 0 ? -1 : low;
}

/** The record that holds `offset`. */
export function recordAt(analysis: Analysis, offset: number): CaptureRecord | undefined {
  return analysis.records[recordIndexAt(analysis, offset)];
}

/** The exchange that a place belongs to. */
export function exchangeAt({ trace }: Analysis, offset: number): Exchange | undefined {
  return trace.exchanges.find(({ start, end }) => start <= offset && offset < end);
}
