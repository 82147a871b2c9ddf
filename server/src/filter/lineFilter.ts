import { max, min } from '../integers';
import type { Analysis } from '../analysis';
import type { DocumentPositions } from '../syntax';
import type { Severities } from '../presentation/findings';
import { FilterRun } from './evaluate';
import type { Query } from './query';

/** Consecutive lines, numbered from 0, `last` included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** A part of a text to evaluate, and its position in the whole text. */
export interface FilterPart {
  readonly analysis: Analysis;
  /** Converts the offsets of the analysis to places of the whole text. */
  readonly positions: Pick<DocumentPositions, 'positionAt'>;
  readonly from: number;
  readonly to: number;
}

/** Finds the lines of a filter in a text that comes in parts: in order, each once, with context. */
export class LineFilter {
  readonly #run: FilterRun;
  readonly #context: number;
  /** The first line not yet returned, and the first after the context. */
  #next = 0;
  #contextEnd = 0;
  /** The first line after the counted ones. */
  #counted = 0;
  #count = 0;

  constructor(query: Query, severities: Severities) {
    this.#run = new FilterRun(query, severities);
    this.#context = query.context;
  }

  /** The number of matching lines, without context. */
  get count(): number {
    return this.#count;
  }

  /** Returns the lines of the next part. */
  part({ analysis, positions, from, to }: FilterPart): LineRange[] {
    const { length } = analysis.text;
    if (length === 0) return [];
    const lineAt = (offset: number): number => positions.positionAt(offset).line;
    const top = lineAt(0);
    // More of the last line comes with the next part.
    const bottom = lineAt(length - 1) - (to === Infinity ? 0 : 1);
    const ranges: LineRange[] = [];
    const give = (first: number, last: number): void => {
      const from = Math.max(first, this.#next, top);
      const to = min(last, bottom);
      if (to < from) return;
      addLines(ranges, { first: from, last: to });
      this.#next = to + 1;
    };
    give(this.#next, this.#contextEnd - 1);
    for (const { start, end } of this.#run.part(analysis, from, to)) {
      const [first, last] = [lineAt(start), lineAt(end - 1)];
      this.#count += max(0, last + 1 - max(first, this.#counted));
      this.#counted = max(this.#counted, last + 1);
      this.#contextEnd = last + 1 + this.#context;
      give(first - this.#context, this.#contextEnd - 1);
    }
    return ranges;
  }
}

/** Adds lines that come after those of `ranges`: to the last range, if they follow it directly. */
export function addLines(ranges: LineRange[], { first, last }: LineRange): void {
  const before = ranges[ranges.length - 1];
  if (before && first === before.last + 1) ranges[ranges.length - 1] = { first: before.first, last };
  else ranges.push({ first, last });
}
