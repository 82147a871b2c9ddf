import { TextDocument } from 'vscode-languageserver-textdocument';

/** Converts the places of a text: a document, or a part of one. */
export type Placing = Pick<TextDocument, 'lineCount' | 'offsetAt' | 'positionAt'>;

/** How much of a text one window covers, and how much is read before and after that, in UTF-16 code units. */
const WINDOW_LENGTH = 3 << 20;
const OVERLAP_LENGTH = 1 << 18;

/** A stretch of a text that is analysed by itself. */
export interface TextWindow {
  readonly text: string;
  /** How many lines of the whole text come before it. */
  readonly line: number;
  /** The range in which its incidents begin, as offsets in `text`; the others belong to its neighbours. */
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts a text that comes in pieces, of any length, into windows that overlap: an incident belongs to the window where it
 * begins, which has its end, too, unless it is longer than the overlap. The windows depend on the text alone, not on its pieces.
 */
export class TextWindows {
  #text = '';
  #pieces: string[] = [];
  #length = 0;
  #line = 0;
  #from = 0;

  /** @param told how much one window covers; @param around how much is read before and after it, in UTF-16 code units */
  constructor(
    readonly told = WINDOW_LENGTH,
    readonly around = OVERLAP_LENGTH,
  ) {}

  /** Takes the next piece of the text, and returns the windows that it completes. */
  *push(piece: string): Generator<TextWindow> {
    this.#pieces.push(piece);
    this.#length += piece.length;
    while (this.#length >= this.#from + this.told + 2 * this.around) yield this.#next();
  }

  /** Returns the last window: no more text comes. */
  finish(): TextWindow {
    this.#join();
    return { text: this.#text, line: this.#line, from: this.#from, to: Infinity };
  }

  #join(): void {
    this.#text = [this.#text, ...this.#pieces.splice(0)].join('');
  }

  #next(): TextWindow {
    this.#join();
    const to = lineAfter(this.#text, this.#from + this.told, this.around);
    const window = { text: this.#text.slice(0, to + this.around), line: this.#line, from: this.#from, to };
    const start = lineAfter(this.#text, to - this.around, this.around);
    this.#line += TextDocument.create('', '', 0, this.#text.slice(0, start)).lineCount - 1;
    this.#text = this.#text.slice(start);
    this.#length -= start;
    this.#from = to - start;
    return window;
  }
}

/** Where the next line begins, not more than `most` code units after `offset`; else `offset` itself. */
function lineAfter(text: string, offset: number, most: number): number {
  const end = text.slice(offset, offset + most).indexOf('\n');
  return end < 0 ? offset : offset + end + 1;
}

/** Converts the places of a window's text to those of the whole text. */
export function placingOf({ text, line: by }: TextWindow): Placing {
  const own = TextDocument.create('', 'fortios-debug', 0, text);
  return {
    lineCount: by + own.lineCount,
    positionAt(offset) {
      const { line, character } = own.positionAt(offset);
      return { line: line + by, character };
    },
    offsetAt: ({ line, character }) => own.offsetAt({ line: line - by, character }),
  };
}
