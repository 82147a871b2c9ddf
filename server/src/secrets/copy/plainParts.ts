import {
  BACKSLASH,
  CLOSING_QUOTE,
  DOUBLE_QUOTE,
  FILLER,
  isLineBreak,
  OPENING_QUOTE,
  SPACE,
  type Span,
} from '../../syntax';

/**
 * The spans of `[start, end)` to replace. Control characters, including line breaks, and stray quotes are kept: a damaged
 * payload must be damaged in the copy, too.
 */
export function plainParts(text: string, start: number, end: number): Span[] {
  const parts: Span[] = [];
  for (let at = start + quoteMarksLength(text, start, end); at < end;) {
    const from = at;
    at = plainEnd(text, from, end);
    if (at > from) parts.push({ start: from, end: at });
    at += stayingLength(text, at);
    at += quoteMarksLength(text, at, end);
  }
  return parts;
}

/** The marks of a quoted mail. */
const QUOTE_MARKS = /^[> ]*> ?/;

/** The length of the marks of a quoted mail, if a line starts at `at` with them. Without them it would be read otherwise. */
function quoteMarksLength(text: string, at: number, end: number): number {
  const isStart = at < end && isLineBreak(text.charCodeAt(at - 1));
  return isStart ? (QUOTE_MARKS.exec(text.slice(at, end))?.[0].length ?? 0) : 0;
}

/** A terminal colour sequence, possibly truncated. */
const COLOUR = /\x1b(?:\[(?:[\d;]{0,16}[A-Za-z])?)?/y;

const ESCAPE = 0x1b;

/** The number of code units at `at` to keep together: a whole colour sequence, otherwise one. */
function stayingLength(text: string, at: number): number {
  if (text.charCodeAt(at) !== ESCAPE) return 1;
  COLOUR.lastIndex = at;
  return COLOUR.exec(text)?.[0].length ?? 1;
}

/** The first offset at or after `at` whose character is kept, or `end`. */
function plainEnd(text: string, at: number, end: number): number {
  while (at < end && !isKeptAt(text, at)) at++;
  return at;
}

function isKeptAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < SPACE || code === FILLER || code === OPENING_QUOTE || code === CLOSING_QUOTE) return true;
  return code === DOUBLE_QUOTE && text.charCodeAt(at - 1) !== BACKSLASH;
}
