import { isAlphanumeric } from '../../syntax';
import { ENTRIES } from '../../knowledge';
import { secretKeys, secretWords, type SecretForm, type SecretWords } from '../../knowledge/secretWords';
import type { Key } from './key';
import { nameKeyOf, wholeNames } from './nameParts';
import { PHRASE_WORDS } from './phraseValues';
import { TOOL_WORDS } from './tools';
import { type FoundKind, isSecretClass } from '../types';

/** The settings that the knowledge explains and that hold a secret. */
export const SECRET_FIELDS = ENTRIES.filter(
  ({ kind, facts }) => kind === 'config-field' && facts?.['secret'] !== undefined,
);

/** The last part of a setting that holds a secret only because it is set. */
const SETTING_ENDS = [...secretKeys('setting-end')];
/** Settings that end as those of secrets do, and hold what everybody may know. */
const PUBLIC_SETTING = /public-key$/;

let known: ReadonlyMap<string, FoundKind> | undefined;

/** The kinds of the settings that are known by their whole name; made on first use. */
function settings(): ReadonlyMap<string, FoundKind> {
  return (known ??= kindsOf('setting'));
}

/** The kind of secret or identity that the setting of this name holds. */
export function settingKind(name: string): FoundKind | undefined {
  return settings().get(name) ?? endingKind(name) ?? settings().get(name.replace(/\d$/, ''));
}

/** The kind of a setting whose name ends like the name of a secret: `client-secret`, `login-passwd2`. */
function endingKind(name: string): FoundKind | undefined {
  const kind = nameKeyOf(name)?.kind;
  if (kind !== undefined && kind !== 'key') return kind;
  const ends = SETTING_ENDS.some(end => name === end || name.endsWith('-' + end));
  return ends && !PUBLIC_SETTING.test(name) ? 'password' : undefined;
}

/** True if only the end of its name shows that a setting is secret. */
export function isSecretSetting(name: string): boolean {
  return !settings().has(name) && endingKind(name) !== undefined;
}

/** True for the name of a setting with its value attached, as in a copy that lost characters. */
export function isGluedSetting(word: string): boolean {
  const names = [...settings().keys(), ...SETTING_ENDS, ...wholeNames()].filter(name =>
    word.startsWith(name),
  );
  const longest = Math.max(0, ...names.map(({ length }) => length));
  return longest > 0 && longest < word.length && word[longest] !== '-';
}

/** The kinds of the keys of one form. */
export function kindsOf(form: SecretForm): ReadonlyMap<string, FoundKind> {
  return new Map(
    secretWords(form).flatMap(({ holds, keys }) => keys.map(key => [key, holds as FoundKind] as const)),
  );
}

/** Forms whose keys are found word by word. */
const BY_WORD: readonly SecretForm[] = [
  'pair',
  'quoted',
  'setting-end',
  'bearer',
  'sized',
  'login',
  'credentials',
  'element',
  'rdn',
  'path',
  'scheme',
];
const FILTER = 1 << 14;

const byWord = new Map<string, Key[]>();
const filter = new Uint8Array(FILTER);

for (const form of BY_WORD) {
  for (const { holds, value, keys } of secretWords(form))
    for (const key of keys) add(form, holds, value, key);
}
// A setting and a cookie are known after any text: a pager, the time of a terminal, the quote of a mail.
for (const [name, holds] of secretSettings()) add('set', holds, undefined, `set ${name}`);
for (const key of secretKeys('header', 'session'))
  if (key.endsWith('cookie')) add('header', 'session', undefined, key);
for (const word of PHRASE_WORDS) add('phrase', 'password', 'word', word);
for (const word of TOOL_WORDS) add('tool', 'password', 'word', word);
for (const keys of byWord.values()) keys.sort((a, b) => b.before.length - a.before.length);

/** The settings that hold a secret, and which: those of the entries, and further words. */
function* secretSettings(): Generator<[name: string, holds: string]> {
  for (const { keys, facts } of SECRET_FIELDS) for (const key of keys) yield [key, facts?.['secret'] ?? ''];
  for (const [key, kind] of kindsOf('setting')) if (isSecretClass(kind)) yield [key, kind];
}

function add(form: SecretForm, holds: string, value: SecretWords['value'], written: string): void {
  const prefix = /^[^\w]/.exec(written)?.[0] ?? '';
  const suffix = /[^\w]$/.exec(written)?.[0] ?? '';
  const words = written
    .slice(prefix.length, written.length - suffix.length)
    .split(/[ ?-]/)
    .reverse();
  const [last = '', ...before] = words;
  const key: Key = { form, kind: holds as FoundKind, value, before, prefix, suffix };
  byWord.set(last, [...(byWord.get(last) ?? []), key]);
  filter[hashOf(last) & (FILTER - 1)] = 1;
}

/** The hash by which words are sifted: of letters without case, digits and `_`, each added by `addToHash`. */
function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + (word.charCodeAt(at) | 32)) | 0;
  return hash;
}

/** A quick test by hash; it can be true for other words, too. */
export function mayBeKey(hash: number): boolean {
  return filter[hash & (FILTER - 1)] === 1;
}

/** The keys that end with `word`, those of more words first. */
export function keysOf(word: string): readonly Key[] | undefined {
  return byWord.get(word.toLowerCase());
}

/** Returns whether the other words of `key` are before its last one, which begins at `start`. */
export function standsAt(text: string, from: number, start: number, end: number, key: Key): boolean {
  if (key.suffix !== '' && text[end] !== key.suffix) return false;
  let at = start;
  for (const word of key.before) {
    const gap = at - 1;
    if (gap < from || !/[\s_?-]/.test(text[gap] ?? '')) return false;
    at = gap - word.length;
    if (at < from || text.slice(at, gap).toLowerCase() !== word) return false;
    if (at > from && isAlphanumeric(text.charCodeAt(at - 1))) return false;
  }
  return key.prefix === '' || (at > from && text[at - 1] === key.prefix);
}
