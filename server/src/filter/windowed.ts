import { type Analysis, analyze } from '../analysis';
import type { SiteKnowledge } from '../site/knowledge';
import { documentPositionsOf, type Span, type TextWindow, TextWindows } from '../syntax';
import type { Severities } from '../presentation/findings';
import { LineFilter, type LineRange } from './lineFilter';
import type { Query } from './query';

/** Consecutive lines of a filter, and their text with line breaks. */
export interface KeptLines extends LineRange {
  readonly text: () => string;
}

/** Finds the lines that a filter keeps in a text that arrives in pieces; memory use does not grow with its length. */
export class WindowedFilter {
  readonly #windows = new TextWindows();
  readonly #lines: LineFilter;

  constructor(
    query: Query,
    severities: Severities,
    readonly site?: SiteKnowledge,
  ) {
    this.#lines = new LineFilter(query, severities);
  }

  /** The number of matching lines so far, without context. */
  get count(): number {
    return this.#lines.count;
  }

  /** Adds the next piece of the text and yields the lines that it completes. */
  *push(piece: string): Generator<KeptLines> {
    for (const window of this.#windows.push(piece)) yield* this.#linesOf(window);
  }

  /** Returns the last lines; call it after the last piece of text. */
  finish(): Iterable<KeptLines> {
    return this.#linesOf(this.#windows.finish());
  }

  *#linesOf(window: TextWindow): Generator<KeptLines> {
    const { text } = window;
    const { ranges, spanOf } = linesOfWindow(this.#lines, window, analyze(text, undefined, this.site));
    for (const lines of ranges) {
      const { start, end } = spanOf(lines);
      yield { ...lines, text: () => text.slice(start, end) };
    }
  }
}

/** Returns the lines of a filter in the next window, with their text and line breaks. */
export function linesOfWindow(
  filter: LineFilter,
  window: TextWindow,
  analysis: Analysis,
): { readonly ranges: readonly LineRange[]; readonly spanOf: (lines: LineRange) => Span } {
  const { from, to } = window;
  const positions = documentPositionsOf(window);
  const startOf = (line: number): number => positions.offsetAt({ line, character: 0 });
  return {
    ranges: filter.part({ analysis, positions, from, to }),
    spanOf: ({ first, last }) => ({ start: startOf(first), end: startOf(last + 1) }),
  };
}
