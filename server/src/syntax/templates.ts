import { isDigit } from './characters';
import type { CaptureRecord } from './records';
import type { Template } from './template';
import { CLASSES, DIGIT, isPart, mayBeKnown, mixNumber, mixPart, mixWord } from './valueClass';

/** The records that have a template. */
export type TemplatedRecord = Extract<CaptureRecord, { template: Template | undefined }>;

/** Longer records are not looked up, in UTF-16 code units: they are seldom repeated. */
const MAX_LENGTH = 1 << 14;
/** Number of slots, a power of two; when half of them are used, all are given up. */
const SLOTS = 1 << 15;
const NUMBERED = /\w*\d\w*/g;

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
  readonly #mix = (code: number): void => this.#add(code);

  /** @param texts whose words with digits are words, and no values; asked when the first record is read */
  constructor(readonly texts: () => readonly string[]) {}

  /** The template of a record; undefined if none was seen before, or the record is too long or a payload of several parts. */
  of(text: string, record: TemplatedRecord): Template | undefined {
    const { start, end } = record;
    if (end - start > MAX_LENGTH || (record.kind === 'json' && record.payload.pieces.length > 1))
      return undefined;
    this.#a = this.#seeds[0] ?? 0;
    this.#b = this.#seeds[1] ?? 0;
    this.#addForm(record);
    // Some forms look at what is around them.
    this.#add(text.charCodeAt(start - 1) || 0);
    this.#add(text.charCodeAt(end) || 0);
    this.#scan(text, start, end);
    return this.#find();
  }

  /** What the reader found, which its text alone does not decide. */
  #addForm(record: TemplatedRecord): void {
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
    this.#b = Math.imul((this.#b << 5) ^ (this.#b >>> 27) ^ code, this.#seeds[3] ?? 0);
  }

  /** One pass over the text: words as they are, values by their class. */
  #scan(text: string, start: number, end: number): void {
    const by = this.#seeds[2] ?? 0;
    const byOther = this.#seeds[3] ?? 0;
    let [a, b] = [this.#a, this.#b];
    for (let at = start; at < end; at++) {
      let code = text.charCodeAt(at);
      let kind = code < 128 ? (CLASSES[code] ?? 0) : 0;
      const [from, fromA, fromB] = [at, a, b];
      let [classes, digits] = [0, 0];
      while (kind !== 0) {
        classes |= kind;
        if (kind === DIGIT) digits++;
        a = Math.imul(a ^ code, by);
        b = Math.imul((b << 5) ^ (b >>> 27) ^ code, byOther);
        code = ++at < end ? text.charCodeAt(at) : 0;
        kind = code < 128 ? (CLASSES[code] ?? 0) : 0;
      }
      if (digits > 0) {
        [this.#a, this.#b] = [fromA, fromB];
        if (this.#mixValue(text, from, at, classes, digits)) [a, b] = [this.#a, this.#b];
      }
      if (at >= end) break;
      a = Math.imul(a ^ code, by);
      b = Math.imul((b << 5) ^ (b >>> 27) ^ code, byOther);
    }
    [this.#a, this.#b] = [a, b];
  }

  /** Adds the class of a word with digits; false if it is a word of its own. */
  #mixValue(text: string, start: number, end: number, classes: number, digits: number): boolean {
    if (classes === DIGIT && isPart(text, start, end)) {
      // `802.1X` is no address, and a port can be known.
      if (mayBeKnown(text, start, end) && this.#isKnown(text, start, end)) return false;
      mixPart(text, start, end, this.#mix);
      return true;
    }
    if (digits === 1 || hasOneDigit(text, start, end) || this.#isKnown(text, start, end)) return false;
    if (classes === DIGIT) mixNumber(text, start, end, this.#mix);
    else mixWord(text, start, end, classes, this.#mix);
    return true;
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
    for (const [word] of text.matchAll(NUMBERED)) hashes.add(hashOf(word, 0, word.length));
  return hashes;
}

function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}
