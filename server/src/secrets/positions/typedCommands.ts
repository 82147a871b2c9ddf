import { min } from '../../integers';
import { ENTRIES, type Entry, matchCommand } from '../../knowledge';
import { commandMatcher } from '../../knowledge/commands';
import { secretKeys } from '../../knowledge/secretWords';
import type { Span } from '../../syntax';
import { isSecretClass, type FoundKind } from '../types';
import { kindsOf } from '../secretNames';
import { isNameOf } from './looks';

/** A word of a command, including escaped characters; an option with a value in quotes is one word. */
const WORD = /(?:--?[\w-]+=)?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?:\\.|[^\s\\])+/g;
/** A command that takes a secret has at least this many words. */
const MIN_WORDS = 3;
const MAX_LENGTH = 600;

const ARGUMENTS = kindsOf('argument');
const OPTIONS = kindsOf('option');

const KEYS = [...secretKeys('command'), ...explainedCommands()];

/** Used if `matchCommand` finds no such argument: commands with a secret, followed by any words. */
const matchSecretCommand = commandMatcher(
  [...KEYS, ...KEYS.flatMap(cutKeys)].map((key): Entry => ({
    id: key,
    kind: 'command',
    keys: [`${key} [<rest>]...`],
    title: '',
    meaning: [],
  })),
);

/** Patterns of commands in the knowledge base that take a secret or an identity. */
function explainedCommands(): string[] {
  const patterns = ENTRIES.filter(({ kind }) => kind === 'command').flatMap(({ keys }) => keys);
  return patterns.filter(key =>
    [...key.matchAll(/<([^>]*)>/g)].some(([, what]) => ARGUMENTS.has(what ?? '')),
  );
}

/** The pattern cut after each secret but one at its end: the rest may be in the next line. */
function cutKeys(key: string): string[] {
  const ends = [...key.matchAll(/<([^>]*)>/g)].flatMap(({ index, 0: hole, 1: what = '' }) =>
    isSecretClass(ARGUMENTS.get(what) ?? '') ? [index + hole.length] : [],
  );
  return ends.filter(end => end < key.length).map(end => key.slice(0, end));
}

export interface TypedValue extends Span {
  readonly kind: FoundKind;
}

/** The sensitive values in a command that a user typed. */
export function typedValues(text: string, { start, end }: Span): TypedValue[] {
  return valuesOf(text.slice(start, min(end, start + MAX_LENGTH))).map(value => ({
    ...value,
    start: value.start + start,
    end: value.end + start,
  }));
}

function valuesOf(command: string): TypedValue[] {
  const words = [...command.matchAll(WORD)];
  if (words.length < MIN_WORDS) return [];
  const typed = words.map(([word]) => word);
  const fills = fillsOf(typed);
  return words.flatMap(({ 0: word, index: at }, index): TypedValue[] => {
    const [option = '', name = ''] = OPTION.exec(word) ?? [];
    const kind = ARGUMENTS.get(fills[index] ?? '') ?? OPTIONS.get(name || (typed[index - 1] ?? ''));
    if (!kind) return [];
    const { start, end } = valueIn(word, kind, OPTIONS.has(name) ? option.length : 0);
    return end > start && isValue(kind, word.slice(start, end))
      ? [{ kind, start: at + start, end: at + end }]
      : [];
  });
}

/** The value in a word, without its option name and quotes; for a code, only its digits. */
function valueIn(word: string, kind: FoundKind, option: number): Span {
  const quote = QUOTED_WORD.test(word.slice(option)) ? 1 : 0;
  const start = option + quote;
  const code = kind === 'one-time-code' ? CODE.exec(word.slice(start))?.[0] : undefined;
  return { start, end: code === undefined ? word.length - quote : start + code.length };
}

const OPTION = /^(--?[\w-]+)=(?=.)/;
const QUOTED_WORD = /^(["']).*\1$/;

/** The argument at each word of a command; undefined for command words. */
function fillsOf(typed: readonly string[]): readonly (string | undefined)[] {
  const known = matchCommand(typed).fills;
  if (known.some(fill => ARGUMENTS.has(fill ?? ''))) return known;
  const { fills } = matchSecretCommand(typed);
  return fills.length > 0 ? fills : known;
}

/** A code, possibly followed by the end of a table cell or string. */
const CODE = /^\d{4,10}(?=$|[\s\\;,"'<&)])/;

function isValue(kind: FoundKind, value: string): boolean {
  if (kind === 'one-time-code') return /^\d{4,10}$/.test(value);
  return isSecretClass(kind) || isNameOf(kind, value);
}
