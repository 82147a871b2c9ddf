import {
  BACKSLASH,
  CLOSING_QUOTE,
  DOUBLE_QUOTE,
  isSpace,
  OPENING_QUOTE,
  SPACE,
  type Span,
  textOf,
} from '../../syntax';
import type { Found, SecretPlace } from '../types';
import { isNoAnswer } from './looks';

/** A number or a few letters: part of an identifier or sentence, not the start of a run in the next line. */
const SHORT = /^(?:\d{1,12}|[\dA-Za-z]{1,3})$/;

/** Drops the first line's part of a run if it is too short to belong to the run. */
export function withoutShortPart(text: string, found: Found): Found {
  const [first, second] = found.place.parts;
  if (found.kind !== 'run' || !first || !second || !SHORT.test(textOf(text, first))) return found;
  const place = { ...found.place, start: second.start, parts: found.place.parts.slice(1) };
  return { ...found, value: found.value.slice(first.end - first.start), place };
}

/** The most recent places, enough for the longest line that may be wrapped. */
export class RecentPlaces {
  #places: SecretPlace[] = [];

  add(place: SecretPlace): void {
    if (this.#places.length === 2 * MAX_RECENT) this.#places = this.#places.slice(MAX_RECENT);
    this.#places.push(place);
  }

  /** Keys of the places that start in `[start, end)`; see `keyOf`. */
  within(start: number, end: number): ReadonlySet<number> {
    const keys = new Set<number>();
    for (const place of this.#places) if (place.start >= start && place.start < end) keys.add(keyOf(place));
    return keys;
  }
}

const MAX_RECENT = 1024;

/** A key that is unique for places shorter than 64 KB. */
export function keyOf({ start, end }: SecretPlace): number {
  return start * 0x10000 + Math.min(end - start, 0xffff);
}

/** The time at the start of a line, which does not continue a value of the line above. */
const STAMP = /^[[<]?(?:\d{4}-\d\d-\d\d[T ]|\d{1,2}:\d\d:\d\d(?![\w:]))/;
const MAX_STAMP = 12;

/** Maximum length of a result, in UTF-16 code units. */
const MAX_RESULT = 24;

/**
 * Ends a value in several lines before one that starts with a time or says only a result: the end of a damaged string may
 * be anywhere.
 */
export function beforeOtherLine(text: string, value: string, place: SecretPlace): [string, SecretPlace] {
  if (place.parts.length === 1) return [value, place];
  const at = place.parts.findIndex(({ start, end }, index) => {
    if (index === 0) return false;
    if (STAMP.test(text.slice(start, start + MAX_STAMP))) return true;
    return end - start <= MAX_RESULT && !isNoAnswer(text.slice(start, end).trim());
  });
  if (at < 0) return [value, place];
  const parts = place.parts.slice(0, at);
  const length = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  return [value.slice(0, length), { ...place, end: parts[at - 1]?.end ?? place.end, parts }];
}

/** Trims the quotes around a value, and the backslashes before them in a string inside another string. */
export function trimmed(
  text: string,
  said: string,
  found: SecretPlace,
  isSecret: boolean,
): [string, SecretPlace] {
  const inner = withoutEscapedQuotes(text, said, found);
  const plain = isSecret ? withoutQuotes(...inner) : beforeQuote(...inner);
  return withoutEscapedQuotes(text, ...plain);
}

/** Trims the quotes of a string inside another string, `\\"value\\"`, with the backslashes that escape them. */
function withoutEscapedQuotes(text: string, value: string, place: SecretPlace): [string, SecretPlace] {
  if (!value.includes('\\') || place.end - place.start !== value.length) return [value, place];
  const from = escapedQuoteLength(value);
  let to = value.length;
  if (text.charCodeAt(place.end) === DOUBLE_QUOTE) while (value.charCodeAt(to - 1) === BACKSLASH) to--;
  // A backslash that is escaped itself belongs to the value.
  if ((value.length - to) % 2 === 0) to = value.length;
  if (to <= from || to - from === value.length) return [value, place];
  return [value.slice(from, to), whole({ start: place.start + from, end: place.start + to })];
}

/** The length of a quote and the backslashes before it at the beginning of a value, or 0. */
function escapedQuoteLength(value: string): number {
  let at = 0;
  while (value.charCodeAt(at) === BACKSLASH) at++;
  return at % 2 === 1 && value.charCodeAt(at) === DOUBLE_QUOTE ? at + 1 : 0;
}

/** Trims blanks and quotes from a value whose own quotes are lost or doubled. */
function withoutQuotes(value: string, place: SecretPlace): [string, SecretPlace] {
  if (place.parts.length > 1 || place.end - place.start !== value.length) return [value, place];
  let [from, to] = [0, value.length];
  while (from < to && isBlankOrQuote(value.charCodeAt(from))) from++;
  while (to > from && isBlankOrQuote(value.charCodeAt(to - 1))) to--;
  if (to - from === value.length || to === from) return [value, place];
  return [value.slice(from, to), whole({ start: place.start + from, end: place.start + to })];
}

/** Trims a name: it ends at a quote inside it, and before opening brackets at its end. */
function beforeQuote(value: string, place: SecretPlace): [string, SecretPlace] {
  const [name, at] = place.parts.length > 1 ? withoutBlanksAtEnd(value, place) : withoutQuotes(value, place);
  const quote = name.indexOf('"');
  const end = withoutOpening(name, quote < 0 ? name.length : quote);
  if (end === 0 || end === name.length || at.parts.length > 1 || at.end - at.start !== name.length)
    return [name, at];
  return [name.slice(0, end), whole({ start: at.start, end: at.start + end })];
}

/** Trims the blanks at the end of a name in several lines, `group 'aa\nbb '`: they belong to the sentence. */
function withoutBlanksAtEnd(name: string, place: SecretPlace): [string, SecretPlace] {
  const kept = name.trimEnd();
  let length = kept.length;
  if (length === 0 || length === name.length) return [name, place];
  const parts: Span[] = [];
  for (const { start, end } of place.parts) {
    if (length > 0) parts.push({ start, end: Math.min(end, start + length) });
    length -= end - start;
  }
  return [kept, { ...place, end: parts[parts.length - 1]?.end ?? place.end, parts }];
}

/** The end of the first `end` code units of a name without trailing opening brackets; a name of brackets only is kept. */
function withoutOpening(name: string, end: number): number {
  let last = end;
  // The bracket of a colour sequence belongs to its escape character.
  while (last > 0 && isOpening(name[last - 1]) && !/(?:\x1b|1b)$/i.test(name.slice(0, last - 1))) last--;
  return last === 0 ? end : last;
}

function isOpening(unit: string | undefined): boolean {
  return unit === '[' || unit === '{' || unit === '(';
}

function isBlankOrQuote(code: number): boolean {
  const isQuote = code === DOUBLE_QUOTE || code === OPENING_QUOTE || code === CLOSING_QUOTE;
  return isQuote || code < SPACE || isSpace(code);
}

export function whole({ start, end }: Span): SecretPlace {
  return { start, end, parts: [{ start, end }] };
}
