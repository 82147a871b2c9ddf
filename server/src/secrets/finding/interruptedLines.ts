import { afterPrefix, type CaptureRecord, type Span } from '../../syntax';
import { unbroken } from './passage';
import { mayBeRest } from './restOfSecret';
import type { WrappedLine } from './wrappedLines';

const NO_LINES: readonly WrappedLine[] = [];
/** Only this many code units at the end of a longer line are read. */
const MAX_LINE = 2048;

/** Joins lines that output of other daemons interrupted: the text after that output may be the rest of the line. */
export class InterruptedLines {
  /** The last three records, latest first: the line that may be cut, and the daemon lines after it. */
  #last: CaptureRecord | undefined;
  #before: CaptureRecord | undefined;
  #first: CaptureRecord | undefined;

  constructor(readonly text: string) {}

  /** Adds the next record. Returns candidates for a joined line that ends with it. */
  add(record: CaptureRecord): readonly WrappedLine[] {
    const rest = this.#last?.kind === 'debug' ? this.#restIn(record) : undefined;
    const joined = rest ? this.#joined(rest) : NO_LINES;
    this.#first = this.#before;
    this.#before = this.#last;
    this.#last = record;
    return joined;
  }

  /** The text of a record, without its time, if it may be the rest of a line. */
  #restIn(record: CaptureRecord): Span | undefined {
    const isStamped = record.kind === 'debug' && record.form === 'stamp';
    if (record.kind !== 'text' && record.kind !== 'command' && !isStamped) return undefined;
    const { end } = record;
    const start = isStamped ? record.messageStart : afterPrefix(this.text, record.start);
    return mayBeRest(this.text.slice(start, Math.min(end, start + MAX_LINE))) ? { start, end } : undefined;
  }

  /** Joins across one daemon line and across two. */
  #joined(rest: Span): WrappedLine[] {
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
