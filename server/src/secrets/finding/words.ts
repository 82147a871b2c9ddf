import { isAlphanumeric, isDigit, isHexDigit, isUpper } from '../../syntax';
import type { Passage, Sink } from './passage';
import type { Scope } from './lineShapes';

/** The classes of word characters, as bits. */
export const DIGIT = 1;
export const LOWER = 2;
export const UPPER = 4;
export const UNDERSCORE = 8;
export const BEYOND_HEX = 16;
/** The number of combinations of the class bits. */
export const CHARACTER_SETS = 32;

/** The class of each code unit below 128; 0 if it is not a word character. */
export const CHARACTERS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const kind = isDigit(code) ? DIGIT : isUpper(code) ? UPPER : isAlphanumeric(code) ? LOWER : 0;
  if (code === 95) CHARACTERS[code] = UNDERSCORE | BEYOND_HEX;
  else if (kind !== 0) CHARACTERS[code] = kind | (isHexDigit(code) ? 0 : BEYOND_HEX);
}

/** A word of letters, digits and `_` in a passage. Offsets are relative to the passage. */
export interface Word {
  readonly passage: Passage;
  readonly scope: Scope;
  readonly sink: Sink;
  readonly start: number;
  readonly end: number;
  /** The classes of all its characters, as bits. */
  readonly characters: number;
  /** The code unit after it; 0 at the end of the passage. */
  readonly next: number;
  /** The start of the run of base64 that the word may end. */
  readonly run: number;
}

export function isHex(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isHexDigit(text.charCodeAt(at))) return false;
  return true;
}

/** The end of the letters, digits and hyphens at `at`: a label of a host name. */
export function labelEnd(text: string, at: number, to: number): number {
  while (at < to && (isAlphanumeric(text.charCodeAt(at)) || text.charCodeAt(at) === 45)) at++;
  return at;
}
