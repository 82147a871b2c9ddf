import type { Span } from '../../syntax';
import { DISTINCTIVE_LENGTH, ValueSearch } from './search';
import { isKnownByParts } from './distinctive';
import type { Secret, SecretPlace } from '../types';
import { unbroken } from '../finding/passage';
import { isVocabulary } from '../vocabulary';

/** A place of a secret's value, or of eight or more code units of one. */
export interface Stretch extends Span {
  /** The id of the value. */
  readonly value: number;
  /** True if it continues a wrapped value that the previous stretch started. */
  readonly continues: boolean;
}

/** Places of secrets: those found by name, and other occurrences of the value. */
export interface Occurrences {
  /** In order of start, longer first for equal starts. They may overlap. */
  readonly stretches: readonly Stretch[];
  /** The id of each secret's value; secrets of different classes can share a value. */
  readonly numbers: ReadonlyMap<Secret, number>;
  /** The secrets with each value, in the order found. */
  readonly owners: ReadonlyMap<number, readonly Secret[]>;
}

/** Finds every span of a text that contains one of its secrets, in one pass. */
export function occurrencesOf(text: string, secrets: readonly Secret[]): Occurrences {
  const stretches: Stretch[] = [];
  const numbers = new Map<Secret, number>();
  const owners = new Map<number, Secret[]>();
  const known = new Map<string, number>();
  const parts = new PartOwners();
  const search = new ValueSearch();
  for (const secret of secrets) {
    for (const place of secret.places) {
      const value = valueAt(text, place);
      const number = known.get(value) ?? known.size;
      if (!numbers.has(secret)) {
        numbers.set(secret, number);
        owners.set(number, [...(owners.get(number) ?? []), secret]);
      }
      // A page can have wrapped a line within a part.
      const lines = place.parts.flatMap(({ start, end }) => unbroken(text, start, end));
      lines.forEach(({ start, end }, index) =>
        stretches.push({ start, end, value: number, continues: index > 0 }),
      );
      if (known.has(value)) continue;
      known.set(value, number);
      const distinctive = isKnownByParts(secret.class, value);
      if (distinctive) parts.add(value, number);
      if (distinctive || !isVocabulary(value)) search.addSecret(value, number, distinctive);
    }
  }
  let last: Stretch | undefined;
  search.find(text, (start, end, id) => {
    const value = id < 0 ? parts.ownerOf(text, end) : id;
    // Overlapping parts of one value are found consecutively: merge them.
    if (last?.end === start && last.value === value) stretches.pop();
    else last = undefined;
    last = { start: last?.start ?? start, end, value, continues: false };
    stretches.push(last);
  });
  stretches.sort((a, b) => a.start - b.start || b.end - a.end);
  return { stretches, numbers, owners };
}

/** The value at a place, without line breaks. */
export function valueAt(text: string, { parts }: SecretPlace): string {
  return parts
    .map(({ start, end }) => text.slice(start, end))
    .join('')
    .replace(/\s*[\r\n]\s*/g, ' ');
}

/** Finds the value that a part of a secret belongs to. Built lazily, because few texts contain such a part alone. */
class PartOwners {
  readonly #values: [value: string, number: number][] = [];
  #owners: Map<string, number> | undefined;

  add(value: string, number: number): void {
    this.#values.push([value, number]);
  }

  /** The id of the value that contains the part ending at `end`. */
  ownerOf(text: string, end: number): number {
    this.#owners ??= this.#build();
    return this.#owners.get(text.slice(end - DISTINCTIVE_LENGTH, end)) ?? -1;
  }

  #build(): Map<string, number> {
    const owners = new Map<string, number>();
    for (const [value, number] of this.#values) {
      for (let at = 0; at + DISTINCTIVE_LENGTH <= value.length; at++)
        owners.set(value.slice(at, at + DISTINCTIVE_LENGTH), number);
    }
    return owners;
  }
}

/** Values of at least this length are also found by a part: damage can add a character, a repair can remove one. */
const MIN_PARTIAL_MATCH = 12;

/** Returns a function that finds every span of a text that is one of `values`, or part of a long one. */
export function valueFinder(values: Iterable<string>): (text: string) => readonly Span[] {
  const search = new ValueSearch();
  for (const value of values) search.addSecret(value, 0, value.length >= MIN_PARTIAL_MATCH);
  return text => {
    const found: Span[] = [];
    search.find(text, (start, end) => {
      found.push({ start, end });
    });
    return found;
  };
}

/** Merges overlapping spans; the input is in order. */
export function withoutOverlaps(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result[result.length - 1];
    if (!last || span.start >= last.end) result.push({ start: span.start, end: span.end });
    else if (span.end > last.end) result[result.length - 1] = { start: last.start, end: span.end };
  }
  return result;
}
