import { max, min } from '../integers';
import { CR, LF, countBefore } from '../syntax';
import type { Position } from 'vscode-languageserver-types';

/** The start of every 16th line is stored: a look-up reads at most this many lines. */
const STEP = 16;
/** Number of lines in one array. */
const BLOCK = 1 << 10;
/** A line's length and that of its line break share 16 bits; longer lines are stored separately. */
const MAX_LENGTH = 0x3fff;

/**
 * Converts offsets to lines and characters after the text itself was dropped, in two bytes per line. Lines end with
 * LF, CR LF or CR, and offsets count UTF-16 code units, as in the language server protocol.
 */
export class LineTable {
  readonly #starts: number[] = [];
  readonly #blocks: Uint16Array[] = [];
  /** Lines longer than `MAX_LENGTH`, by number. */
  readonly #long = new Map<number, number>();
  #count = 0;
  #lineStart = 0;
  #length = 0;
  /** True if the text so far ends with CR: a following LF belongs to it. */
  #returned = false;

  /** The number of lines; an empty line at the end without a line break does not count. */
  get count(): number {
    return this.#count + (this.#returned || this.#length > this.#lineStart ? 1 : 0);
  }

  /** Adds the next piece of the text. */
  add(piece: string): void {
    if (piece === '') return;
    let at = 0;
    if (this.#returned) {
      const both = piece.charCodeAt(0) === LF;
      this.#end(this.#length - 1, both ? 2 : 1);
      at = both ? 1 : 0;
      this.#returned = false;
    }
    const hasReturns = piece.includes('\r');
    for (;;) {
      const end = hasReturns ? breakAt(piece, at) : piece.indexOf('\n', at);
      if (end < 0) break;
      const isReturn = piece.charCodeAt(end) === CR;
      if (isReturn && end + 1 === piece.length) {
        this.#returned = true;
        break;
      }
      const broken = isReturn && piece.charCodeAt(end + 1) === LF ? 2 : 1;
      this.#end(this.#length + end, broken);
      at = end + broken;
    }
    this.#length += piece.length;
  }

  /**
   * Returns the position of an offset; inside a line break it is the end of the line, past the text the end of the
   * text.
   */
  positionAt(offset: number): Position {
    const target = max(0, min(offset, this.#length));
    if (target >= this.#lineStart) {
      // No line feed followed the CR at the end: it is a line break of its own.
      if (this.#returned && target === this.#length) return { line: this.#count + 1, character: 0 };
      return { line: this.#count, character: target - this.#lineStart };
    }
    const index = this.#stepOf(target);
    let [line, start] = [index * STEP, this.#starts[index] ?? 0];
    for (; ; line++) {
      const packed = this.#blocks[Math.floor(line / BLOCK)]?.[line % BLOCK] ?? 0;
      const short = packed >> 2;
      const length = short === MAX_LENGTH ? (this.#long.get(line) ?? short) : short;
      const next = start + length + (packed & 3);
      if (target < next) return { line, character: min(target - start, length) };
      start = next;
    }
  }

  #end(end: number, broken: number): void {
    const length = end - this.#lineStart;
    if (this.#count % STEP === 0) this.#starts.push(this.#lineStart);
    if (this.#count % BLOCK === 0) this.#blocks.push(new Uint16Array(BLOCK));
    if (length >= MAX_LENGTH) this.#long.set(this.#count, length);
    const lines = this.#blocks[this.#blocks.length - 1];
    if (lines) lines[this.#count % BLOCK] = (min(length, MAX_LENGTH) << 2) | broken;
    this.#count++;
    this.#lineStart = end + broken;
  }

  #stepOf(offset: number): number {
    return max(0, countBefore(this.#starts.length, index => (this.#starts[index] ?? 0) <= offset) - 1);
  }
}

/** Returns the index of the next line break, or -1. */
function breakAt(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) return at;
  }
  return -1;
}
