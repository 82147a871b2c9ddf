import { max } from '../integers';
import { beginsLine } from './line';
import { Reader } from './reader';
import { type ReaderContext, contextAtStart } from './readerContext';
import type { CaptureRecord } from './records';
import { shift } from './shift';
import { type Source, Stretch } from './source';
import type { Templates } from './templates';
import { BEGINNING } from './width';
import { copiedSlice, linesBack } from './window';

/** A stretch of a text with its records. */
export interface StreamPart {
  /** The offsets of the stretch in the whole text. */
  readonly start: number;
  readonly end: number;
  /** The stretch, possibly followed by more text: a string that is cut off there would be slower to read. */
  readonly text: string;
  /** The records, end to end over the stretch; their offsets are in `text`. */
  readonly records: readonly CaptureRecord[];
  /** The context before the first record. */
  readonly context: ReaderContext;
  /** The last record may continue: no quiet place was found. */
  readonly mayContinue: boolean;
}

/** Reads the records of a part again: the first `length` code units of `text`, with `context` before them. */
export function readPart(
  text: string,
  length: number,
  context: ReaderContext,
  templates?: Templates,
): CaptureRecord[] {
  const reader = new Reader(text, context, templates);
  const records: CaptureRecord[] = [];
  for (let end = 0; end < length;) {
    const record = reader.next();
    if (!record) break;
    records.push(record);
    end = record.end;
  }
  return records;
}

/** Shifts the records of a part to offsets of the whole text, and returns a source that accepts these. */
export function shiftedToText({ start, text, records }: StreamPart): {
  readonly source: Source;
  readonly records: readonly CaptureRecord[];
} {
  shift(records, start);
  return { source: start === 0 ? text : new Stretch(text, start), records };
}

/** How much is buffered before it is read, in UTF-16 code units. */
const WINDOW = 1 << 16;
/** Number of windows that are searched for a quiet place to end a part; without one, it ends after any record. */
const MAX_WINDOWS = 8;
/**
 * A record that does not end within this many code units is cut: a payload ends at a sixteenth of it, and no console prints
 * lines this long.
 */
const MAX_LENGTH = 1 << 24;

/**
 * Reads a text of any length that arrives in pieces, in constant memory. The records are those that `readRecords` returns
 * for the whole text; only a line longer than `MAX_LENGTH` may be cut elsewhere.
 */
export class RecordStream {
  #pieces: string[] = [];
  #length = 0;
  #base = 0;
  #context: ReaderContext | undefined;
  #requiredLength: number;

  /**
   * @param window how much is buffered before it is read, in UTF-16 code units
   * @param start the context at the start; without it, enough of the beginning is buffered to determine it
   */
  constructor(
    readonly window = WINDOW,
    start?: ReaderContext,
    readonly templates?: Templates,
  ) {
    this.#context = start;
    this.#requiredLength = start ? window : max(window, BEGINNING);
  }

  /** Takes the next piece of the text, and returns the records that later text cannot change. */
  push(piece: string): StreamPart | undefined {
    this.#pieces.push(piece);
    this.#length += piece.length;
    return this.#length < this.#requiredLength ? undefined : this.#read(false);
  }

  /** Ends the text and returns the last records. */
  finish(): StreamPart | undefined {
    return this.#length === 0 ? undefined : this.#read(true);
  }

  #read(last: boolean): StreamPart | undefined {
    const text = this.#pieces.join('');
    const forced = text.length >= MAX_LENGTH;
    const settled = last || forced ? text.length : linesBack(text, text.length);
    const anywhere = forced || text.length >= MAX_WINDOWS * this.window;
    let foundQuiet = false;
    const mayEndAfter = (before: CaptureRecord, next: CaptureRecord | undefined): boolean => {
      const quiet = isQuiet(text, before, next);
      foundQuiet ||= quiet;
      return quiet || (anywhere && !foundQuiet && beginsLine(text, before.end));
    };
    const known = (this.#context ??= contextAtStart(text));
    const reader = new Reader(text, known, this.templates);
    const read: CaptureRecord[] = [];
    let [count, end] = [0, 0];
    let after: CaptureRecord | undefined;
    for (;;) {
      const { isBetween, context } = reader;
      const record = reader.next();
      const before = read[read.length - 1];
      // The part may end before this record.
      if (before && isBetween && (forced || mayEndAfter(before, record))) {
        [count, end, this.#context, after] = [read.length, before.end, context, record];
      }
      if (!record || record.end > settled) break;
      read.push(record);
    }
    if (last) [count, end] = [read.length, text.length];
    const continues = !last && !isQuiet(text, read[count - 1], after);
    const start = this.#base;
    this.#base += end;
    this.#pieces = [copiedSlice(text, end, text.length)];
    this.#length = text.length - end;
    // The rest is read again only when it has doubled, so that the total work is linear.
    this.#requiredLength = this.#length + max(this.window, this.#length);
    const records = read.slice(0, count);
    return count === 0
      ? undefined
      : { start, end: this.#base, text, records, context: known, mayContinue: continues };
  }
}

/** False inside a dump, which its readers need as a whole. */
function isQuiet(text: string, before: CaptureRecord | undefined, next: CaptureRecord | undefined): boolean {
  return isLine(text, before) && isLine(text, next);
}

function isLine(text: string, record: CaptureRecord | undefined): boolean {
  if (record?.kind !== 'debug' || record.form === 'dump' || record.form === 'stamp') return false;
  return record.start === 0 || text[record.start - 1] === '\n';
}
