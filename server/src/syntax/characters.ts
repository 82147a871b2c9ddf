// Code units and their classes. Loops over code units are several times faster on logs than regular expressions, and cannot
// backtrack.

export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const SINGLE_QUOTE = 39;
export const COMMA = 44;
export const MINUS = 45;
export const DOT = 46;
export const SLASH = 47;
export const COLON = 58;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;
/** `“` and `”`: what an editor makes of the quotes of a command. */
export const OPENING_QUOTE = 0x201c;
export const CLOSING_QUOTE = 0x201d;
/** The zero-width no-break space (byte order mark); it also fills the prefixes of lines (`prefixes.ts`). */
export const FILLER = 0xfeff;
/** The vertical tab: it fills what a page inserted where it wrapped a line, without a width (`wordWraps.ts`). */
export const JOINT = 11;
/** What a page inserts when it wraps a line. */
export const JOINTS = /\v+/g;
/** What a terminal or a page inserts when it wraps a line: line breaks, and possibly a prefix or an indentation. */
export const WRAPS = /[\r\n]+\ufeff*|\v+/g;

/** True if a text has something of `WRAPS`. Few lines do: searching is cheaper than replacing nothing. */
export function isWrapped(text: string): boolean {
  return text.includes('\n') || text.includes('\r') || text.includes('\v');
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

/** An ASCII letter. */
export function isLetter(code: number): boolean {
  return isLower(code) || isUpper(code);
}

/** An ASCII letter or digit. */
export function isAlphanumeric(code: number): boolean {
  return isLower(code) || isDigit(code) || isUpper(code);
}

export function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

/** An ASCII letter, digit or underscore. */
export function isWord(code: number): boolean {
  return code < 128 && WORD[code] === 1;
}

const WORD = Uint8Array.from({ length: 128 }, (_, code) => (isAlphanumeric(code) || code === 95 ? 1 : 0));

/** A line break, or what a page inserted instead of none. */
export function isLineBreak(code: number): boolean {
  return code === LF || code === CR || code === JOINT;
}

/** White space within and between lines, including the no-break space and the byte order mark. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === FILLER;
}

/** The offset of the first code unit from `at` on that is not white space; `end` if there is none before it. */
export function skipSpace(text: string, at: number, end: number): number {
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the last code unit of `[start, end)` that is not white space. */
export function trimEnd(text: string, start: number, end: number): number {
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

/** The offset after the word that begins at `at`. */
export function skipWord(text: string, at: number, end: number): number {
  while (at < end && isWord(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the digits that begin at `at`. */
export function skipDigits(text: string, at: number, end: number): number {
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** The offset of the first white space from `at` on; `end` if there is none before it. */
export function skipToSpace(text: string, at: number, end: number): number {
  while (at < end && !isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The UTF-8 length of `[start, end)` in bytes; a lone surrogate counts as three. */
export function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) bytes++;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00 && at + 1 < end) {
      bytes += 4;
      at++;
    } else bytes += 3;
  }
  return bytes;
}
