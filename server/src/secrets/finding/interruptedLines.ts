import type { CaptureRecord } from '../../syntax';
import { unbroken } from './passage';
import { mayBeRest } from './restOfSecret';
import type { WrappedLine } from './wrappedLines';

/** So many lines of other daemons can be in the midst of a line. */
const MAX_BETWEEN = 2;
/** Of a longer line, the end is looked at. */
const MAX_LINE = 2048;

/** Puts lines together that other daemons have written their own into: what comes after those may be the rest of one. */
export class InterruptedLines {
  /** The records that were read last, the latest first. */
  #before: CaptureRecord[] = [];

  constructor(readonly text: string) {}

  /** Takes the next record. Gives what may be one line that ends with it. */
  add(record: CaptureRecord): readonly WrappedLine[] {
    const before = this.#before;
    const joined = before[0]?.kind === 'debug' && this.#isRest(record) ? this.#joined(before, record) : [];
    this.#before = [record, ...before.slice(0, MAX_BETWEEN)];
    return joined;
  }

  #isRest({ kind, start, end }: CaptureRecord): boolean {
    if (kind !== 'text' && kind !== 'command') return false;
    return mayBeRest(this.text.slice(start, Math.min(end, start + MAX_LINE)));
  }

  #joined(before: readonly CaptureRecord[], rest: CaptureRecord): WrappedLine[] {
    const found: WrappedLine[] = [];
    for (const [index, { start, end }] of before.entries()) {
      if (index > 0) {
        const [first] = unbroken(this.text, Math.max(start, end - MAX_LINE), end).slice(-1);
        const [second] = unbroken(this.text, rest.start, Math.min(rest.end, rest.start + MAX_LINE));
        if (first && second) found.push({ lines: [first, second], isFull: false });
      }
      if (before[index]?.kind !== 'debug') break;
    }
    return found;
  }
}
