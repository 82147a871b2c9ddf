import type { LabelName } from '../knowledge';
import type { Span } from '../syntax';
import { looksLikeTime, readTime, type TimeRange } from './times';
import {
  ENDINGS,
  type EndingWord,
  type Key,
  KEYS,
  KINDS,
  type LineKind,
  MAX_CONTEXT,
  MAX_LENGTH,
  MAX_WORDS,
  type PartyKey,
  SEVERITY_LEVELS,
} from './keywords';

/** A value of a word, in lower case. */
export interface Value extends Span {
  readonly text: string;
  /** True for `text*`: matches anything that begins with the text. */
  readonly isPrefix: boolean;
}

/** The condition of one word. */
export type Condition =
  | { readonly about: 'party'; readonly kind: PartyKey; readonly values: readonly Value[] }
  | { readonly about: 'daemon' | 'rule' | 'line' | 'incident'; readonly values: readonly Value[] }
  /** At least this severe: an index of `SEVERITY_LEVELS`. */
  | { readonly about: 'severity'; readonly minimum: number }
  | { readonly about: 'time'; readonly range: TimeRange }
  | { readonly about: 'kind'; readonly kind: LineKind }
  | { readonly about: 'ending'; readonly word: EndingWord };

/** One word of a filter; a line is kept if it matches every word. */
export type Term = Condition & { readonly isExcluded: boolean };

/** The conditions of a filter, all of which a line must match. */
export interface Query {
  readonly terms: readonly Term[];
  /** The number of lines shown before and after each match. */
  readonly context: number;
}

/** Why a term is invalid; offsets in the filter, in UTF-16 code units. */
export interface QueryProblem extends Span {
  readonly message: LabelName;
  readonly facts: Readonly<Record<string, string>>;
}

export interface ParsedQuery {
  readonly query: Query;
  /** In text order; if there are any, the query must not be used. */
  readonly problems: readonly QueryProblem[];
}

/** A term as written, split at its colon. */
export interface QueryWord extends Span {
  readonly isExcluded: boolean;
  /** The text before the colon, in lower case; undefined if it does not begin with letters and a colon. */
  readonly key: string | undefined;
  /** The offset of its values, or of the term itself without its `-`. */
  readonly from: number;
  readonly values: readonly QueryValue[];
}

export interface QueryValue extends Span {
  /** The value without quotes. */
  readonly text: string;
  /** True if it begins with a quote that is never closed. */
  readonly isOpen: boolean;
  readonly isQuoted: boolean;
}

/** Parses a filter. It accepts any text; invalid parts become problems. */
export function parseQuery(text: string): ParsedQuery {
  const problems: QueryProblem[] = [];
  const terms: Term[] = [];
  let context = 0;
  const refuse = (span: Span, message: LabelName, facts: QueryProblem['facts'] = {}): void => {
    problems.push({ start: span.start, end: span.end, message, facts });
  };
  const isTooLong = text.length > MAX_LENGTH;
  if (isTooLong) refuse({ start: MAX_LENGTH, end: text.length }, 'filter.tooLong');
  const words = isTooLong ? [] : queryWords(text);
  for (const [index, word] of words.entries()) {
    if (index === MAX_WORDS) {
      refuse({ start: word.start, end: text.length }, 'filter.tooMany', { most: String(MAX_WORDS) });
      break;
    }
    const read = parseWord(text, word);
    if ('message' in read) problems.push(read);
    else if ('context' in read) context = read.context;
    else terms.push({ ...read, isExcluded: word.isExcluded });
  }
  if (terms.length === 0 && problems.length === 0) refuse({ start: 0, end: text.length }, 'filter.empty');
  return { query: { terms, context }, problems };
}

type ParsedWord = Condition | { readonly context: number } | QueryProblem;

function parseWord(text: string, word: QueryWord): ParsedWord {
  const refused = (
    message: LabelName,
    facts: QueryProblem['facts'] = {},
    span: Span = word,
  ): QueryProblem => ({
    start: span.start,
    end: span.end,
    message,
    facts,
  });
  const typed = text.slice(word.from, word.end);
  if (word.key === undefined && !word.values[0]?.isQuoted) return parseBareWord(word, typed, refused);
  // Words in quotation marks without a key are text.
  const key = word.key === undefined ? 'line' : KEYS.find(one => one === word.key);
  if (!key) return refused('filter.unknownKey', { word: word.key ?? '', known: KEYS.join(', ') });
  const open = word.values.find(({ isOpen }) => isOpen);
  if (open) return refused('filter.openQuote', {}, open);
  const empty = word.values.find(value => value.text === '');
  if (empty) return refused('filter.noValue', { word: key }, empty.end > empty.start ? empty : word);
  return parseKey(key, word, refused);
}

function parseKey(
  key: Key,
  { values: written, isExcluded }: QueryWord,
  refused: (message: LabelName, facts?: QueryProblem['facts']) => QueryProblem,
): ParsedWord {
  if (key === 'context') {
    const [only, another] = written;
    const isNumber = only && !another && /^\d{1,9}$/.test(only.text) && Number(only.text) <= MAX_CONTEXT;
    return isNumber && !isExcluded
      ? { context: Number(only.text) }
      : refused('filter.context', { most: String(MAX_CONTEXT) });
  }
  const values = written.map(value => valueOf(value, key !== 'line' && key !== 'incident'));
  if (key === 'line' || key === 'incident' || key === 'daemon' || key === 'rule')
    return { about: key, values };
  return { about: 'party', kind: key, values };
}

function valueOf({ start, end, text, isQuoted }: QueryValue, canBePrefix: boolean): Value {
  const isPrefix = canBePrefix && !isQuoted && text.length > 0 && text.endsWith('*');
  return { start, end, text: (isPrefix ? text.slice(0, -1) : text).toLowerCase(), isPrefix };
}

const LEVEL = /^>=?([a-z]*)$/i;

/** A word without a key: a severity, a time, a kind of line or an outcome; any other word is text. */
function parseBareWord(
  { values }: QueryWord,
  typed: string,
  refused: (message: LabelName, facts?: QueryProblem['facts']) => QueryProblem,
): Condition | QueryProblem {
  const level = LEVEL.exec(typed);
  if (level) {
    const minimum = SEVERITY_LEVELS.findIndex(one => one === level[1]?.toLowerCase());
    return minimum < 0 || !typed.startsWith('>=')
      ? refused('filter.severity')
      : { about: 'severity', minimum };
  }
  if (looksLikeTime(typed)) {
    const range = readTime(typed);
    return typeof range === 'string' ? refused(range, { word: typed }) : { about: 'time', range };
  }
  const word = typed.toLowerCase();
  const kind = KINDS.find(one => one === word);
  if (kind) return { about: 'kind', kind };
  const ending = ENDINGS.find(one => one === word);
  if (ending) return { about: 'ending', word: ending };
  return typed === ''
    ? refused('filter.empty')
    : { about: 'line', values: values.map(value => valueOf(value, false)) };
}

const KEY = /^([a-z]+):/i;
/** Maximum length to search for the key of a term, in UTF-16 code units. */
const MAX_KEY = 20;

/** Splits a filter into terms, in order. */
export function queryWords(text: string): QueryWord[] {
  const words: QueryWord[] = [];
  for (let at = 0; ;) {
    while (at < text.length && isBlank(text, at)) at++;
    if (at >= text.length) return words;
    const start = at;
    const isExcluded = text[at] === '-';
    if (isExcluded) at++;
    const key = KEY.exec(text.slice(at, at + MAX_KEY))?.[1];
    const from = key === undefined ? at : at + key.length + 1;
    const isText = key === undefined && text[from] !== '"';
    const { values, end } = isText ? textAt(text, from) : valuesAt(text, from);
    words.push({ start, end, isExcluded, key: key?.toLowerCase(), from, values });
    at = end;
  }
}

/** Returns the comma-separated values from `at` on, and their end. */
function valuesAt(text: string, at: number): { readonly values: QueryValue[]; readonly end: number } {
  const values: QueryValue[] = [];
  for (;;) {
    const value = text[at] === '"' ? quotedAt(text, at) : bareAt(text, at);
    values.push(value);
    at = value.end;
    if (text[at] !== ',') break;
    at++;
  }
  return { values, end: at };
}

/** A word without a key: its commas are its own. */
function textAt(text: string, start: number): { readonly values: QueryValue[]; readonly end: number } {
  let end = start;
  while (end < text.length && !isBlank(text, end)) end++;
  return { values: [{ start, end, text: text.slice(start, end), isOpen: false, isQuoted: false }], end };
}

function bareAt(text: string, start: number): QueryValue {
  let end = start;
  while (end < text.length && !isBlank(text, end) && text[end] !== ',') end++;
  return { start, end, text: text.slice(start, end), isOpen: false, isQuoted: false };
}

function quotedAt(text: string, start: number): QueryValue {
  const parts: string[] = [];
  let at = start + 1;
  for (; at < text.length && text[at] !== '"'; at++) {
    const next = text[at + 1];
    if (text[at] === '\\' && (next === '"' || next === '\\')) at++;
    parts.push(text[at] ?? '');
  }
  const isOpen = at >= text.length;
  return { start, end: isOpen ? text.length : at + 1, text: parts.join(''), isOpen, isQuoted: true };
}

function isBlank(text: string, at: number): boolean {
  return text.charCodeAt(at) <= 32 || /\s/.test(text.charAt(at));
}

/** Formats a term of a filter, `user:user10`, with quotes if needed. */
export function filterWord(key: Exclude<Key, 'context'>, value: string): string {
  const isPlain = value !== '' && !/[\s",\u0000-\u001f]/.test(value) && !value.endsWith('*');
  return `${key}:${isPlain ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`}`;
}
