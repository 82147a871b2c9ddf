import { max } from '../integers';
import { isDigit } from './characters';
import type { Line } from './line';
import type { CaptureRecord } from './records';
import type { Template } from './template';
import {
  CLASSES,
  DIGIT,
  HAS_PREFIX,
  HAS_SUFFIX,
  isPart,
  KINDS,
  mayBeKnown,
  partClass,
  PATTERN,
  valueClass,
  wordsWithDigits,
} from './valueClass';

/** Longer records are not looked up, in UTF-16 code units: they are seldom repeated. */
const MAX_LENGTH = 1 << 14;
/** Number of slots, a power of two; when half of them are used, all are given up. */
const SLOTS = 1 << 15;

/**
 * The templates seen so far, by a hash of 64 bits. A template is made when its second record comes, so that lines that do not
 * repeat cost no memory. The hash depends on random numbers of this table, so no capture can be made to have two lines
 * with one hash.
 */
export class Templates {
  #known: ReadonlySet<number> | undefined;
  readonly #seeds = Int32Array.from({ length: 4 }, () => (Math.random() * 2 ** 32) | 1);
  #first = new Int32Array(SLOTS);
  #second = new Int32Array(SLOTS);
  #templates: (Template | undefined)[] = noTemplates();
  #used = 0;
  #a = 0;
  #b = 0;
  /** The hash of the last line. */
  #lineA = 0;
  #lineB = 0;

  /** @param texts whose words with digits are words, and no values; asked when the first record is read */
  constructor(readonly texts: () => readonly string[]) {}

  /**
   * The template of a line; undefined if it was not seen before, or the line is too long.
   * @param isOfGet whether it follows a `get` command, whose output is read in another way
   */
  ofLine(
    text: string,
    { start, stampStart, stampEnd, head, next }: Line,
    isOfGet: boolean,
  ): Template | undefined {
    if (next - start > MAX_LENGTH) return undefined;
    this.#begin();
    this.#add(isOfGet ? 1 : 0);
    // The forms are chosen by the first character, and some look at the one before the line.
    this.#add(text.charCodeAt(head) || 0);
    this.#add(text.charCodeAt(start - 1) || 0);
    // Of a time stamp only the length counts.
    if (stampEnd >= 0) {
      this.#scan(text, start, stampStart);
      this.#add(stampEnd - stampStart);
    }
    this.#scan(text, max(start, stampEnd), next);
    [this.#lineA, this.#lineB] = [this.#a, this.#b];
    return this.#find();
  }

  /**
   * The template of a record; undefined if none was seen before, or the record is too long or a payload of several parts.
   * @param isLine whether it is the line that `ofLine` was just asked for
   */
  of(text: string, record: CaptureRecord, isLine: boolean): Template | undefined {
    const { start, end } = record;
    if (end - start > MAX_LENGTH || (record.kind === 'json' && record.payload.pieces.length > 1))
      return undefined;
    if (isLine) [this.#a, this.#b] = [this.#lineA, this.#lineB];
    else {
      this.#begin();
      this.#scan(text, start, end);
    }
    // Some forms look at what is around them.
    this.#add(text.charCodeAt(start - 1) || 0);
    this.#add(text.charCodeAt(end) || 0);
    this.#addForm(record);
    return this.#find();
  }

  #begin(): void {
    this.#a = this.#seeds[0] ?? 0;
    this.#b = this.#seeds[1] ?? 0;
  }

  /** What the reader found, which its text alone does not decide. */
  #addForm(record: CaptureRecord): void {
    for (let at = 0; at < record.kind.length; at++) this.#add(record.kind.charCodeAt(at));
    if (record.kind === 'json') {
      this.#add(record.payload.start - record.start);
      this.#add(record.payload.end - record.start);
    }
    if (record.kind !== 'debug') return;
    const { form, start, stampStart, stampEnd, nameStart, nameEnd, messageStart, messageEnd, tag } = record;
    for (let at = 0; at < form.length; at++) this.#add(form.charCodeAt(at));
    this.#add(stampStart < 0 ? -1 : stampStart - start);
    this.#add(stampEnd < 0 ? -1 : stampEnd - start);
    this.#add(nameStart - start);
    this.#add(nameEnd - start);
    this.#add(messageStart - start);
    this.#add(messageEnd - start);
    this.#add(tag ? tag.start - start : -1);
    this.#add(tag ? tag.end - start : -1);
  }

  #add(code: number): void {
    this.#a = Math.imul(this.#a ^ code, this.#seeds[2] ?? 0);
    this.#b = Math.imul(this.#b ^ code, this.#seeds[3] ?? 0);
  }

  /** One pass over the text: words as they are, values by their class. */
  #scan(text: string, start: number, end: number): void {
    const by = this.#seeds[2] ?? 0;
    const byOther = this.#seeds[3] ?? 0;
    let a = this.#a;
    let b = this.#b;
    for (let at = start; at < end; at++) {
      let code = text.charCodeAt(at);
      let kind = code < 128 ? (CLASSES[code] ?? 0) : 0;
      if (kind !== 0) {
        const from = at;
        const fromA = a;
        const fromB = b;
        let classes = 0;
        let digits = 0;
        do {
          classes |= kind;
          if (kind === DIGIT) digits++;
          a = Math.imul(a ^ code, by);
          b = Math.imul(b ^ code, byOther);
          code = ++at < end ? text.charCodeAt(at) : 0;
          kind = code < 128 ? (CLASSES[code] ?? 0) : 0;
        } while (kind !== 0);
        const value = this.#classOf(text, from, at, classes, digits);
        if (value !== 0) {
          a = Math.imul(fromA ^ value, by);
          b = Math.imul(fromB ^ value, byOther);
          if (value >= PATTERN) {
            this.#a = a;
            this.#b = b;
            this.#addLetters(text, from, at, value);
            a = this.#a;
            b = this.#b;
          }
        }
        if (at >= end) break;
      }
      a = Math.imul(a ^ code, by);
      b = Math.imul(b ^ code, byOther);
    }
    this.#a = a;
    this.#b = b;
  }

  /** The class of a word; 0 if all of it counts. */
  #classOf(text: string, start: number, end: number, classes: number, digits: number): number {
    if (digits === 0) return 0;
    if (classes === DIGIT && isPart(text, start, end)) {
      // `802.1X` is no address, and a port can be known.
      const isWord = mayBeKnown(text, start, end) && this.#isKnown(text, start, end);
      return isWord ? 0 : partClass(text, start, end);
    }
    const isWord = digits < 2 || hasOneDigit(text, start, end) || this.#isKnown(text, start, end);
    return isWord ? 0 : valueClass(text, start, end, classes);
  }

  /** Adds the letters of a value that count. */
  #addLetters(text: string, start: number, end: number, value: number): void {
    let first = start;
    while (!isDigit(text.charCodeAt(first))) first++;
    let last = end;
    while (!isDigit(text.charCodeAt(last - 1))) last--;
    const isPattern = (value & KINDS) === PATTERN;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      const counts = at < first ? value & HAS_PREFIX : at >= last ? value & HAS_SUFFIX : 0;
      if (isPattern || counts !== 0) this.#add(isDigit(code) ? 0 : code);
    }
  }

  #isKnown(text: string, start: number, end: number): boolean {
    this.#known ??= hashesIn(this.texts());
    return this.#known.has(hashOf(text, start, end));
  }

  #find(): Template | undefined {
    let slot = (this.#a ^ (this.#a >>> 15)) & (SLOTS - 1);
    // 0 marks an empty slot.
    const second = this.#b || 1;
    while (this.#second[slot] !== 0) {
      if (this.#first[slot] === this.#a && this.#second[slot] === second)
        return (this.#templates[slot] ??= { facts: {} });
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (this.#used >= SLOTS / 2) this.#giveUp();
    this.#used++;
    this.#first[slot] = this.#a;
    this.#second[slot] = second;
    return undefined;
  }

  #giveUp(): void {
    this.#used = 0;
    this.#second.fill(0);
    this.#templates = noTemplates();
  }
}

const noTemplates = (): (Template | undefined)[] => Array.from({ length: SLOTS });

/** True if all digits are equal, as in masks, zeros and small numbers. */
function hasOneDigit(text: string, start: number, end: number): boolean {
  let digit = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) continue;
    if (digit !== 0 && code !== digit) return false;
    digit = code;
  }
  return true;
}

/** The hashes of the words with digits in texts. */
function hashesIn(texts: readonly string[]): ReadonlySet<number> {
  const hashes = new Set<number>();
  for (const text of texts)
    for (const word of wordsWithDigits(text)) hashes.add(hashOf(word, 0, word.length));
  return hashes;
}

function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}
