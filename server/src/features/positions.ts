import { type Position, type Range, uinteger } from 'vscode-languageserver-types';
import type { Placing, Span } from '../syntax';

export type { Placing };

/**
 * Turns many offsets into positions, as `document.positionAt` does. Most of them are near the one before: an offset on
 * the same line needs no search.
 */
export class Positions {
  #line = -1;
  #start = 0;
  /** Where the characters of the line end, and where the next line begins. */
  #end = 0;
  #next = 0;

  constructor(readonly document: Placing) {}

  at(offset: number): Position {
    if (offset < this.#start || offset >= this.#next || this.#line < 0) this.#find(offset);
    return { line: this.#line, character: Math.max(0, Math.min(offset, this.#end) - this.#start) };
  }

  lineAt(offset: number): number {
    return this.at(offset).line;
  }

  range({ start, end }: Span): Range {
    return { start: this.at(start), end: this.at(end) };
  }

  #find(offset: number): void {
    const { document } = this;
    const { line } = document.positionAt(offset);
    this.#line = line;
    this.#start = document.offsetAt({ line, character: 0 });
    this.#end = document.offsetAt({ line, character: uinteger.MAX_VALUE });
    this.#next =
      line + 1 < document.lineCount ? document.offsetAt({ line: line + 1, character: 0 }) : Infinity;
  }
}
