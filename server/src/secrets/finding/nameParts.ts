import { isAlphanumeric, isDigit, isUpper, isLower } from '../../syntax';
import { secretWords, type SecretWords } from '../../knowledge/secretWords';
import type { FoundKind } from '../types';

/** The last parts of a name, and what they mean for its value. */
export interface NameKey {
  /** Undefined for a name that only ends like that of a secret. */
  readonly kind: FoundKind | undefined;
  readonly value: SecretWords['value'];
  /** The parts before the last one, nearest first. */
  readonly before: readonly string[];
  readonly last: string;
  /** Letters may precede the name without a border: `bindpassword`. */
  readonly glued: boolean;
  /** The alternative if the value does not fit: a token is six digits or a long word. */
  other?: NameKey;
}

/** Keys with the same last part; those with more parts come first. */
interface Ending {
  readonly last: string;
  readonly keys: NameKey[];
}

/** Maximum number of digits at the end of a name, `password2`; after `_` a port may follow, `APSCOOKIE_10443`. */
const MAX_NUMBER = 3;
const MAX_PORT = 10;
const MAX_EMPHASIS = 2;
const MIN_LAST = 2;
/** Number of letters at the end of a name to hash; for a shorter last part, the characters before it are included. */
const ENDING = 4;
const FILTER = 1 << 16;
const BASE = 29;

/** Keys by a hash of their last letters, longest last part first, and the set of these hashes. */
const byEnding = new Map<number, Ending[]>();
const filter = new Uint8Array(FILTER);
const all: NameKey[] = [];
/** Names with non-ASCII letters by their first such letter, with its offset in the name; the longest first. */
const byLetter = new Map<number, { readonly name: string; readonly at: number; readonly key: NameKey }[]>();

/** One code unit for each value that the hash distinguishes. */
const ALL_CHARACTERS = Array.from({ length: 32 }, (_, index) => String.fromCharCode(64 + index));

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
    let same = all.find(one => one.last === last && one.before.join() === before.join());
    while (same?.other) same = same.other;
    if (same) {
      same.other = key;
      continue;
    }
    all.push(key);
    const name = withBlanks(written.slice(glued ? 1 : 0));
    const at = name.search(/[^ -~]/);
    if (at >= 0) {
      for (const letter of new Set([name, name.toUpperCase()].map(spelling => spelling.charCodeAt(at))))
        byLetter.set(letter, [...(byLetter.get(letter) ?? []), { name, at, key }]);
      continue;
    }
    for (const ending of endingsOf(key)) {
      const hash = hashBefore(ending, ending.length);
      const endings = byEnding.get(hash) ?? [];
      byEnding.set(hash, endings);
      let same = endings.find(one => one.last === last);
      if (!same) endings.push((same = { last, keys: [] }));
      if (!same.keys.includes(key)) same.keys.push(key);
      filter[hash] = 1;
    }
  }
}
for (const names of byLetter.values()) names.sort((a, b) => b.name.length - a.name.length);
for (const endings of byEnding.values()) {
  endings.sort((a, b) => b.last.length - a.last.length);
  for (const { keys } of endings) keys.sort((a, b) => b.before.length - a.before.length);
}

/** A name with blanks between its parts: `clé pré-partagée` is `clé pré partagée`. */
function withBlanks(name: string): string {
  return name.replace(/[-_\u00a0]/g, ' ');
}

/** All endings that a key can have within the hashed length. */
function endingsOf({ last, before: [previous = ''] }: NameKey): string[] {
  if (last.length >= ENDING) return [last];
  if (last.length === ENDING - 1) return ALL_CHARACTERS.map(character => character + last);
  // Any character may precede a name with one part.
  const characters = previous === '' ? ALL_CHARACTERS : ['_', '-', '.', ' ', previous.slice(-1)];
  return characters.flatMap(character => ALL_CHARACTERS.map(any => any + character + last));
}

/** Setting names that are complete keys, with `-` between their parts. */
export function* wholeNames(): Generator<string> {
  for (const { kind, before, last } of all)
    if (kind !== undefined) yield [...before].reverse().concat(last).join('-');
}

/** The end of a name without its number. */
function withoutNumber(text: string, start: number, end: number): number {
  let at = end;
  // The end of emphasis.
  while (at > start && end - at < MAX_EMPHASIS && text.charCodeAt(at - 1) === 95) at--;
  if (at < end) return at;
  while (at > start && end - at < MAX_PORT && isDigit(text.charCodeAt(at - 1))) at--;
  if (at < end && at > start && text.charCodeAt(at - 1) === 95) return at - 1;
  return Math.max(at, end - MAX_NUMBER);
}

/** Characters that can follow a name before its value: 1 directly or after a blank, 2 only after a blank. */
const AFTER_NAME = new Uint8Array(128);
for (let code = 33; code < 127; code++)
  if (isAlphanumeric(code) || '!#$*?^~_'.includes(String.fromCharCode(code))) AFTER_NAME[code] = 2;
for (const character of '\t :=<>"\'`\\([{,|;%&-+)]}.*#~?\r\n') AFTER_NAME[character.charCodeAt(0)] = 1;
for (const character of '/@') AFTER_NAME[character.charCodeAt(0)] = 2;

const LINE_FEED = 10;

/** A quick test, run on every word: true if `[start, end)`, in a text that ends at `to`, may be a name with a value. */
export function mayEndName(text: string, start: number, end: number, to: number): boolean {
  // A value may precede a name at the end of a line.
  const follows = end < to ? text.charCodeAt(end) : LINE_FEED;
  if (follows < 128 && AFTER_NAME[follows] !== 1) return false;
  const last = text.charCodeAt(end - 1);
  const at = last <= 57 || last === 95 ? withoutNumber(text, start, end) : end;
  if (at - start < MIN_LAST || filter[hashBefore(text, at)] === 0) return false;
  if (follows !== 32) return true;
  const next = text.charCodeAt(end + 1);
  return next >= 128 || AFTER_NAME[next] !== 0;
}

/** A hash of the letters before `at`, ignoring case. */
function hashBefore(text: string, at: number): number {
  const one = text.charCodeAt(at - 1) & 31;
  const two = text.charCodeAt(at - 2) & 31;
  const three = text.charCodeAt(at - 3) & 31;
  const four = text.charCodeAt(at - 4) & 31;
  return (((one * BASE + two) * BASE + three) * BASE + four) & (FILTER - 1);
}

/**
 * The key of the name that ends with the word `[start, end)` and starts at `from` or later. Names are split at `_`, `-`,
 * `.`, blanks, and from lower case to capitals. Undefined if it is not the name of a secret or an identity.
 */
export function nameKeyAt(text: string, from: number, start: number, end: number): NameKey | undefined {
  const at = withoutNumber(text, start, end);
  for (const { last, keys } of byEnding.get(hashBefore(text, at)) ?? []) {
    const first = at - last.length;
    if (first < start || !readsAs(text, first, last)) continue;
    const key = keyOf(keys, text, from, first);
    if (key) return key.kind === undefined ? undefined : key;
  }
  return undefined;
}

/** A letter that is not a verb or particle after a name, in languages that write no blanks. */
const GOES_ON = /(?![已改變变更是为為はが는은])\p{L}/u;

/**
 * The key of the name whose first non-ASCII letter is at `at`, and the end of the name; undefined if there is none or it is
 * part of a longer word.
 */
export function nonAsciiNameAt(
  text: string,
  from: number,
  at: number,
): { readonly key: NameKey; readonly end: number } | undefined {
  for (const { name, at: offset, key } of byLetter.get(text.charCodeAt(at)) ?? []) {
    const start = at - offset;
    const end = start + name.length;
    if (start < from || withBlanks(text.slice(start, end).toLowerCase()) !== name) continue;
    if (!GOES_ON.test(text[end] ?? '') && (key.glued || isBorder(text, from, start))) return { key, end };
  }
  return undefined;
}

/** The first key whose other parts precede the last one, which starts at `start`. */
function keyOf(keys: readonly NameKey[], text: string, from: number, start: number): NameKey | undefined {
  const previousEnd = start > from && isSeparator(text.charCodeAt(start - 1)) ? start - 1 : start;
  const letter = text.charCodeAt(previousEnd - 1) | 32;
  for (const key of keys) {
    const [previous] = key.before;
    if (previous !== undefined && previous.charCodeAt(previous.length - 1) !== letter) continue;
    if (matches(text, from, start, key)) return key;
  }
  return undefined;
}

/** Compares ignoring case; `word` contains lower-case letters and digits only. */
function readsAs(text: string, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++)
    if ((text.charCodeAt(at + index) | 32) !== word.charCodeAt(index)) return false;
  return true;
}

/** The key of a setting or field with this name. */
export function nameKeyOf(name: string): NameKey | undefined {
  const letter = name.search(/[^ -~]/);
  const found = letter < 0 ? undefined : nonAsciiNameAt(name, 0, letter);
  if (found?.end === name.length) return found.key;
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

/** True for `_`, `-`, `.` and blanks. */
function isSeparator(code: number): boolean {
  return code === 95 || code === 45 || code === 46 || code === 32 || code === 0xa0;
}

/** True if a part of a name starts at `at`. */
function isBorder(text: string, from: number, at: number): boolean {
  if (at === from) return true;
  const before = text.charCodeAt(at - 1);
  if (!isAlphanumeric(before) || isDigit(before)) return true;
  if (!isUpper(text.charCodeAt(at))) return false;
  return !isUpper(before) || isLower(text.charCodeAt(at + 1));
}
