import { type CaptureRecord, type Span, TRIMMED } from '../../syntax';
import { unbroken } from './passage';
import { mayBeRest } from './restOfSecret';
import { afterSameIndent, mayInterrupt, type WrappedLine } from './wrappedLines';

const NO_LINES: readonly WrappedLine[] = [];
/** Only this many code units at the end of a longer line are read. */
const MAX_LINE = 2048;

/** Joins lines that output of other daemons interrupted: the text after that output may be the rest of the line. */
export class InterruptedLines {
  /** The last three records, latest first: the line that may be cut, and the lines after it. */
  #last: CaptureRecord | undefined;
  #before: CaptureRecord | undefined;
  #first: CaptureRecord | undefined;
  /** The lengths of lines that seem to be wrapped, in UTF-16 code units. */
  readonly #widths = new Set<number>();

  constructor(readonly text: string) {}

  /** Adds the next record. Returns candidates for a joined line that ends with it. */
  add(record: CaptureRecord): readonly WrappedLine[] {
    const [last, before, first] = [this.#last, this.#before, this.#first];
    [this.#last, this.#before, this.#first] = [record, last, before];
    const rest = this.#isInterrupted(last) ? this.#restIn(record, last.start) : undefined;
    if (rest) return this.#joined(rest, before, first);
    const lastLine = this.#lastLineOf(record);
    return lastLine ? this.#joined(lastLine, last, before) : NO_LINES;
  }

  #isInterrupted(record: CaptureRecord | undefined): record is CaptureRecord {
    return record !== undefined && mayInterrupt(this.text, record);
  }

  /** The text of a record after output at `other`, without its time, if it may be the rest of a line. */
  #restIn(record: CaptureRecord, other: number): Span | undefined {
    const isStamped = record.kind === 'debug' && record.form === 'stamp';
    if (record.kind !== 'text' && record.kind !== 'command' && !isStamped) return undefined;
    return this.#rest(
      isStamped ? record.messageStart : afterSameIndent(this.text, record.start, other),
      record.end,
    );
  }

  /**
   * The second line of a daemon's output, if only its length makes it seem to be wrapped, and that line may be the rest of
   * another one. A terminal wraps more than one line at its width.
   */
  #lastLineOf({ kind, start, end }: CaptureRecord): Span | undefined {
    if (kind !== 'debug' || end - start > MAX_LINE) return undefined;
    const [first, last, third] = unbroken(this.text, start, end);
    if (!first || !last) return undefined;
    const width = first.end - first.start;
    const isWrapped = this.#widths.has(width) || third !== undefined;
    for (let near = width - TRIMMED; near <= width + TRIMMED; near++) this.#widths.add(near);
    return isWrapped ? undefined : this.#rest(afterSameIndent(this.text, last.start, start), last.end);
  }

  #rest(start: number, end: number): Span | undefined {
    return mayBeRest(this.text.slice(start, Math.min(end, start + MAX_LINE))) ? { start, end } : undefined;
  }

  /** Joins with the record before the output, across one line of it and across two. */
  #joined(rest: Span, before: CaptureRecord | undefined, first: CaptureRecord | undefined): WrappedLine[] {
    const cut = this.#isInterrupted(before) ? [before, first] : [before];
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
