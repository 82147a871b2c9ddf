import { analyze } from '../analysis';
import type { SiteKnowledge } from '../site/knowledge';
import { placingOf, type TextWindow, TextWindows } from '../syntax';
import type { Severities } from '../telling/findings';
import { FocusLines, type LineRange } from './lines';
import type { Query } from './query';

/** Lines that a focus keeps, one after the other, and their text with its line breaks. */
export interface KeptLines extends LineRange {
  readonly text: () => string;
}

/** Finds the lines that a focus keeps of a text of any length that comes in pieces, in memory that does not grow with it. */
export class WindowedFocus {
  readonly #windows = new TextWindows();
  readonly #lines: FocusLines;

  constructor(
    query: Query,
    severities: Severities,
    readonly site?: SiteKnowledge,
  ) {
    this.#lines = new FocusLines(query, severities);
  }

  /** How many lines were kept so far, without those of the context. */
  get count(): number {
    return this.#lines.count;
  }

  /** Takes the next piece of the text, and gives the lines that are known by it. */
  *push(piece: string): Generator<KeptLines> {
    for (const window of this.#windows.push(piece)) yield* this.#linesOf(window);
  }

  /** Gives the last lines: no more text comes. */
  finish(): Iterable<KeptLines> {
    return this.#linesOf(this.#windows.finish());
  }

  *#linesOf(window: TextWindow): Generator<KeptLines> {
    const { text, from, to } = window;
    const placing = placingOf(window);
    const analysis = analyze(text, undefined, this.site);
    for (const { first, last } of this.#lines.part({ analysis, placing, from, to })) {
      const start = placing.offsetAt({ line: first, character: 0 });
      const end = placing.offsetAt({ line: last + 1, character: 0 });
      yield { first, last, text: () => text.slice(start, end) };
    }
  }
}
