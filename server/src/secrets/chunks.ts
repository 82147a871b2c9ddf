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

/**
 * The first chunk of `[at, to)`; undefined if there is none. Escapes of JSON, URLs and HTML are what they decode to: a part of a
 * word, or a separator; those of terminals separate.
 */
export function chunkFrom(text: string, at: number, to: number): Chunk | undefined {
  while (at < to && !beginsWord(text, at, to)) at += separatorLength(text, at, to);
  if (at >= to) return undefined;
  let end = wordEnd(text, at, to);
  if (isIdeographAt(text, at)) return { start: at, end };
  while (end + 1 < to && JOINERS[text.charCodeAt(end)] === 1 && isLetterAt(text, end + 1, to))
    end = wordEnd(text, end + 1, to);
  return { start: at, end };
}

function isLetterAt(text: string, at: number, to: number): boolean {
  return kindAt(text, at) === LETTERS || escapedLength(text, at, to) > 0;
}

function beginsWord(text: string, at: number, to: number): boolean {
  return isWordAt(text, at) || escapedLength(text, at, to) > 0;
}

function wordEnd(text: string, at: number, to: number): number {
  const kind = isIdeographAt(text, at) ? IDEOGRAPHS : LETTERS;
  while (at < to) {
    const length = kindAt(text, at) === kind ? 1 : kind === LETTERS ? escapedLength(text, at, to) : 0;
    if (length === 0) break;
    at += length;
  }
  return at;
}

/** The number of code units of the separator at `at`: that of an escape, otherwise 1. */
function separatorLength(text: string, at: number, to: number): number {
  const form = ESCAPES[text.charCodeAt(at)];
  return (form && matchOf(form, text, at, to).length) || 1;
}

/** Escapes of JSON, URLs, HTML and terminals, by their first code unit; bytes of UTF-8 together. */
const ESCAPES: Readonly<Record<number, RegExp>> = {
  [BACKSLASH]: /\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|[nrtbfv])/y,
  [PERCENT]:
    /%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[\da-f](?:%[89ab][\da-f]){3}|%[\da-f]{2}/iy,
  [AMPERSAND]: /&(?:[a-z]{2,6}|#\d{1,5}|#x[\da-f]{1,5});/iy,
  [ESCAPE]: /\x1b\[[\d;]{0,16}[A-Za-z]/y,
};

function matchOf(form: RegExp, text: string, at: number, to: number): string {
  form.lastIndex = at;
  const found = form.exec(text)?.[0] ?? '';
  return at + found.length <= to ? found : '';
}

/** The number of code units of the escape at `at` if it is a part of a word; otherwise 0. */
function escapedLength(text: string, at: number, to: number): number {
  const code = text.charCodeAt(at);
  const form = code === ESCAPE ? undefined : ESCAPES[code];
  if (!form) return 0;
  const found = matchOf(form, text, at, to);
  return found !== '' && IS_WORD.test(decoded(found)) ? found.length : 0;
}

const LETTER_ENTITY = /^&([a-z])(?:uml|acute|grave|circ|tilde|cedil|ring|slash|caron|lig);$/i;

/** What an escape stands for; nothing for what is no character of a word. */
function decoded(escape: string): string {
  if (escape.startsWith('%')) {
    try {
      return decodeURIComponent(escape);
    } catch {
      // A byte of another encoding, most often a letter.
      return /^%[c-f]/i.test(escape) ? '\u00e9' : '';
    }
  }
  const entity = LETTER_ENTITY.exec(escape)?.[1];
  if (entity !== undefined) return entity;
  const [, hex = '', digits = ''] = /^(?:\\[ux]|&#x)([\da-f]+)|^&#(\d+)/i.exec(escape) ?? [];
  if (hex === '' && digits === '') return '';
  return String.fromCharCode(hex === '' ? Number(digits) : parseInt(hex, 16));
}

const HAS_ESCAPE = /[\\%&]/;
const ANY_ESCAPE =
  /\\u[\da-f]{4}|\\x[\da-f]{2}|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[\da-f](?:%[89ab][\da-f]){3}|%[\da-f]{2}|&[a-z#][\da-z]{1,6};/gi;

/** A chunk as it is read: its escapes are replaced by what they stand for. */
export function readable(chunk: string): string {
  return HAS_ESCAPE.test(chunk) ? chunk.replace(ANY_ESCAPE, decoded) : chunk;
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
