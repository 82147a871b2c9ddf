import { type CaptureRecord, Lines, readRecords, textOf } from '../../syntax';
import { type Found, isSecretClass, type SecretPlace } from '../types';
import { CarriedLines } from './carriedLines';
import { keyOf, RecentPlaces, withoutShortPart } from './foundPlaces';
import { InterruptedLines } from './interruptedLines';
import { isNoAnswer } from './looks';
import { joined, type Passage, placeOf, placesOf } from './passage';
import { quotedLines } from './quotedLines';
import { beginsAnew, type WrappedLine, WrappedLines } from './wrappedLines';

/** Lines that may be wrapped, or all that a mail quotes and another log carries besides. */
export type Again = 'wrapped' | 'all';

/** Makes what finds values in a text of its own: in lines as they are, or in lines that may be wrapped, too. */
export type Inner = (take: (found: Found) => void, again: 'nothing' | 'wrapped') => (text: string) => void;

/** Strings in strings in strings are read, and no more. */
const MAX_CARRIERS = 3;
/** A backslash of a string in a string, or an entity with a number. */
const MAY_CARRY = /\\|&#/;
/** A half of a key or of a digest: hex digits, one of them a letter. */
const HEX = /^(?=\d*[a-f])[\da-f]{12,}$|^(?=\d*[A-F])[\dA-F]{12,}$/;
/** How a sentence begins, and the rest of a name hardly. */
const SENTENCE = /^[A-Z][a-z]+ [a-z]/;
/** How much of a line decides whether it is the rest of another, in UTF-16 code units. */
const MAX_BEGINNING = 60;

/**
 * Reads lines of a text in a second way, too: as one line, where a terminal may have wrapped it or another daemon written into
 * it; as the capture that a mail quotes or another log carries.
 */
export class SecondReadings {
  /** A second reading of some lines had another result. */
  isGuessed = false;
  #text = '';
  #wrapped = new WrappedLines('', new Lines(''));
  #interrupted = new InterruptedLines('');
  #carried: CarriedLines | undefined;
  /** The last find in joined lines. */
  readonly #recent = new RecentPlaces();
  /** Reads joined lines: there are many, and each is short. */
  readonly #readJoined: (text: string) => void;
  #takeJoined: (found: Found) => void = () => undefined;

  /** @param keep takes what only a second reading finds */
  constructor(
    readonly again: Again,
    readonly keep: (found: Found) => void,
    readonly inner: Inner,
  ) {
    this.#readJoined = inner(found => this.#takeJoined(found), 'nothing');
  }

  begin(text: string, lines: Lines): void {
    this.#text = text;
    this.#wrapped = new WrappedLines(text, lines);
    this.#interrupted = new InterruptedLines(text);
    // It looks through the whole text.
    this.#carried = this.again === 'all' ? new CarriedLines(text, lines) : undefined;
  }

  /** Takes the next record, before what it holds is found. */
  add(record: CaptureRecord): void {
    this.#rejoined(this.#wrapped.add(record));
    for (const line of this.#interrupted.add(record)) this.#rejoined(line);
    this.#carried?.add(record);
  }

  /** Notes where the first reading found something. */
  found(place: SecretPlace): void {
    this.#recent.add(place);
  }

  /** Reads the lines that continue to the end of the text. */
  finish(): void {
    this.#rejoined(this.#wrapped.finish());
    if (!this.#carried) return;
    for (const lines of quotedLines(this.#text)) this.#quoted(joined(this.#text, lines));
    for (const passage of this.#carried.finish()) this.#quoted(passage);
  }

  /** Reads lines that may be one as one, too. A shared copy is without what that finds. */
  #rejoined(wrapped: WrappedLine | undefined): void {
    if (!wrapped) return;
    const passage = joined(this.#text, wrapped.lines);
    const [from, to] = [wrapped.lines[0]?.start ?? 0, wrapped.lines[wrapped.lines.length - 1]?.end ?? 0];
    const apart = this.#recent.within(from, to);
    const together = new Set<number>();
    this.#takeJoined = found => {
      const place = placeOf(passage, found.place.start, found.place.end);
      together.add(keyOf(place));
      if (this.#isOfWhole(found, place, wrapped.isFull))
        this.keep(withoutShortPart(this.#text, { ...found, place }));
    };
    this.#readJoined(passage.text);
    this.isGuessed ||= apart.size !== together.size || [...together].some(place => !apart.has(place));
  }

  /** True if a value may continue in the next line. If the two are hardly one line, only a secret may, to be safe. */
  #isOfWhole({ kind }: Found, { parts: [first, rest] }: SecretPlace, isFull: boolean): boolean {
    const isRun = kind === 'run' && [first, rest].every(part => part && HEX.test(textOf(this.#text, part)));
    if (kind === 'column' || (!isFull && !isSecretClass(kind) && !isRun)) return false;
    // A line that ends with such a word says what became of a value.
    if (first && rest && !isNoAnswer(textOf(this.#text, first))) return false;
    const next = rest ? this.#text.slice(rest.start, rest.start + MAX_BEGINNING) : '';
    return !(isSecretClass(kind) || kind === 'run' ? beginsAnew(next) : SENTENCE.test(next));
  }

  /**
   * Reads what a mail quotes, or what something else carries, as the capture that it is; what that carries in its turn, too.
   *
   * @param around makes a place in the text of the passage's pieces one of the document
   */
  #quoted(passage: Passage, around = (place: SecretPlace): SecretPlace => place, depth = 1): void {
    const place = (inner: SecretPlace): SecretPlace => around(placesOf(passage, inner));
    this.isGuessed = true;
    const take = (found: Found): void =>
      this.keep(withoutShortPart(this.#text, { ...found, place: place(found.place) }));
    this.inner(take, 'wrapped')(passage.text);
    if (depth === MAX_CARRIERS || !MAY_CARRY.test(passage.text)) return;
    const carried = new CarriedLines(passage.text, new Lines(passage.text));
    for (const record of readRecords(passage.text)) carried.add(record);
    for (const inner of carried.finish()) this.#quoted(inner, place, depth + 1);
  }
}
