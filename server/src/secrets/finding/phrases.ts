import { secretWords } from '../../knowledge/secretWords';
import { isVocabulary } from '../vocabulary';
import type { FoundKind } from '../types';
import { isMixed, isName, NO_PASSWORD } from './looks';
import { isPublicHost } from './shapes';

/** A value in a phrase. */
export interface Spoken {
  readonly kind: FoundKind;
  readonly start: number;
  readonly end: number;
}

/** How a value must look: any word, the last word of its line, one that is no plain word, one that reads like a password. */
type Look = 'word' | 'last' | 'name' | 'mixed';

interface Phrase {
  /** The kind of value that a text which begins so must have. */
  readonly holds: string;
  readonly form: RegExp;
  readonly values: readonly { readonly kind: string; readonly look: Look }[];
}

/** How much of a line is compared with a phrase, in UTF-16 code units. */
const MAX_PHRASE = 320;
const MIN_PASSWORD = 4;
const KINDS: ReadonlySet<string> = new Set(['user', 'group', 'server', 'host', 'name', 'password']);
const SLOT = /<(\w+)(?::(\w+))?>|[.*+?^${}()|[\]\\]/g;

/** The phrases by their first word, in lower case. */
const byWord = new Map<string, Phrase[]>();

for (const { holds, keys } of secretWords('phrase')) {
  for (const key of keys) {
    const values: { kind: string; look: Look }[] = [];
    const form = key.replace(SLOT, (sign, kind?: string, look = 'word') => {
      if (kind === undefined) return '\\' + sign;
      values.push({ kind, look: look as Look });
      if (kind === 'dn') return '(.{1,128}?)';
      return kind === 'password' ? '(\\S{1,128}?)' : `([^\\s"']{1,128}?)`;
    });
    const ends = /\w>$/.test(key) ? '(?=[,;.)\\]]?(?:[\\s<"\\\\]|$))' : '';
    const phrase = { form: new RegExp(`^${anyCase(form)}${ends}`, 'd'), values, holds };
    const word = firstWordOf(key);
    byWord.set(word, [...(byWord.get(word) ?? []), phrase]);
  }
}

/** A form whose first letter may be a capital or not: a sentence begins with one. */
function anyCase(form: string): string {
  return form.replace(/^[A-Za-z]/, letter => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

function firstWordOf(key: string): string {
  return (/^\w+/.exec(key)?.[0] ?? '').toLowerCase();
}

/** The first words of the phrases. */
export const PHRASE_WORDS: readonly string[] = [...byWord.keys()];

/** The values of the phrase whose first word is `[start, end)`, with offsets of the text; none for a text that only begins like one. */
export function spokenValues(text: string, start: number, end: number, to: number): readonly Spoken[] {
  const said = text.slice(start, Math.min(to, start + MAX_PHRASE));
  for (const { form, values, holds } of byWord.get(text.slice(start, end).toLowerCase()) ?? []) {
    const match = form.exec(said);
    const places = match?.indices;
    if (!match || !places) continue;
    const found = values.flatMap(({ kind, look }, index): Spoken[] => {
      const place = places[index + 1];
      return place && KINDS.has(kind) && isValue(match[index + 1] ?? '', kind, look, said.slice(place[1]))
        ? [{ kind: kind as FoundKind, start: start + place[0], end: start + place[1] }]
        : [];
    });
    // A name alone is hardly one: the word after it would be the password.
    if (found.some(({ kind }) => kind === holds)) return found;
  }
  return [];
}

/** With a digit, punctuation or a capital in it: other words continue a sentence. */
const NO_PLAIN_WORD = /[\d._@\\-]|.[A-Z]/;

function isValue(value: string, kind: string, look: Look, rest: string): boolean {
  if (kind !== 'password')
    return (
      isName(value) &&
      !isPublicHost(value) &&
      !NO_PASSWORD.has(value.toLowerCase()) &&
      !(look !== 'word' && isVocabulary(value)) &&
      (look !== 'name' || NO_PLAIN_WORD.test(value)) &&
      (look !== 'last' || isEnd(rest))
    );
  if (value.length < MIN_PASSWORD || NO_PASSWORD.has(value.toLowerCase())) return false;
  if (look === 'mixed') return isMixed(value);
  return look === 'word' || isEnd(rest) || isMixed(value);
}

function isEnd(rest: string): boolean {
  return /^["'\s]*(?:[\r\n]|$)/.test(rest);
}
