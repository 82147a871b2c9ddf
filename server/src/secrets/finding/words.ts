import { isAlphanumeric, isDigit, isHexDigit, isUpper } from '../../syntax';
import type { Passage, Sink } from './passage';
import type { Scope } from './lineShapes';

/** The classes of a character of a word, as bits. */
export const DIGIT = 1;
export const LOWER = 2;
export const UPPER = 4;
export const UNDERSCORE = 8;
export const BEYOND_HEX = 16;
/** How many values the bits of a word's characters have together. */
export const CHARACTER_SETS = 32;

/** The class of each code unit below 128; 0 for one that is not in a word. */
export const CHARACTERS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const kind = isDigit(code) ? DIGIT : isUpper(code) ? UPPER : isAlphanumeric(code) ? LOWER : 0;
  if (code === 95) CHARACTERS[code] = UNDERSCORE | BEYOND_HEX;
  else if (kind !== 0) CHARACTERS[code] = kind | (isHexDigit(code) ? 0 : BEYOND_HEX);
}

/** A word of letters, digits and `_`, and what it is looked at in. Offsets count in the passage. */
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
  /** Where the run of base64 begins that the word may end. */
  readonly run: number;
}

export function isHex(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isHexDigit(text.charCodeAt(at))) return false;
  return true;
}

/** Where the letters, digits and hyphens end that begin at `at`: a label of a host name. */
export function labelEnd(text: string, at: number, to: number): number {
  while (at < to && (isAlphanumeric(text.charCodeAt(at)) || text.charCodeAt(at) === 45)) at++;
  return at;
}
