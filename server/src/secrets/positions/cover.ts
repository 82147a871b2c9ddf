import { countBefore, type Span } from '../../syntax';

/** A set of spans; spans that touch or overlap are merged. */
export class Cover {
  /** The starts of the spans, in order. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  get isEmpty(): boolean {
    return this.#starts.length === 0;
  }

  clear(): void {
    if (!this.isEmpty) this.#starts.length = this.#ends.length = 0;
  }

  add({ start, end }: Span): void {
    const first = this.#firstThatEndsAfter(start - 1);
    let last = first;
    while (last < this.#starts.length && (this.#starts[last] ?? 0) <= end) last++;
    const from = Math.min(start, this.#starts[first] ?? start);
    const to = last > first ? Math.max(end, this.#ends[last - 1] ?? end) : end;
    this.#starts.splice(first, last - first, last > first ? from : start);
    this.#ends.splice(first, last - first, to);
  }

  /** The start of the first span that overlaps `span`, or -1. */
  startOf(span: Span): number {
    const first = this.#firstThatEndsAfter(span.start);
    const start = this.#starts[first] ?? Infinity;
    return start < span.end ? start : -1;
  }

  #firstThatEndsAfter(at: number): number {
    return countBefore(this.#ends.length, index => (this.#ends[index] ?? 0) <= at);
  }
}
