import { BACKSLASH, isDigit } from '../syntax';

/** A word of a text, or words that `-`, `.`, `@` or `'` join. Offsets are UTF-16 code units. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

const PERCENT = 37;
const AMPERSAND = 38;
const ESCAPE = 0x1b;

/** What joins words: a host name, a mail address, a version, a name with a hyphen. */
const JOINERS = new Uint8Array(128);
for (const character of "-.@'+") JOINERS[character.charCodeAt(0)] = 1;

const NO_WORD = 1;
const LETTERS = 2;
/** Characters of languages that write no blanks. */
const IDEOGRAPHS = 3;

/** The kind of each code unit; 0 until it is first seen. */
const KINDS = new Uint8Array(0x10000);
const IS_WORD = /[\p{L}\p{M}\p{N}_]/u;
const IS_IDEOGRAPH = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u30fc]/u;

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const known = KINDS[code] ?? NO_WORD;
  if (known !== 0) return known;
  const isHalf = code >= 0xd800 && code < 0xe000;
  const character = isHalf ? String.fromCodePoint(pointAt(text, at)) : String.fromCharCode(code);
  const kind = IS_IDEOGRAPH.test(character) ? IDEOGRAPHS : IS_WORD.test(character) ? LETTERS : NO_WORD;
  if (!isHalf) KINDS[code] = kind;
  return kind;
}

/** True for a letter, a mark, a digit and `_`. */
export function isWordAt(text: string, at: number): boolean {
  return kindAt(text, at) > NO_WORD;
}

/** True for a character of a language that writes no blanks. */
export function isIdeographAt(text: string, at: number): boolean {
  return kindAt(text, at) === IDEOGRAPHS;
}

/** The code point whose first or second half is at `at`. */
function pointAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const isSecond = code >= 0xdc00 && at > 0 && text.charCodeAt(at - 1) >> 10 === 0x36;
  return text.codePointAt(isSecond ? at - 1 : at) ?? code;
}

/** The first chunk of `[at, to)`; undefined if there is none. Escapes of JSON, URLs, HTML and terminals separate chunks. */
export function chunkFrom(text: string, at: number, to: number): Chunk | undefined {
  while (at < to && !isWordAt(text, at)) at += separatorLength(text, at, to);
  if (at >= to) return undefined;
  let end = wordEnd(text, at, to);
  if (isIdeographAt(text, at)) return { start: at, end };
  while (end + 1 < to && JOINERS[text.charCodeAt(end)] === 1 && kindAt(text, end + 1) === LETTERS)
    end = wordEnd(text, end + 1, to);
  return { start: at, end };
}

function wordEnd(text: string, at: number, to: number): number {
  const kind = kindAt(text, at);
  while (at < to && kindAt(text, at) === kind) at++;
  return at;
}

/** The number of code units of the separator at `at`: that of an escape, otherwise 1. */
function separatorLength(text: string, at: number, to: number): number {
  const form = ESCAPES[text.charCodeAt(at)];
  return (form && matchLength(form, text, at, to)) || 1;
}

/** Escapes of JSON, URLs, HTML and terminals, by their first code unit. */
const ESCAPES: Readonly<Record<number, RegExp>> = {
  [BACKSLASH]: /\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|[nrtbfv])/y,
  [PERCENT]: /%[\da-f]{2}/iy,
  [AMPERSAND]: /&(?:[a-z]{2,6}|#\d{1,5}|#x[\da-f]{1,5});/iy,
  [ESCAPE]: /\x1b\[[\d;]{0,16}[A-Za-z]/y,
};

function matchLength(form: RegExp, text: string, at: number, to: number): number {
  form.lastIndex = at;
  const length = form.exec(text)?.[0].length ?? 0;
  return at + length <= to ? length : 0;
}

/**
 * The words of a chunk or of a name, in lower case: split at joiners and `_`, before a capital after a small letter, and
 * between letters and the digits at the end.
 */
export function splitName(name: string): string[] {
  return (name.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? []).map(word =>
    word.toLowerCase(),
  );
}

/** True for digits only. */
export function isNumber(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return end > start;
}

/** The name with the number at the end of its words replaced, as patterns of names are written: `port12` is `port#`. */
export function numbered(name: string): string {
  return name.replace(/(?<=[\p{L}_.-])\d{1,4}(?!\d)/gu, '#');
}
