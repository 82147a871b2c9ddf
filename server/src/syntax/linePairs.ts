import { isSpace, skipSpace, skipToSpace, trimEnd } from './characters';
import { FORMS } from './forms';
import { prompt } from './forms/console';
import { eventLog } from './forms/logs';
import { sentence } from './forms/bareSentences';
import { afterPrefix, type Lines } from './line';
import { formOf } from './reader';

// Whether a line continues the one before it, where a page may have wrapped the two from one (`wordWraps.ts`).

/** A longer line is not the rest of a wrapped one, in UTF-16 code units. */
export const MAX_REST = 1024;

/** A longer word says little about the margin, in UTF-16 code units. */
export const MAX_WORD = 40;

/** A line and the one after it. */
export interface Pair {
  /** Offsets of the first line's content, and of its line break. */
  readonly start: number;
  readonly last: number;
  readonly end: number;
  /** Offsets of the second line: its first word, and its end. */
  readonly head: number;
  readonly nextEnd: number;
}

/** The pair at the line `[start, end)` of a text; undefined if one of the lines is blank or the last. */
export function pairAt(text: string, lines: Lines, start: number, end: number): Pair | undefined {
  const next = lines.nextOf(end);
  if (next >= text.length) return undefined;
  const nextEnd = lines.endOf(next);
  const content = afterPrefix(text, next);
  const head = skipSpace(text, content, nextEnd);
  // A prefix that the rest of the line has, too, was added after the wrapping.
  const from = content > next ? afterPrefix(text, start) : start;
  const last = trimEnd(text, from, end);
  return last > from && head < nextEnd ? { start: from, last, end, head, nextEnd } : undefined;
}

/** True if the first word of the second line does not fit in the first one. */
export function isFull(text: string, { start, last, head, nextEnd }: Pair, column: number): boolean {
  return last - start <= column && last - start + 1 + skipToSpace(text, head, nextEnd) - head > column;
}

/** True if the second line begins with a word that says little about the margin. */
export function isLong(text: string, { head, nextEnd }: Pair): boolean {
  return skipToSpace(text, head, nextEnd) - head > MAX_WORD;
}

/** True if a single word does not fit in the column, so that it was cut. */
export function isCut(text: string, { start, last, head, nextEnd }: Pair, column: number): boolean {
  if (last - start !== column) return false;
  let word = last;
  while (word > start && !isSpace(text.charCodeAt(word - 1))) word--;
  return last - word + skipToSpace(text, head, nextEnd) - head > column;
}

/** The end of a line that goes on: a comma, an open bracket, or a sign before a value. */
const GOES_ON = /[,([{=]$/;
/** The end of a line before the words of its daemon: a time, or the number of a line of source code. */
const HEAD_END = /\d\d:\d\d:\d\d(?:\.\d{1,9})?$|\[\d{1,5}\]$/;
export const MAX_TAIL = 24;
/** A line that has times and brackets only. */
const HEAD = /^(?:\[[^\]]{1,60}\]|[\d:. T-])+$/;
const STAMPED = /^\[?\d{4}-\d\d-\d\d[ T]\d\d:/;
const MAY_BE_REST: ReadonlySet<string> = new Set(FORMS.filter(form => form.mayBeRest).map(({ id }) => id));
/** The first line of an HTTP block. */
const REQUEST = /^\[?(?:HTTP\/\d|[A-Z]{3,7} \/)/;
const CAPITAL = /^[A-Z]/;
const FIELD_NAME = /^[A-Za-z][\w-]{1,39}\s?:\s/;
/** The first field of a line of an event log. */
const FIELD = /^\s*([\w-]{1,40})=/;

/** The end of a sentence. */
const SENTENCE_END = /[.!?]["')]?$/;
/** The beginning of a line of JSON, and the gaps between the columns of a table. */
const JSON_LINE = /^(?:"[\w.-]{1,64}"\s?:|[}\]])/;
const GAPS = /\S {3}/g;
const MIN_GAPS = 2;

/**
 * True if a line without a form can continue the line before it: it is not the next sentence, the next row of a list or a
 * table, and not a line of JSON after a line of a daemon.
 */
export function isContinuation(text: string, { start, last, head, nextEnd }: Pair, first: string): boolean {
  const [line, next] = [text.slice(start, last), text.slice(head, nextEnd)];
  if (areRows(line, next)) return false;
  if (JSON_LINE.test(next) && !line.includes('{') && !first.includes('{')) return false;
  // What needs the form of the line comes last, because to find it costs most.
  const isSentence = CAPITAL.test(next) && SENTENCE_END.test(line);
  const isField = FIELD_NAME.test(next);
  if (!isSentence && !isField) return true;
  const own = formOf(first || line);
  return !(isSentence && own === undefined) && !(isField && own === prompt.id);
}

/** True for two rows of a list or a table: they begin alike, or the first has columns. */
function areRows(line: string, next: string): boolean {
  const [one, other] = [firstWord(line), firstWord(next)];
  if (one === other || (one.endsWith(':') && other.endsWith(':'))) return true;
  return (line.match(GAPS)?.length ?? 0) >= MIN_GAPS;
}

/** The first word of a line, with all digits alike. */
function firstWord(line: string): string {
  return line.slice(0, skipToSpace(line, 0, line.length)).replace(/[\da-f]/gi, '0');
}

/**
 * True if the second line continues the first one.
 * @param first the beginning of the wrapped line so far
 */
export function isRest(text: string, pair: Pair, column: number, first: string): boolean {
  const { start, last, head, nextEnd } = pair;
  if (nextEnd - head > MAX_REST) return false;
  const next = text.slice(head, nextEnd);
  const form = formOf(next);
  // A long word begins a line of its own on any page; of a dump or XML, each line is one.
  const isNear = last - start + MAX_WORD >= column || !isLong(text, pair);
  if (form === undefined) {
    if (isCut(text, pair, column)) return true;
    return isContinuation(text, pair, first) && (isNear || formOf(first) !== undefined);
  }
  if (STAMPED.test(next)) return false;
  const line = text.slice(start, last);
  return (
    HEAD_END.test(line.slice(-MAX_TAIL)) || HEAD.test(line) || (isNear && mayBeRest(form, line, next, first))
  );
}

/** True if a line that has a form can still be the rest of `line`, which `first` begins. */
function mayBeRest(form: string, line: string, next: string, first: string): boolean {
  const own = formOf(first);
  if (form === eventLog.id) return own === eventLog.id && FIELD.exec(first)?.[1] !== FIELD.exec(next)?.[1];
  if (
    form === sentence.id
      ? CAPITAL.test(next) && !line.endsWith(':')
      : !MAY_BE_REST.has(form) || REQUEST.test(next)
  )
    return false;
  // After a command comes its output.
  return own !== prompt.id && (GOES_ON.test(line) || own !== form);
}
