import type { CaptureRecord } from '../../syntax';
import { unbroken } from './passage';
import { mayBeRest } from './restOfSecret';
import type { WrappedLine } from './wrappedLines';

const NONE: readonly WrappedLine[] = [];
/** Of a longer line, the end is looked at. */
const MAX_LINE = 2048;

/** Puts lines together that other daemons have written their own into: what comes after those may be the rest of one. */
export class InterruptedLines {
  /** The records that were read last, the latest first: the one that may be cut, and those of daemons after it. */
  #last: CaptureRecord | undefined;
  #before: CaptureRecord | undefined;
  #first: CaptureRecord | undefined;

  constructor(readonly text: string) {}

  /** Takes the next record. Returns what may be one line that ends with it. */
  add(record: CaptureRecord): readonly WrappedLine[] {
    const joined = this.#last?.kind === 'debug' && this.#isRest(record) ? this.#joined(record) : NONE;
    this.#first = this.#before;
    this.#before = this.#last;
    this.#last = record;
    return joined;
  }

  #isRest({ kind, start, end }: CaptureRecord): boolean {
    if (kind !== 'text' && kind !== 'command') return false;
    return mayBeRest(this.text.slice(start, Math.min(end, start + MAX_LINE)));
  }

  /** After one line of a daemon, and after two. */
  #joined(rest: CaptureRecord): WrappedLine[] {
    const cut = this.#before?.kind === 'debug' ? [this.#before, this.#first] : [this.#before];
    return cut.flatMap(record => {
      if (!record) return [];
      const [first] = unbroken(this.text, Math.max(record.start, record.end - MAX_LINE), record.end).slice(
        -1,
      );
      const [second] = unbroken(this.text, rest.start, Math.min(rest.end, rest.start + MAX_LINE));
      return first && second ? [{ lines: [first, second], isFull: false }] : [];
    });
  }
}
