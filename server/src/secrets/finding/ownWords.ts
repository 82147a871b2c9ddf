import { type CaptureRecord, matchesIn, placeIn, PHRASES, ROUTINE, type Span } from '../../syntax';
import { type FoundKind, isSecretClass } from '../types';
import { messageOf } from './bareLines';
import { isSensitive } from './phraseValues';

const MAX_LAST = 8;

/**
 * What FortiOS itself says in a text: the fixed words of known sentences, and the numbers of results and counts in them.
 * Whatever precedes such a word, it is no value: `no session id in auth info`.
 */
export class OwnWords {
  /** The last queried record, and its words. */
  #record: CaptureRecord | undefined;
  #words: readonly Span[] = [];
  /** The last records, of which a line may be joined with that of the next one. */
  readonly #last: CaptureRecord[] = [];

  constructor(readonly text: string) {}

  /** True if the code unit at `offset` is in such a word of a record. */
  has(record: CaptureRecord | undefined, offset: number): boolean {
    if (!record) return false;
    if (record !== this.#record) [this.#record, this.#words] = [record, wordsIn(this.text, record)];
    return this.#words.some(({ start, end }) => start <= offset && offset < end);
  }

  /** Adds the record that is read next. */
  add(record: CaptureRecord): void {
    if (this.#last.push(record) > MAX_LAST) this.#last.shift();
  }

  /** True if the code unit at `offset` is in such a word of one of the last records. */
  hasBefore(offset: number): boolean {
    const record = this.#last.find(({ start, end }) => start <= offset && offset < end);
    return this.has(record, offset);
  }
}

/** True for a kind of values that a word before them names, which can be in a sentence by chance. */
export function mayBeOwnWord(kind: FoundKind): boolean {
  return kind === 'name' || isSecretClass(kind);
}

const SENTENCES = [PHRASES, ROUTINE];

function wordsIn(text: string, record: CaptureRecord): Span[] {
  const message = messageOf(text, record);
  if (!message) return [];
  const matches = SENTENCES.flatMap(phrases => matchesIn(message, phrases));
  return matches.flatMap(({ row, skips, start, end, holes }) => {
    if (skips) return [];
    const open = holes.filter(({ name, shape }) => shape !== 'number' || isSensitive(row, name));
    const ends = [...open.map(hole => hole.start), end];
    return ends.map((to, index) => placeIn(message, { start: open[index - 1]?.end ?? start, end: to }));
  });
}
