import { max, min } from '../integers';
import { countBefore, type Span } from '../syntax';

/** Spans that can be looked up by offset. They may overlap; the one that begins last is the nearest. */
export class Places<Place extends Span> {
  readonly #sorted: readonly Place[];
  /** For each span, the maximum end of it and all earlier ones. */
  readonly #reach: readonly number[];
  /** For each span, the index of the nearest earlier one that ends after it: a look-up skips those between. */
  readonly #longer: Int32Array;

  constructor(places: readonly Place[]) {
    this.#sorted = [...places].sort((a, b) => a.start - b.start || b.end - a.end);
    let reach = -1;
    this.#reach = this.#sorted.map(({ end }) => (reach = max(reach, end)));
    this.#longer = new Int32Array(this.#sorted.length);
    for (const [index, { end }] of this.#sorted.entries()) {
      let before = index - 1;
      while (before >= 0 && (this.#sorted[before]?.end ?? 0) <= end) before = this.#longer[before] ?? -1;
      this.#longer[index] = before;
    }
  }

  /** The spans in the order in which they begin, longer ones first. */
  get sorted(): readonly Place[] {
    return this.#sorted;
  }

  /** Returns the span that contains `offset` and begins nearest before it. */
  at(offset: number): Place | undefined {
    let index = this.#before(offset);
    while (index >= 0 && (this.#sorted[index]?.end ?? 0) <= offset) index = this.#longer[index] ?? -1;
    return this.#sorted[index];
  }

  /** True if any span overlaps `[start, end)`. */
  overlaps(start: number, end: number): boolean {
    const index = this.#before(end - 1);
    return index >= 0 && (this.#reach[index] ?? 0) > start;
  }

  /** Returns the index of the last span that begins at or before `offset`. */
  #before(offset: number): number {
    return countBefore(this.#sorted.length, index => (this.#sorted[index]?.start ?? 0) <= offset) - 1;
  }
}

/** Returns the smallest span that contains all of these. */
export function around(first: Span, others: Iterable<Span>): Span {
  let { start, end } = first;
  for (const other of others) [start, end] = [min(start, other.start), max(end, other.end)];
  return { start, end };
}

/** Returns a span without trailing line breaks and spaces, as a user would select it. */
export function trimTrailingSpace(text: string, { start, end }: Span): Span {
  let last = end;
  while (last > start && text.charCodeAt(last - 1) <= 32) last--;
  return { start, end: last };
}
