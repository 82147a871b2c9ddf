import { min } from '../integers';
import { type SecretForm, secretKeys, secretWords } from '../knowledge/secretWords';
import { splitName } from './chunks';
import table, { type Ending, type Name } from './secretNames.table';
import { type FoundKind, isSecretClass } from './types';

export type { Name };

/** How sure a name says that a secret follows. `general` is a word such as code or token: most often it is none. */
export type SecretName = 'sure' | 'general' | undefined;

/** Shapes of values that any password can have. */
const ANY_SHAPE: ReadonlySet<string | undefined> = new Set([undefined, 'word', 'token', 'cookie']);
const NO_NAMES: readonly Name[] = [];
const NUMBER = /^\d+$/;

/** A name has at most this many words. */
export const MAX_WORDS = 6;

/** The names by their last word. */
const byLast: ReadonlyMap<string, readonly Ending[]> = new Map(table.byLast);
/** Names that can end a longer word: `bindpassword`. */
const glued: ReadonlyMap<string, readonly Name[]> = new Map(table.glued);
/** Names in languages without blanks. */
const { inScript } = table;
const numeric: ReadonlySet<string> = new Set(table.numeric);

/** What the last of some words means, in lower case and in order, as the end of a name. A number at the end counts not. */
export function namesOf(words: readonly string[]): readonly Name[] {
  const at = lastWord(words);
  const last = words[at] ?? '';
  const ending = byLast
    .get(last)
    ?.find(({ before }) => before.every((word, index) => words[at - 1 - index] === word));
  return ending?.names ?? gluedTo(last) ?? NO_NAMES;
}

/** What the end of a written name means: `ClientSecret`. */
export function namesEnding(written: string): readonly Name[] {
  return namesOf(splitName(written));
}

/** A quick test: true if the last of some words can be the end of a name. */
export function mayEndName(words: readonly string[]): boolean {
  const last = words[lastWord(words)] ?? '';
  return byLast.has(last) || gluedTo(last) !== undefined;
}

/** The index of the last word before a number. */
function lastWord(words: readonly string[]): number {
  let at = words.length - 1;
  while (at > 0 && NUMBER.test(words[at] ?? '')) at--;
  return at;
}

/** The names that a longer word ends with. */
function gluedTo(word: string): readonly Name[] | undefined {
  for (const [end, names] of glued) if (word.length > end.length && word.endsWith(end)) return names;
  return undefined;
}

/** The name of a secret that the last of some words completes, if it is one. */
export function secretNameOf(words: readonly string[]): SecretName {
  const secrets = namesOf(words).filter(({ kind }) => isSecretClass(kind));
  if (secrets.length === 0) return undefined;
  return secrets.some(({ value }) => ANY_SHAPE.has(value)) ? 'sure' : 'general';
}

/** Whether a run of ideographs holds the name of a secret. */
export function secretNameIn(run: string): SecretName {
  return inScript.some(({ written, name }) => isSecretClass(name.kind) && run.includes(written))
    ? 'sure'
    : undefined;
}

/** True for the name of a number that reveals nothing, however long it is: `bytes`, `duration`. */
export function isNumeric(word: string): boolean {
  return numeric.has(word);
}

const ELEMENTS: ReadonlyMap<string, readonly Name[]> = new Map(
  secretWords('element').flatMap(({ holds, value, keys }) =>
    keys.map(key => [key, [{ isReported: true, kind: holds as FoundKind, value }]] as const),
  ),
);

/** What the name of an element means, without the prefix of its namespace. */
export function elementNames(name: string): readonly Name[] {
  return ELEMENTS.get(name.toLowerCase()) ?? namesOf(splitName(name).slice(-MAX_WORDS));
}

const NO_PASSWORD = secretKeys('no-value', 'password');
const NO_NAME = secretKeys('no-value', 'user');

/** True for what stands in the place of a secret, but is none: `none`, `failed`. */
export function isNoSecret(word: string): boolean {
  return NO_PASSWORD.has(word.toLowerCase());
}

/** True for what stands in the place of a name, but names nobody: `any`, `root`. */
export function isNoName(word: string): boolean {
  return NO_NAME.has(word.toLowerCase());
}

export function kindsOf(form: SecretForm): ReadonlyMap<string, FoundKind> {
  return new Map(
    secretWords(form).flatMap(({ holds, keys }) => keys.map(key => [key, holds as FoundKind] as const)),
  );
}

const SETTINGS = kindsOf('setting');
/** Endings of setting names that mark a secret only in a `set` line. */
const SETTING_ENDS = [...secretKeys('setting-end')];
/** Settings that end like those of secrets, but hold public values. */
const PUBLIC_SETTING = /public-key$/;

/** The kind of secret or identity in the setting of this name. */
export function settingKind(name: string): FoundKind | undefined {
  return SETTINGS.get(name) ?? endingKind(name) ?? SETTINGS.get(name.replace(/\d$/, ''));
}

/** The kind of a setting whose name ends like that of a secret: `client-secret`, `login-passwd2`. */
function endingKind(name: string): FoundKind | undefined {
  const kind = namesEnding(name)[0]?.kind;
  if (kind !== undefined && kind !== 'key') return kind;
  const ends = SETTING_ENDS.some(end => name === end || name.endsWith('-' + end));
  return ends && !PUBLIC_SETTING.test(name) ? 'password' : undefined;
}

/** True if only the end of its name identifies a setting as secret. */
export function isSecretSetting(name: string): boolean {
  return !SETTINGS.has(name) && endingKind(name) !== undefined;
}

/** The names of settings, also of those that end like the name of a secret; a short one begins other words, too. */
const GLUED = [...SETTINGS.keys(), ...SETTING_ENDS, ...[...glued.keys()].filter(({ length }) => length > 5)];

/** True for a setting name with its value attached, as in a damaged copy. */
export function isGluedSetting(word: string): boolean {
  const longest = Math.max(0, ...GLUED.filter(name => word.startsWith(name)).map(({ length }) => length));
  return longest > 0 && longest < word.length && word[longest] !== '-';
}

/** What stands between a name and its value: of pairs, of tables, of sentences; with quotes around both. */
const SEPARATOR =
  /["'”’»`\])*}>_]{0,3}[ \t\u00a0]{0,40}(?:(?:(?::=|[=:]{1,3}>?|[-=~]{1,3}>|→|⇒|：|＝|\||<(?!\/)|,|;|~|–|—|-{1,2}|\.{2,}|…|#|\\[nrt]|%[0-9A-F]{2}|&[a-z]{2,5};|(?<=[ \t\u00a0"'])(?:is|was|are|ist|war|lautet|est|es|era|è|é|jest|är|er|on|to|auf|as)(?=[ \t\u00a0:"']))[ \t\u00a0]{0,40}){1,3}|(?<=\t| {2}|\w>)|(?=["'“„«`([{]|<(?!\/)))["'“„«`[({<\\]{0,4}/y;

/** Where the value of a name begins that ends at `end`, after any separator; -1 if none follows. */
export function valueStart(text: string, end: number, to: number): number {
  SEPARATOR.lastIndex = end;
  const length = SEPARATOR.exec(text)?.[0].length ?? 0;
  return length > 0 && end + length < to ? end + length : -1;
}

const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '„': '“',
  '«': '»',
  '(': ')',
  '[': ']',
  '{': '}',
  '<': '>',
};
const MAX_VALUE = 1 << 12;

/** The end of the value that begins at `start`: that of its quotes, or of a word. */
export function valueEnd(text: string, start: number, to: number): number {
  const closing = CLOSING[text[start - 1] ?? ''];
  const last = min(to, start + MAX_VALUE);
  for (let at = start; at < last && closing !== undefined; at++) if (text[at] === closing) return at;
  let end = start;
  while (end < last && !endsAt(text.charCodeAt(end))) end++;
  return end;
}

const ENDS = new Uint8Array(128);
for (const character of '\t\n\v\f\r "\',;|&<>)]}') ENDS[character.charCodeAt(0)] = 1;

/** True for white space, quotes, brackets and what separates pairs. */
function endsAt(code: number): boolean {
  return code < 128
    ? ENDS[code] === 1
    : code === 0xa0 || code === 0x201c || code === 0x201d || code === 0xbb || code === 0xfeff;
}
