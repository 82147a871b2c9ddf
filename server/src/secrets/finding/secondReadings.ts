import { type CaptureRecord, Lines, readRecords, type Span, textOf } from '../../syntax';
import { type Found, type FoundKind, isSecretClass, type SecretPlace } from '../types';
import { CarriedLines } from './carriedLines';
import { keyOf, RecentPlaces, whole, withoutShortPart } from './foundPlaces';
import { InterruptedLines } from './interruptedLines';
import { isNoAnswer } from './looks';
import { joined, type Passage, placeOf, placesOf } from './passage';
import { quotedLines } from './quotedLines';
import { looksLikeNewLine, MAX_BEGINNING, type WrappedLine, WrappedLines } from './wrappedLines';

/** What to read again: lines that may be wrapped, or also text quoted in a mail or carried by another log. */
export type RereadMode = 'wrapped' | 'all';

/** Creates a finder for a separate text, which reads its lines as they are or also as wrapped. */
export type Inner = (take: (found: Found) => void, mode: 'nothing' | 'wrapped') => (text: string) => void;

/** Maximum nesting depth of carried text. */
const MAX_CARRIERS = 3;
/** A backslash of a nested string, or a numeric entity. */
const MAY_CARRY = /\\|&#/;
/** A part of a key or digest: hex digits with at least one letter. */
const HEX = /^(?=\d*[a-f])[\da-f]{12,}$|^(?=\d*[A-F])[\dA-F]{12,}$/;
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?$/;
/** The start of a sentence, or the end of a mail: hardly the rest of a value. */
const SENTENCE = /^[A-Z][a-z]+(?: [a-z]|,[ \t]*(?:[\r\n]|$))/;

/**
 * Reads lines of a text a second time: joined, where a terminal may have wrapped a line or another daemon interrupted it;
 * and unpacked, where a mail quotes or another log carries a capture.
 */
export class SecondReadings {
  /** True if a second reading of some lines had a different result. */
  isGuessed = false;
  #text = '';
  #wrapped = new WrappedLines('', new Lines(''));
  #interrupted = new InterruptedLines('');
  #carried: CarriedLines | undefined;
  /** The most recent results of the first reading, for comparison with joined lines. */
  readonly #recent = new RecentPlaces();
  /** Reads joined lines; reused, because there are many short ones. */
  readonly #readJoined: (text: string) => void;
  #takeJoined: (found: Found) => void = () => undefined;

  /** @param keep receives what only a second reading finds */
  constructor(
    readonly again: RereadMode,
    readonly keep: (found: Found) => void,
    readonly inner: Inner,
  ) {
    this.#readJoined = inner(found => this.#takeJoined(found), 'nothing');
  }

  begin(text: string, lines: Lines): void {
    this.#text = text;
    this.#wrapped = new WrappedLines(text, lines);
    this.#interrupted = new InterruptedLines(text);
    // Only if needed, because it reads the whole text.
    this.#carried = this.again === 'all' ? new CarriedLines(text, lines) : undefined;
  }

  /** Adds the next record, before its values are searched for. */
  add(record: CaptureRecord): void {
    this.#rejoined(this.#wrapped.add(record));
    for (const line of this.#interrupted.add(record)) this.#rejoined(line);
    this.#carried?.add(record);
  }

  /** Records a result of the first reading. */
  found(place: SecretPlace): void {
    this.#recent.add(place);
  }

  /** Reads the lines still open at the end of the text, and the quoted and carried text. */
  finish(): void {
    this.#rejoined(this.#wrapped.finish());
    if (!this.#carried) return;
    for (const lines of quotedLines(this.#text)) this.#quoted(joined(this.#text, lines));
    for (const passage of this.#carried.finish()) this.#quoted(passage);
  }

  /** Reads lines that may be a single line as one, too, so that a shared copy omits what that finds. */
  #rejoined(wrapped: WrappedLine | undefined): void {
    if (!wrapped) return;
    const passage = joined(this.#text, wrapped.lines);
    const [from, to] = [wrapped.lines[0]?.start ?? 0, wrapped.lines[wrapped.lines.length - 1]?.end ?? 0];
    const apart = this.#recent.within(from, to);
    const together = new Set<number>();
    this.#takeJoined = found => {
      const place = placeOf(passage, found.place.start, found.place.end);
      together.add(keyOf(place));
      if (this.#isWrappedValue(found, place, wrapped.isFull, apart))
        this.keep(withoutShortPart(this.#text, { ...found, place, isGuess: true }));
    };
    this.#readJoined(passage.text);
    this.isGuessed ||= apart.size !== together.size || [...together].some(place => !apart.has(place));
  }

  /** True if a value may continue in the next line. If the lines are probably separate, only a secret may, to be safe. */
  #isWrappedValue(
    { kind }: Found,
    { parts: [first, rest] }: SecretPlace,
    isFull: boolean,
    apart: ReadonlySet<number>,
  ): boolean {
    const isRun = kind === 'run' && [first, rest].every(part => part && HEX.test(textOf(this.#text, part)));
    if (kind === 'column' || (!isFull && !isSecretClass(kind) && !isRun)) return false;
    // If the line ends with a word for a result or an address, the value does not continue.
    const head = first && rest ? textOf(this.#text, first) : '';
    if (head !== '' && (!isNoAnswer(head) || (kind === 'host' && ADDRESS.test(head)))) return false;
    return !this.#isSeparate(kind, first, rest, apart);
  }

  /** True if the next line is hardly the rest of a value whose first line is `first`. */
  #isSeparate(
    kind: FoundKind,
    first: Span | undefined,
    rest: Span | undefined,
    apart: ReadonlySet<number>,
  ): boolean {
    const next = rest ? this.#text.slice(rest.start, rest.start + MAX_BEGINNING) : '';
    const isOpaque = isSecretClass(kind) || kind === 'run';
    if (isOpaque && looksLikeNewLine(next)) return true;
    // If its first line is a value by itself, the next one may be a sentence of its own.
    const mayBeWhole = !isOpaque || (first !== undefined && apart.has(keyOf(whole(first))));
    return mayBeWhole && SENTENCE.test(next);
  }

  /**
   * Reads quoted or carried text as a capture, including text carried inside it.
   *
   * @param around maps a place in the text that the passage's pieces refer to, to the document
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
