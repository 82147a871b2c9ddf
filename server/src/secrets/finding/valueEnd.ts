import { CLOSING_QUOTE, OPENING_QUOTE, type Span } from '../../syntax';
import { isBlankUnit } from './blanks';
import { type EndCondition, stopAfter, stopAt, WHITE } from './lookAhead';
import type { Passage } from './passage';
import { MAX_BACKSLASHES } from './quotes';

/** Maximum number of punctuation characters to remove from the end of a value. */
export const MAX_TRAILING = 16;
/** Characters that end a sentence or a clause, but may also end a password. */
const TRAILING = /[,;)\]}'.]/;

/**
 * How an unquoted value ends. A pair ends at a separator of pairs; a cookie, which may contain pairs, only at a separator
 * of cookies; a cell at a separator of cells; a value in a URL at encoded characters. A password may contain almost any
 * character.
 */
export type Ends = 'pair' | 'word' | 'typed' | 'cookie' | 'cell' | 'encoded';

/** White space, `"`, `<` and curly quotes end any value. */
const ALWAYS_ENDS = WHITE + '"<';

function isEnd(unit: number): boolean {
  if (unit < 128) return unit <= 32 || unit === 34 || unit === 60;
  return unit === OPENING_QUOTE || unit === CLOSING_QUOTE || isBlankUnit(unit);
}

/** HTML entities that end a value. */
export const ENTITY = /^&(?:quot|lt|gt|apos|#\d\d|#x\d\d);/i;
/** Percent-encoded characters that end a value: `" & ' , ; = } ]`, space, line end, backslash. */
const ENCODED_END = /^%(?:25)?(?:2[02678C]|3[BD]|5[CD]|7D|0[AD])/i;

const STOPS: Readonly<Record<Ends, EndCondition>> = {
  cookie: stopAt(ALWAYS_ENDS + ",;'", isAsciiOrEnd),
  word: stopAt(ALWAYS_ENDS + '&,;', (text, at, to) => {
    const unit = text.charCodeAt(at);
    if (isEnd(unit) || (unit === 38 && ENTITY.test(text.slice(at, at + 6)))) return true; // &
    return unit < 128 && pairFollows(text, at + 1, to, unit !== 44);
  }),
  // A value after a colon and a blank is not in a query: `Password: a1&b=c2`.
  typed: stopAt(ALWAYS_ENDS + '&,;', (text, at, to) => {
    const unit = text.charCodeAt(at);
    if (unit === 38) return ENTITY.test(text.slice(at, at + 6)) || isLineEnd(text, at + 1, to);
    return isEnd(unit) || (unit < 128 && pairFollows(text, at + 1, to, unit !== 44));
  }),
  cell: stopAt(ALWAYS_ENDS + ',;|', isAsciiOrEnd),
  encoded: stopAt(ALWAYS_ENDS + "&'%", (text, at) => {
    if (text[at] === '%') return ENCODED_END.test(text.slice(at, at + 5));
    return isAsciiOrEnd(text, at);
  }),
  pair: stopAt(ALWAYS_ENDS + "&,;')]}>|%", (text, at) => {
    if (text[at] === '%') return text.startsWith('26', at + 1); // %26
    return isAsciiOrEnd(text, at);
  }),
};

/** True if the code unit ends any value, or a value of this kind. */
function isAsciiOrEnd(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < 128 || isEnd(unit);
}

/** An unquoted value, up to white space or a character that can only follow it. A password may contain almost any character. */
export function bare(passage: Passage, start: number, limit: number, ends: Ends): Span {
  const { text } = passage;
  const end = stopAfter(passage, start, limit, STOPS[ends]);
  // In a JSON string, the closing quote of the string also ends the value.
  const inner = text[end] === '"' ? withoutEscapes(text, start, end) : end;
  return { start, end: withoutTrailing(text, start, inner, ends === 'word' || ends === 'typed') };
}

/** Backslashes before a quote, and escaped line breaks at the end of a string. */
const ESCAPES = /(?:\\+(?:[rnt](?=\\|$)|$))+$/;

/** The end of a value without the escapes before the quote at `end`. */
export function withoutEscapes(text: string, start: number, end: number): number {
  const earliest = Math.max(start, end - MAX_BACKSLASHES);
  return end - (ESCAPES.exec(text.slice(earliest, end))?.[0].length ?? 0);
}

/** @param isLoose whether a trailing colon is part of the value */
function withoutTrailing(text: string, start: number, end: number, isLoose: boolean): number {
  const earliest = Math.max(start, end - MAX_TRAILING);
  while (end > earliest) {
    const last = text[end - 1] ?? '';
    const isTrailing = TRAILING.test(last) || (last === ':' && !isLoose);
    if (!isTrailing || (last === '.' && end - start < 2)) break;
    end--;
  }
  return end;
}

/**
 * True if `name=`, `name:` or the end of the line is at `at`, possibly after a blank.
 * @param strict accept a colon only before or after a blank: no query or settings list contains `&name:`
 */
function pairFollows(text: string, at: number, limit: number, strict: boolean): boolean {
  const next = text.slice(at, Math.min(limit, at + 48));
  return next === '' || (strict ? PAIR_FOLLOWS : ANY_PAIR_FOLLOWS).test(next);
}

const PAIR_FOLLOWS =
  /^(?:amp;)?(?:["']?[\w-]{1,40}["']?\s?=|[\w-]{1,40}:\s|\s+["']?[\w-]{1,40}["']?\s?[=:]|["'][\w-]{1,40}["']\s?:|\s*(?:$|[\r\n]))/;
const ANY_PAIR_FOLLOWS = /^\s*(?:["']?[\w-]{1,40}["']?\s?[=:]|$|[\r\n])/;

function isLineEnd(text: string, at: number, limit: number): boolean {
  return at >= limit || /[\r\n]/.test(text[at] ?? '');
}
