import { isAlphanumeric } from './shapes';

/** Takes a place of a value, or with `id` -1 a part of a secret. */
export type TakePlace = (start: number, end: number, id: number) => void;

/** So many code units in a row are not there by chance: wherever they stand, they are the secret. */
const TELLING = 8;
const SHORTEST_NAME = 4;
const FILTER = 1 << 18;
/** Parts of secrets that are kept; those behind them are found as a whole only. */
const MOST_PARTS = 1 << 20;
const BASE = 0x01000193;
const LEAVING = powerOf(BASE, TELLING);

function powerOf(base: number, exponent: number): number {
  let power = 1;
  for (let count = 0; count < exponent; count++) power = Math.imul(power, base);
  return power;
}

interface Group {
  /** The lengths that values with this beginning have, the longest first. */
  readonly lengths: number[];
  readonly values: Map<string, number>;
}

/**
 * Looks for many values at once, in one pass over a text whatever their number: a rolling hash of eight code units sifts the
 * places where a secret or a part of one can stand, a hash of four those of names.
 */
export class ValueSearch {
  readonly #secrets = new Map<string, Group>();
  readonly #parts = new Set<string>();
  readonly #names = new Map<string, Group>();
  readonly #secretFilter = new Uint8Array(FILTER);
  readonly #nameFilter = new Uint8Array(FILTER);

  /** Looks for a secret anywhere, also glued to other words; with `parts`, for each eight code units of it, too. */
  addSecret(value: string, id: number, parts: boolean): void {
    if (value.length < TELLING) return;
    add(this.#secrets, value, TELLING, id);
    this.#secretFilter[hashAt(value, 0, TELLING) & (FILTER - 1)] = 1;
    if (!parts) return;
    for (let at = 0; at + TELLING <= value.length && this.#parts.size < MOST_PARTS; at++) {
      this.#parts.add(value.slice(at, at + TELLING));
      this.#secretFilter[hashAt(value, at, TELLING) & (FILTER - 1)] = 1;
    }
  }

  /** Looks for a name where it is a word, or words, of its own. */
  addName(value: string, id: number): void {
    if (value.length < SHORTEST_NAME) return;
    add(this.#names, value, SHORTEST_NAME, id);
    this.#nameFilter[hashAt(value, 0, SHORTEST_NAME) & (FILTER - 1)] = 1;
  }

  /** Takes every place in order; those of secrets first, then those of names. */
  find(text: string, take: TakePlace): void {
    if (this.#secrets.size > 0) this.#findSecrets(text, take);
    if (this.#names.size > 0) this.#findNames(text, take);
  }

  #findSecrets(text: string, take: TakePlace): void {
    const filter = this.#secretFilter;
    let hash = hashAt(text, 0, Math.min(TELLING, text.length));
    let done = 0;
    for (let at = 0; at + TELLING <= text.length; at++) {
      if (at > 0)
        hash =
          (Math.imul(hash, BASE) +
            text.charCodeAt(at + TELLING - 1) -
            Math.imul(text.charCodeAt(at - 1), LEAVING)) |
          0;
      if (filter[hash & (FILTER - 1)] === 0) continue;
      const part = text.slice(at, at + TELLING);
      const group = at >= done ? this.#secrets.get(part) : undefined;
      const length = group && lengthAt(group, text, at);
      if (group && length) {
        take(at, at + length, group.values.get(text.slice(at, at + length)) ?? -1);
        done = at + length;
      } else if (at + TELLING > done && this.#parts.has(part)) {
        const start = Math.max(at, done);
        take(start, at + TELLING, -1);
        done = at + TELLING;
      }
    }
  }

  #findNames(text: string, take: TakePlace): void {
    const filter = this.#nameFilter;
    for (let at = 0; at + SHORTEST_NAME <= text.length; at++) {
      if (!isAlphanumeric(text.charCodeAt(at)) && text.charCodeAt(at) < 128) continue;
      if (filter[hashAt(text, at, SHORTEST_NAME) & (FILTER - 1)] === 1 && !isWithinWord(text, at)) {
        const group = this.#names.get(text.slice(at, at + SHORTEST_NAME));
        const length = group && lengthAt(group, text, at, true);
        if (group && length) {
          take(at, at + length, group.values.get(text.slice(at, at + length)) ?? -1);
          at += length - 1;
          continue;
        }
      }
      while (at + 1 < text.length && isAlphanumeric(text.charCodeAt(at + 1))) at++;
    }
  }
}

function add(groups: Map<string, Group>, value: string, beginning: number, id: number): void {
  const key = value.slice(0, beginning);
  let group = groups.get(key);
  if (!group) groups.set(key, (group = { lengths: [], values: new Map() }));
  if (!group.lengths.includes(value.length)) {
    group.lengths.push(value.length);
    group.lengths.sort((a, b) => b - a);
  }
  group.values.set(value, id);
}

function hashAt(text: string, at: number, length: number): number {
  let hash = 0;
  for (let index = at; index < at + length; index++)
    hash = (Math.imul(hash, BASE) + text.charCodeAt(index)) | 0;
  return hash;
}

/** The length of the longest value of a group that stands at `at`; 0 for none. */
function lengthAt({ lengths, values }: Group, text: string, at: number, alone = false): number {
  for (const length of lengths) {
    if (!values.has(text.slice(at, at + length))) continue;
    if (!alone || isAlone(text, at, at + length)) return length;
  }
  return 0;
}

function isWithinWord(text: string, at: number): boolean {
  return at > 0 && isAlphanumeric(text.charCodeAt(at - 1));
}

/**
 * Whether a name that stands in `[start, end)` is a word of its own. `_` parts words, but not those of a function, which are
 * letters alone.
 */
function isAlone(text: string, start: number, end: number): boolean {
  if (end < text.length && isAlphanumeric(text.charCodeAt(end))) return false;
  const parted = text[start - 1] === '_' || text[end] === '_';
  return !parted || /[A-Z\d]/.test(text.slice(start, end));
}
