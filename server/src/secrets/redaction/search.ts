import { isAlphanumeric } from '../../syntax';

/** Receives a place of a value, or of a part of a secret if `id` is -1. */
export type PlaceSink = (start: number, end: number, id: number) => void;

/** This many matching code units in a row are no coincidence: they are the secret wherever they occur. */
export const DISTINCTIVE_LENGTH = 8;
/** Block length of the sieve: any eight consecutive code units contain a block that starts at a multiple of five. */
const BLOCK = 4;
const STRIDE = DISTINCTIVE_LENGTH - BLOCK + 1;
/** A part of a key, a seed or a cookie, unlike one with marks that a line can have, too, a piece of a word or of a date: `:d9]rmt_`. */
const OPAQUE = /^(?![a-z]+$|[\d-]*-[\d-]*$)[\w+/=-]+$/;
/** Maximum number of stored parts of secrets; further secrets are found only as a whole. */
const MAX_PARTS = 1 << 20;

/** Ratio of the size of a sieve to the number of its entries. */
const TABLE = 64;
const IN_WORD = Uint8Array.from({ length: 128 }, (_, code) => (isAlphanumeric(code) ? 1 : 0));

interface Group {
  /** The lengths of the values with this prefix, longest first. */
  readonly lengths: number[];
  readonly values: Map<string, number>;
}

/** Searches for many values in one pass over a text: a sieve of four-unit blocks finds the few candidate places. */
export class ValueSearch {
  readonly #secrets = new Map<string, Group>();
  readonly #parts = new Set<string>();
  readonly #names = new Map<string, Group>();
  readonly #secretSieve = new Sieve();
  readonly #nameSieve = new Sieve();

  /** Searches for a secret anywhere, even inside other words; with `parts`, also for any eight code units of it. */
  addSecret(value: string, id: number, parts: boolean): void {
    if (value.length < DISTINCTIVE_LENGTH) return;
    const last = parts ? value.length - DISTINCTIVE_LENGTH : 0;
    const isNew = add(this.#secrets, value, DISTINCTIVE_LENGTH, id);
    if (!isNew && (!parts || this.#parts.has(value.slice(0, DISTINCTIVE_LENGTH)))) return;
    for (let at = 0; at < last + STRIDE; at++) this.#secretSieve.add(value, at);
    for (let at = 0; at <= last && parts && this.#parts.size < MAX_PARTS; at++) {
      const part = value.slice(at, at + DISTINCTIVE_LENGTH);
      if (OPAQUE.test(part)) this.#parts.add(part);
    }
  }

  /** Searches for a name as one or more whole words. */
  addName(value: string, id: number): void {
    if (value.length >= BLOCK && add(this.#names, value, BLOCK, id)) this.#nameSieve.add(value, 0);
  }

  /** Reports every place of a secret in order, then every place of a name in order. */
  find(text: string, take: PlaceSink): void {
    if (this.#secrets.size > 0) this.#findSecrets(text, take);
    if (this.#names.size > 0) this.#findNames(text, take);
  }

  #findSecrets(text: string, take: PlaceSink): void {
    const sieve = this.#secretSieve.bits();
    const shift = this.#secretSieve.shift;
    let done = 0;
    for (let block = STRIDE - 1; block + BLOCK <= text.length; block += STRIDE) {
      const hash = hashAt(text, block) >>> shift;
      if (((sieve[hash >>> 3] ?? 0) & (1 << (hash & 7))) === 0) continue;
      for (
        let at = Math.max(0, block - STRIDE + 1);
        at <= block && at + DISTINCTIVE_LENGTH <= text.length;
        at++
      ) {
        const part = text.slice(at, at + DISTINCTIVE_LENGTH);
        const group = at >= done ? this.#secrets.get(part) : undefined;
        const length = group && lengthAt(group, text, at);
        if (group && length) {
          take(at, at + length, group.values.get(text.slice(at, at + length)) ?? -1);
          done = at + length;
        } else if (at + DISTINCTIVE_LENGTH > done && this.#parts.has(part)) {
          take(Math.max(at, done), at + DISTINCTIVE_LENGTH, -1);
          done = at + DISTINCTIVE_LENGTH;
        }
      }
    }
  }

  #findNames(text: string, take: PlaceSink): void {
    const sieve = this.#nameSieve.bits();
    const shift = this.#nameSieve.shift;
    for (let at = 0; at + BLOCK <= text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < 128 && IN_WORD[code] === 0) continue;
      const hash = hashAt(text, at) >>> shift;
      if (((sieve[hash >>> 3] ?? 0) & (1 << (hash & 7))) !== 0) {
        const group = this.#names.get(text.slice(at, at + BLOCK));
        const length = group && lengthAt(group, text, at, true);
        if (group && length) {
          take(at, at + length, group.values.get(text.slice(at, at + length)) ?? -1);
          at += length - 1;
          continue;
        }
      }
      // After a typographic quote a word begins.
      if (code >= 128) continue;
      do at++;
      while (IN_WORD[text.charCodeAt(at)] === 1);
    }
  }
}

/** A bit table of block hashes, large enough that few other blocks pass. */
class Sieve {
  readonly #hashes: number[] = [];
  #bits = new Uint8Array(0);
  #built = -1;
  shift = 32;

  add(value: string, at: number): void {
    this.#hashes.push(hashAt(value, at));
  }

  bits(): Uint8Array {
    if (this.#built === this.#hashes.length) return this.#bits;
    this.#built = this.#hashes.length;
    const size = Math.min(24, Math.max(12, Math.ceil(Math.log2(this.#built * TABLE + 1))));
    this.shift = 32 - size;
    const bits = (this.#bits = new Uint8Array(2 ** (size - 3)));
    for (const hash of this.#hashes) {
      const at = hash >>> this.shift;
      bits[at >>> 3] = (bits[at >>> 3] ?? 0) | (1 << (at & 7));
    }
    return bits;
  }
}

function hashAt(text: string, at: number): number {
  const block =
    text.charCodeAt(at) ^
    (text.charCodeAt(at + 1) << 8) ^
    (text.charCodeAt(at + 2) << 16) ^
    (text.charCodeAt(at + 3) << 24);
  return Math.imul(block, 0x9e3779b1);
}

/** Adds a value to the group of its prefix. Returns whether it is new. */
function add(groups: Map<string, Group>, value: string, beginning: number, id: number): boolean {
  const key = value.slice(0, beginning);
  let group = groups.get(key);
  if (!group) groups.set(key, (group = { lengths: [], values: new Map() }));
  if (group.values.has(value)) return false;
  if (!group.lengths.includes(value.length)) {
    group.lengths.push(value.length);
    group.lengths.sort((a, b) => b - a);
  }
  group.values.set(value, id);
  return true;
}

/** The length of the longest value of a group at `at`, or 0. */
function lengthAt({ lengths, values }: Group, text: string, at: number, alone = false): number {
  for (const length of lengths) {
    if (!values.has(text.slice(at, at + length))) continue;
    if (!alone || isSeparateWord(text, at, at + length)) return length;
  }
  return 0;
}

/**
 * True if the name at `[start, end)` is a whole word. `_` separates words, except next to a lower-case name, which is then
 * part of a function name.
 */
function isSeparateWord(text: string, start: number, end: number): boolean {
  if (start > 0 && isAlphanumeric(text.charCodeAt(start - 1))) return false;
  if (end < text.length && isAlphanumeric(text.charCodeAt(end))) return false;
  const parted = text[start - 1] === '_' || text[end] === '_';
  return !parted || /[A-Z\d]/.test(text.slice(start, end));
}
