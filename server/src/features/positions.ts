import { max, min } from '../integers';
import { type Position, type Range, uinteger } from 'vscode-languageserver-types';
import type { DocumentPositions, Span } from '../syntax';

export type { DocumentPositions };

/**
 * Converts many offsets to positions, like `document.positionAt`. It is fast if they are in order: an offset on the
 * line of the previous one needs no search.
 */
export class Positions {
  #line = -1;
  #start = 0;
  /** The offset where the characters of the line end; the next line begins at `#next`. */
  #end = 0;
  #next = 0;

  constructor(readonly document: DocumentPositions) {}

  at(offset: number): Position {
    if (offset < this.#start || offset >= this.#next || this.#line < 0) this.#find(offset);
    return { line: this.#line, character: max(0, min(offset, this.#end) - this.#start) };
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
