import { countBefore, type Span } from '../syntax';

/** Places of a text that can be asked for by offset. They may overlap; of several the one that begins last is nearest. */
export class Places<Place extends Span> {
  readonly #sorted: readonly Place[];
  /** For each place the furthest end of it and those before: no earlier place can reach past this point. */
  readonly #reach: readonly number[];

  constructor(places: readonly Place[]) {
    this.#sorted = [...places].sort((a, b) => a.start - b.start || b.end - a.end);
    let reach = -1;
    this.#reach = this.#sorted.map(({ end }) => (reach = Math.max(reach, end)));
  }

  /** The places in the order in which they begin, the longer first. */
  get sorted(): readonly Place[] {
    return this.#sorted;
  }

  /** The place that holds `offset` and begins nearest before it. */
  at(offset: number): Place | undefined {
    for (let index = this.#before(offset); index >= 0; index--) {
      if ((this.#reach[index] ?? 0) <= offset) return undefined;
      const place = this.#sorted[index];
      if (place && place.end > offset) return place;
    }
    return undefined;
  }

  /** True if any place overlaps `[start, end)`. */
  meets(start: number, end: number): boolean {
    const index = this.#before(end - 1);
    return index >= 0 && (this.#reach[index] ?? 0) > start;
  }

  /** The last place that begins at `offset` or before it. */
  #before(offset: number): number {
    return countBefore(this.#sorted.length, index => (this.#sorted[index]?.start ?? 0) <= offset) - 1;
  }
}

/** The smallest span around all of these. */
export function around(first: Span, others: Iterable<Span>): Span {
  let { start, end } = first;
  for (const other of others) [start, end] = [Math.min(start, other.start), Math.max(end, other.end)];
  return { start, end };
}

/** A span without trailing line breaks and spaces, as a user would select it. */
export function withoutEnd(text: string, { start, end }: Span): Span {
  let last = end;
  while (last > start && text.charCodeAt(last - 1) <= 32) last--;
  return { start, end: last };
}
