import type { Span } from '../../syntax';
import { DISTINCTIVE_LENGTH, ValueSearch } from './search';
import { isDistinctiveClass } from './telling';
import type { Secret, SecretPlace } from '../types';
import { isVocabulary } from '../vocabulary';

/** A place of a secret's value, or of eight or more code units of one. */
export interface Stretch extends Span {
  /** The number of the value. */
  readonly value: number;
  /** It continues a wrapped value that the stretch before it began. */
  readonly goesOn: boolean;
}

/** The places of secrets: where they are named, and where only the value occurs. */
export interface Standing {
  /** In order, of two that begin together the longer first. They may overlap. */
  readonly stretches: readonly Stretch[];
  /** The number of each secret's value; two secrets of different classes can have the same value. */
  readonly numbers: ReadonlyMap<Secret, number>;
  /** The secrets with each value, in the order in which they were found. */
  readonly owners: ReadonlyMap<number, readonly Secret[]>;
}

/** Finds every stretch of a text that holds one of its secrets, in one pass. */
export function standingOf(text: string, secrets: readonly Secret[]): Standing {
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
      place.parts.forEach(({ start, end }, index) =>
        stretches.push({ start, end, value: number, goesOn: index > 0 }),
      );
      if (known.has(value)) continue;
      known.set(value, number);
      const telling = isDistinctiveClass(secret.class, value);
      if (telling) parts.add(value, number);
      if (telling || !isVocabulary(value)) search.addSecret(value, number, telling);
    }
  }
  let last: Stretch | undefined;
  search.find(text, (start, end, id) => {
    const value = id < 0 ? parts.ownerOf(text, end) : id;
    // Parts of one value that overlap are found one after the other: they are one stretch.
    if (last?.end === start && last.value === value) stretches.pop();
    else last = undefined;
    last = { start: last?.start ?? start, end, value, goesOn: false };
    stretches.push(last);
  });
  stretches.sort((a, b) => a.start - b.start || b.end - a.end);
  return { stretches, numbers, owners };
}

/** The value at a place, without the line breaks that wrap it. */
export function valueAt(text: string, { parts }: SecretPlace): string {
  return parts.map(({ start, end }) => text.slice(start, end)).join('');
}

/** Which value a part of a secret is of. Few texts have a part alone: nothing is done before one is met. */
class PartOwners {
  readonly #values: [value: string, number: number][] = [];
  #owners: Map<string, number> | undefined;

  add(value: string, number: number): void {
    this.#values.push([value, number]);
  }

  /** The number of the value that the part which ends at `end` is of. */
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

/** A value of this length is known by a part of it, too: damage can add a character, or a repair remove one. */
const KNOWN_BY_PARTS = 12;

/** Finds every part of a text that is one of `values`, or a part of a long value. */
export function valueFinder(values: Iterable<string>): (text: string) => readonly Span[] {
  const search = new ValueSearch();
  for (const value of values) search.addSecret(value, 0, value.length >= KNOWN_BY_PARTS);
  return text => {
    const found: Span[] = [];
    search.find(text, (start, end) => {
      found.push({ start, end });
    });
    return found;
  };
}

/** Spans that are in order, those that overlap made one. */
export function withoutOverlaps(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result[result.length - 1];
    if (!last || span.start >= last.end) result.push({ start: span.start, end: span.end });
    else if (span.end > last.end) result[result.length - 1] = { start: last.start, end: span.end };
  }
  return result;
}
