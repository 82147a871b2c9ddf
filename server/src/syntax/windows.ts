import { TextDocument } from 'vscode-languageserver-textdocument';

/** Converts between offsets and positions of a text: a document, or a part of one. */
export type DocumentPositions = Pick<TextDocument, 'lineCount' | 'offsetAt' | 'positionAt'>;

/** How much of a text one window covers, and how much is read before and after it, in UTF-16 code units. */
const WINDOW_LENGTH = 3 << 20;
const OVERLAP_LENGTH = 1 << 19;

/** A part of a text that is analysed on its own. */
export interface TextWindow {
  readonly text: string;
  /** Number of lines of the whole text before it. */
  readonly line: number;
  /** The range in which its incidents begin, as offsets in `text`; other incidents belong to its neighbours. */
  readonly from: number;
  readonly to: number;
}

/**
 * Splits a text of any length that arrives in pieces into overlapping windows. An incident belongs to the window where it
 * begins; that window also has its end, unless the incident is longer than the overlap. The windows depend on the text
 * alone, not on its pieces.
 */
export class TextWindows {
  #text = '';
  #pieces: string[] = [];
  #length = 0;
  #line = 0;
  #from = 0;

  /**
   * @param newLength how much one window covers
   * @param around how much is read before and after it, in UTF-16 code units
   */
  constructor(
    readonly newLength = WINDOW_LENGTH,
    readonly around = OVERLAP_LENGTH,
  ) {}

  /** Takes the next piece of the text, and returns the windows that it completes. */
  *push(piece: string): Generator<TextWindow> {
    this.#pieces.push(piece);
    this.#length += piece.length;
    while (this.#length >= this.#from + this.newLength + 2 * this.around) yield this.#next();
  }

  /** Ends the text and returns the last window. */
  finish(): TextWindow {
    this.#join();
    return { text: this.#text, line: this.#line, from: this.#from, to: Infinity };
  }

  #join(): void {
    this.#text = [this.#text, ...this.#pieces.splice(0)].join('');
  }

  #next(): TextWindow {
    this.#join();
    const to = lineAfter(this.#text, this.#from + this.newLength, this.around);
    const window = { text: this.#text.slice(0, to + this.around), line: this.#line, from: this.#from, to };
    const start = lineAfter(this.#text, to - this.around, this.around);
    this.#line += TextDocument.create('', '', 0, this.#text.slice(0, start)).lineCount - 1;
    this.#text = this.#text.slice(start);
    this.#length -= start;
    this.#from = to - start;
    return window;
  }
}

/** The start of the next line, at most `most` code units after `offset`; otherwise `offset` itself. */
function lineAfter(text: string, offset: number, most: number): number {
  const end = text.slice(offset, offset + most).indexOf('\n');
  return end < 0 ? offset : offset + end + 1;
}

/** Converts positions in a window's text to positions in the whole text. */
export function documentPositionsOf({ text, line: by }: TextWindow): DocumentPositions {
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
