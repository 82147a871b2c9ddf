import { secretWords, type SecretWords } from '../knowledge/secretWords';
import { isAlphanumeric, isDigit, isUpper } from './shapes';
import type { FoundKind } from './types';

/** What the last parts of a name say of its value. */
export interface NameKey {
  /** Undefined for a name that only ends as those of secrets do. */
  readonly kind: FoundKind | undefined;
  readonly value: SecretWords['value'];
  /** The parts before the last one, nearest first. */
  readonly before: readonly string[];
  readonly last: string;
  /** Whether the name can go on before it without a border: `bindpassword`. */
  readonly glued: boolean;
}

/** A name has at most so many digits at its end: `password2`; behind `_` as many as a port has: `APSCOOKIE_10443`. */
const MAX_NUMBER = 2;
const MAX_PORT = 10;
const MIN_LAST = 2;
const FILTER = 4096;

/** The keys by a hash of their last three letters: longer names first. */
const byEnding: (NameKey[] | undefined)[] = Array.from({ length: FILTER });

for (const { holds, value, keys } of secretWords('name')) {
  for (const written of keys) {
    const glued = written.startsWith('*');
    const [last = '', ...before] = written
      .slice(glued ? 1 : 0)
      .split(' ')
      .reverse();
    const key: NameKey = {
      kind: holds === 'nothing' ? undefined : (holds as FoundKind),
      value,
      before,
      last,
      glued,
    };
    for (const ending of endingsOf(key)) (byEnding[hashBefore(ending, ending.length)] ??= []).push(key);
  }
}
const lengthOf = ({ before, last }: NameKey): number => before.join('').length + last.length;
for (const keys of byEnding) keys?.sort((a, b) => lengthOf(b) - lengthOf(a));

/** What the texts end with that end with a key: a part of two letters has the sign or the letter before it, too. */
function endingsOf({ last, before: [previous = ''] }: NameKey): string[] {
  if (last.length > MIN_LAST) return [last];
  const signs = ['_', '-', '.', ' ', '\u00a0', previous.slice(-1)];
  return signs.map(sign => sign + last);
}

/** The names of settings that are a key as they stand, with `-` between their parts. */
export function* wholeNames(): Generator<string> {
  for (const keys of byEnding)
    for (const { kind, before, last } of keys ?? [])
      if (kind !== undefined) yield [...before].reverse().concat(last).join('-');
}

/** Where a name that ends at `end` ends without its number. */
function withoutNumber(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && end - at < MAX_PORT && isDigit(text.charCodeAt(at - 1))) at--;
  if (at < end && at > start && text.charCodeAt(at - 1) === 95) return at - 1;
  return Math.max(at, end - MAX_NUMBER);
}

/** What can follow a name that a value follows: 1 at once and behind a blank, 2 behind a blank only. */
const FOLLOWS = new Uint8Array(128);
for (let code = 33; code < 127; code++)
  if (isAlphanumeric(code) || '!#$*?^~_'.includes(String.fromCharCode(code))) FOLLOWS[code] = 2;
for (const sign of '\t :=>"\'`\\([{,|;%&-') FOLLOWS[sign.charCodeAt(0)] = 1;

/** Whether the word `[start, end)` of a text that ends at `to` may end a name with a value: a test for millions of words. */
export function mayEndName(text: string, start: number, end: number, to: number): boolean {
  if (end >= to) return false;
  const follows = text.charCodeAt(end);
  if (follows < 128 && FOLLOWS[follows] !== 1) return false;
  const last = text.charCodeAt(end - 1);
  const at = last <= 57 ? withoutNumber(text, start, end) : end;
  if (at - start < MIN_LAST || byEnding[hashBefore(text, at)] === undefined) return false;
  if (follows !== 32) return true;
  const next = text.charCodeAt(end + 1);
  return next >= 128 || FOLLOWS[next] !== 0;
}

/** A hash of the three letters before `at`, whatever their case. */
function hashBefore(text: string, at: number): number {
  const one = text.charCodeAt(at - 1) & 31;
  const two = text.charCodeAt(at - 2) & 31;
  return ((one << 7) ^ (two << 4) ^ (text.charCodeAt(at - 3) & 31)) & (FILTER - 1);
}

/**
 * What the name says that ends with the word `[start, end)`, and that begins at `from` or later. Names are split at `_`,
 * `-`, `.`, a blank, and where small letters become capitals. Undefined for a name of no secret.
 */
export function nameKeyAt(text: string, from: number, start: number, end: number): NameKey | undefined {
  const at = withoutNumber(text, start, end);
  for (const key of byEnding[hashBefore(text, at)] ?? []) {
    const first = at - key.last.length;
    if (first < start || !readsAs(text, first, key.last) || !matches(text, from, first, key)) continue;
    return key.kind === undefined ? undefined : key;
  }
  return undefined;
}

/** Whether `word`, which has small letters and digits, is at `at`, in any case. */
function readsAs(text: string, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++)
    if ((text.charCodeAt(at + index) | 32) !== word.charCodeAt(index)) return false;
  return true;
}

/** What the setting or field of this name holds. */
export function nameKeyOf(name: string): NameKey | undefined {
  let start = name.length;
  while (start > 0 && (isAlphanumeric(name.charCodeAt(start - 1)) || name[start - 1] === '_')) start--;
  return nameKeyAt(name, 0, start, name.length);
}

function matches(text: string, from: number, start: number, { before, glued }: NameKey): boolean {
  let at = start;
  for (const part of before) {
    if (at > from && isSeparator(text.charCodeAt(at - 1))) at--;
    const first = at - part.length;
    if (first < from || !readsAs(text, first, part)) return false;
    at = first;
  }
  return glued || isBorder(text, from, at);
}

/** `_ - .` and blanks. */
function isSeparator(code: number): boolean {
  return code === 95 || code === 45 || code === 46 || code === 32 || code === 0xa0;
}

/** Whether a part of a name begins at `at`. */
function isBorder(text: string, from: number, at: number): boolean {
  if (at === from) return true;
  const before = text.charCodeAt(at - 1);
  if (!isAlphanumeric(before) || isDigit(before)) return true;
  if (!isUpper(text.charCodeAt(at))) return false;
  return !isUpper(before) || isLower(text.charCodeAt(at + 1));
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}
