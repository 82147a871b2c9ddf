import { mover } from './moved';
import { Reader, START } from './reader';
import type { CaptureRecord } from './records';
import { type Source, Stretch } from './source';
import { copyOf, linesBack } from './window';

/** Records whose text is at hand: `start` and `end` bound the stretch of the whole text that they lie end to end over. */
export interface StreamPart {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly records: readonly CaptureRecord[];
}

/** How much is gathered before it is read, in UTF-16 code units. */
const WINDOW = 1 << 18;
/**
 * A record that does not end within so many code units is cut: a payload ends at a sixteenth of it, and no line that a
 * console prints is so long.
 */
const LONGEST = 1 << 24;

/**
 * Reads a text that comes in pieces, of any length, in constant memory. The records are those that `readRecords` gives for
 * the whole text; only a line longer than `LONGEST` may be cut elsewhere.
 */
export class RecordStream {
  #pieces: string[] = [];
  #length = 0;
  #base = 0;
  #context = START;
  #wanted: number;

  /** @param window how much is gathered before it is read, in UTF-16 code units */
  constructor(readonly window = WINDOW) {
    this.#wanted = window;
  }

  /** Takes the next piece of the text, and gives the records that what follows cannot change. */
  push(piece: string): StreamPart | undefined {
    this.#pieces.push(piece);
    this.#length += piece.length;
    return this.#length < this.#wanted ? undefined : this.#read(false);
  }

  /** Gives the last records: no more text comes. */
  finish(): StreamPart | undefined {
    return this.#length === 0 ? undefined : this.#read(true);
  }

  #read(last: boolean): StreamPart | undefined {
    const text = this.#pieces.join('');
    const forced = text.length >= LONGEST;
    const settled = last || forced ? text.length : linesBack(text, text.length);
    const reader = new Reader(text, this.#context);
    const move = mover(this.#base);
    const read: CaptureRecord[] = [];
    let [count, end] = [0, 0];
    for (let record = reader.next(); record && record.end <= settled; record = reader.next()) {
      read.push(move(record));
      if (!last && !reader.isBetween) continue;
      [count, end] = [read.length, record.end];
      this.#context = reader.context;
    }
    const start = this.#base;
    this.#base += end;
    this.#pieces = [copyOf(text, end, text.length)];
    this.#length = text.length - end;
    // What is left is read again when as much more has come, so that the work grows with the text alone.
    this.#wanted = this.#length + Math.max(this.window, this.#length);
    if (count === 0) return undefined;
    const source = start === 0 && last ? text : new Stretch(text, start);
    return { source, start, end: this.#base, records: read.slice(0, count) };
  }
}
