import languages from '../knowledge/data/vocabulary/names.json';
import { type SecretForm, type SecretWords, secretWords } from '../knowledge/secretWords';
import { splitName } from './chunks';
import type { FoundKind } from './types';

/** What a name says about its value. */
export interface Name {
  /** True for a name that is sure enough for a problem; the others count only in copies. */
  readonly isReported: boolean;
  readonly kind: FoundKind;
  /** The shape of the value; undefined for any word. */
  readonly value: SecretWords['value'];
}

/** The names with the same last word: the words before it, nearest first, and what they mean. */
export interface Ending {
  readonly before: readonly string[];
  /** Empty for a name that only ends like that of a secret. */
  readonly names: Name[];
}

/** Names of secrets in a language, with commas between them; a weak one is also a word of ordinary lines. */
interface Language {
  readonly language: string;
  readonly names: string;
  readonly weak?: string;
}

const LANGUAGES: readonly Language[] = languages;
const FORMS: readonly SecretForm[] = ['sized', 'name', 'pair', 'credentials', 'setting-end'];
const IDEOGRAPH = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u;
/** Names of values in addresses, which are other words elsewhere: `?code`, `saml?`. */
const IN_ADDRESS = /[?&("[]|=$|^ /;
const HANGUL = /\p{sc=Hang}/u;
const NUMBER = /^\d+$/;

/** The names of secrets by their last words. Bundles hold the result. */
export default namesTable();

function namesTable(): {
  readonly byLast: readonly (readonly [last: string, endings: readonly Ending[]])[];
  /** Names that can end a longer word: `bindpassword`. */
  readonly glued: readonly (readonly [end: string, names: readonly Name[]])[];
  /** Names in languages without blanks. */
  readonly inScript: readonly { readonly written: string; readonly name: Name }[];
  readonly numeric: readonly string[];
} {
  const byLast = new Map<string, Ending[]>();
  const glued = new Map<string, Name[]>();
  const inScript: { readonly written: string; readonly name: Name }[] = [];

  const add = (written: string, name: Name | undefined): void => {
    if (name && IDEOGRAPH.test(written)) inScript.push({ written, name });
    const [last = '', ...before] = splitName(written).reverse();
    // One letter is a name in a language of syllables only.
    if ((last.length < 2 && before.length === 0 && !HANGUL.test(last)) || NUMBER.test(last)) return;
    const endings = byLast.get(last) ?? [];
    byLast.set(last, endings);
    let ending = endings.find(one => one.before.join() === before.join());
    if (!ending) endings.push((ending = { before, names: [] }));
    if (!name) return;
    ending.names.push(name);
    if (written.startsWith('*') && before.length === 0) glued.set(last, [...(glued.get(last) ?? []), name]);
  };
  for (const form of FORMS)
    for (const { holds, value, keys } of secretWords(form)) {
      const shape = form === 'credentials' ? 'mixed' : value;
      const name =
        holds === 'nothing' ? undefined : { isReported: true, kind: holds as FoundKind, value: shape };
      for (const key of keys) if (!IN_ADDRESS.test(key)) add(key, name);
    }
  for (const { names, weak } of LANGUAGES.filter(({ language }) => language !== 'numeric')) {
    for (const name of names.split(', ')) add(name, { isReported: false, kind: 'password', value: 'word' });
    for (const name of weak?.split(', ') ?? [])
      add(name, { isReported: false, kind: 'password', value: 'keyword' });
  }
  for (const endings of byLast.values()) {
    endings.sort((a, b) => b.before.length - a.before.length);
    for (const ending of endings.toReversed()) ending.names.push(...reportedOf(ending, endings));
  }
  const numeric = LANGUAGES.filter(({ language }) => language === 'numeric');
  return {
    byLast: [...byLast],
    glued: [...glued],
    inScript,
    numeric: numeric.flatMap(({ names }) => names.split(', ')),
  };
}

/** What a shorter name reports, if a longer one counts only in copies: `radius secret` is a secret, too. */
function reportedOf({ before, names }: Ending, endings: readonly Ending[]): readonly Name[] {
  if (names.length === 0 || names.some(({ isReported }) => isReported)) return [];
  const shorter = endings.find(
    other => other.before.length < before.length && other.before.every((word, at) => word === before[at]),
  );
  return shorter?.names.filter(({ isReported }) => isReported) ?? [];
}
