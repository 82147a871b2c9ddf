import { isAlphanumeric } from '../../syntax';
import { ENTRIES } from '../../knowledge';
import { secretKeys, secretWords, type SecretForm, type SecretWords } from '../../knowledge/secretWords';
import type { Key } from './key';
import { nameKeyOf, wholeNames } from './nameParts';
import { PHRASE_WORDS } from './phraseValues';
import { TOOL_WORDS } from './tools';
import { type FoundKind, isSecretClass } from '../types';

/** Settings in the knowledge base that contain a secret. */
export const SECRET_FIELDS = ENTRIES.filter(
  ({ kind, facts }) => kind === 'config-field' && facts?.['secret'] !== undefined,
);

/** Endings of setting names that mark a secret only in a `set` line. */
const SETTING_ENDS = [...secretKeys('setting-end')];
/** Settings that end like those of secrets, but hold public values. */
const PUBLIC_SETTING = /public-key$/;

let known: ReadonlyMap<string, FoundKind> | undefined;

/** The kinds of settings known by their full name; created on first use. */
function settings(): ReadonlyMap<string, FoundKind> {
  return (known ??= kindsOf('setting'));
}

/** The kind of secret or identity in the setting of this name. */
export function settingKind(name: string): FoundKind | undefined {
  return settings().get(name) ?? endingKind(name) ?? settings().get(name.replace(/\d$/, ''));
}

/** The kind of a setting whose name ends like that of a secret: `client-secret`, `login-passwd2`. */
function endingKind(name: string): FoundKind | undefined {
  const kind = nameKeyOf(name)?.kind;
  if (kind !== undefined && kind !== 'key') return kind;
  const ends = SETTING_ENDS.some(end => name === end || name.endsWith('-' + end));
  return ends && !PUBLIC_SETTING.test(name) ? 'password' : undefined;
}

/** True if only the end of its name identifies a setting as secret. */
export function isSecretSetting(name: string): boolean {
  return !settings().has(name) && endingKind(name) !== undefined;
}

/** True for a setting name with its value attached, as in a damaged copy. */
export function isGluedSetting(word: string): boolean {
  const names = [...settings().keys(), ...SETTING_ENDS, ...wholeNames()].filter(name =>
    word.startsWith(name),
  );
  const longest = Math.max(0, ...names.map(({ length }) => length));
  return longest > 0 && longest < word.length && word[longest] !== '-';
}

export function kindsOf(form: SecretForm): ReadonlyMap<string, FoundKind> {
  return new Map(
    secretWords(form).flatMap(({ holds, keys }) => keys.map(key => [key, holds as FoundKind] as const)),
  );
}

/** Forms whose keys are found word by word. */
const BY_WORD: readonly SecretForm[] = [
  'credentials',
  'pair',
  'quoted',
  'setting-end',
  'bearer',
  'sized',
  'login',
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
// Settings and cookies are recognised after any text: a pager, a terminal's time, a quoted mail.
for (const [name, holds] of secretSettings()) add('set', holds, undefined, `set ${name}`);
for (const key of secretKeys('header', 'session'))
  if (key.endsWith('cookie')) add('header', 'session', undefined, key);
for (const word of PHRASE_WORDS) add('phrase', 'password', 'word', word);
for (const word of TOOL_WORDS) add('tool', 'password', 'word', word);
for (const keys of byWord.values()) keys.sort((a, b) => b.before.length - a.before.length);

/** Settings that contain a secret, with its kind: those of the entries, and further words. */
function* secretSettings(): Generator<[name: string, holds: string]> {
  for (const { keys, facts } of SECRET_FIELDS) for (const key of keys) yield [key, facts?.['secret'] ?? ''];
  for (const [key, kind] of kindsOf('setting')) if (isSecretClass(kind)) yield [key, kind];
}

function add(form: SecretForm, holds: string, value: SecretWords['value'], written: string): void {
  const prefix = /^[^\w]/.exec(written)?.[0] ?? '';
  const suffix = /[^\w]$/.exec(written)?.[0] ?? '';
  const words = written
    .slice(prefix.length, written.length - suffix.length)
    .split(/[ ?/@-]/)
    .reverse();
  const [last = '', ...before] = words;
  const key: Key = { form, kind: holds as FoundKind, value, before, prefix, suffix };
  byWord.set(last, [...(byWord.get(last) ?? []), key]);
  filter[hashOf(last) & (FILTER - 1)] = 1;
}

/** The hash used to filter words, ignoring case; words contain letters, digits and `_`. See `addToHash`. */
function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + (word.charCodeAt(at) | 32)) | 0;
  return hash;
}

/** A quick test by hash, with false positives. */
export function mayBeKey(hash: number): boolean {
  return filter[hash & (FILTER - 1)] === 1;
}

/** The keys that end with `word`; those with more words come first. */
export function keysOf(word: string): readonly Key[] | undefined {
  return byWord.get(word.toLowerCase());
}

/** True if the other words of `key` precede its last one, which starts at `start`. */
export function isCompleteAt(text: string, from: number, start: number, end: number, key: Key): boolean {
  if (key.suffix !== '' && text[end] !== key.suffix) return false;
  let at = start;
  for (const word of key.before) {
    const gap = at - 1;
    if (gap < from || !/[\s_?/@-]/.test(text[gap] ?? '')) return false;
    at = gap - word.length;
    if (at < from || text.slice(at, gap).toLowerCase() !== word) return false;
    if (at > from && isAlphanumeric(text.charCodeAt(at - 1))) return false;
  }
  return key.prefix === '' || (at > from && text[at - 1] === key.prefix);
}
