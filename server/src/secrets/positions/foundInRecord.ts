import { max, min } from '../../integers';
import { countBefore, type Span } from '../../syntax';
import { type Found, isSecretClass } from '../types';
import { whole } from './passage';

/** Passes on the values found in one record, so that secrets do not overlap each other and names do not overlap secrets. */
export class FoundInRecord {
  /** In the order found: those identified by the form of the record come first. */
  #secrets: Found[] = [];
  /** Their places, merged: a record that is one long line has thousands. */
  readonly #cover = new Cover();

  constructor(readonly emit: (found: Found) => void) {}

  add(found: Found): void {
    if (isSecretClass(found.kind) && found.place.parts.length > 0) {
      this.#secrets.push(found);
      this.#cover.add(found.place);
    } else {
      const rest = this.#withoutSecrets(found);
      if (rest) this.emit(rest);
    }
  }

  /** Passes on the secrets of the record, except those that overlap an earlier one. */
  flush(): void {
    if (this.#secrets.length === 0) return;
    const found = this.#secrets;
    this.#secrets = [];
    this.#cover.clear();
    if (found.length > 1) found.sort((a, b) => a.place.start - b.place.start);
    let last: Found | undefined;
    for (const one of found) {
      if (last && one.place.start < last.place.end) continue;
      this.emit(one);
      last = one;
    }
  }

  /** Ends a name before a secret that follows in its line: `dc=example user01 <password>`. */
  #withoutSecrets(found: Found): Found | undefined {
    // A key in several dump rows has text columns between its parts.
    if (this.#cover.isEmpty || found.inDump || found.kind === 'run' || found.kind === 'column') return found;
    const { place, value } = found;
    const end = this.#cover.startOf(place);
    if (end < 0) return found;
    const kept = value.slice(0, max(0, end - place.start)).trimEnd();
    if (kept === '' || place.parts.length > 1) return undefined;
    return { ...found, value: kept, place: whole({ start: place.start, end: place.start + kept.length }) };
  }
}

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
    const from = min(start, this.#starts[first] ?? start);
    const to = last > first ? max(end, this.#ends[last - 1] ?? end) : end;
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
