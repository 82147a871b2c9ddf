import { min } from '../integers';
import { wholeLength, withPlainBlanks } from './blanks';
import { CR, FILLER } from './characters';
import { Lines, lineStart } from './line';
import { BEGINNING, USUAL } from './width';

// Programs add a prefix to every line of a capture: a terminal the time, a log collector its time stamp and host, a mail
// its quote marks. A view of the text fills each prefix with zero-width spaces: offsets and line numbers do not change, and
// the lines can be read as usual.

/** One kind of prefix: its beginning, and whether it can be followed by a constant word, the host. */
interface PrefixForm {
  /** The characters that it can begin with, to skip most lines quickly. */
  readonly begins: string;
  readonly expression: RegExp;
  readonly hasHost: boolean;
  /** FortiOS never prints such a beginning itself, so a few lines are sufficient evidence. */
  readonly isForeign: boolean;
  /** True if all lines together show that the beginnings are the output's own: FortiOS or a table printed them. */
  readonly isOwn?: (found: readonly string[], rests: readonly string[]) => boolean;
}

const TIME = String.raw`\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?`;
const NOON = String.raw`(?: ?[AaPp][Mm])?`;
const ENDS = String.raw`(?:[ \t]|$)`;
/** The columns of severity and module that FortiClient for Windows puts after the time. */
const LEVEL = String.raw`(?:Debug|Information|Notice|Warning|Error|Critical)\t[A-Z]\w{1,19}\t`;
const DIGITS = '0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS = CAPITALS + CAPITALS.toLowerCase();
const form = (
  begins: string,
  source: string,
  hasHost: boolean,
  isForeign: boolean,
  isOwn?: PrefixForm['isOwn'],
): PrefixForm => ({
  begins,
  expression: new RegExp(source, 'my'),
  hasHost,
  isForeign,
  ...(isOwn && { isOwn }),
});

/** A crash log also numbers its lines. */
const CRASH = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:<\d{1,7}>|the killed daemon|application |firmware )/;
/** The rest of a hex dump row whose first byte looks like a number. */
const BYTES = /^(?:[0-9a-f]{2} ){2}/i;
/** Line numbers increase from line to line, even if lines are left out. */
const isNoCount: PrefixForm['isOwn'] = (found, rests) => {
  const numbers = found.map(one => Number(/\d+/.exec(one)?.[0]));
  const grown = numbers.filter((number, index) => index > 0 && number > (numbers[index - 1] ?? 0)).length;
  return (
    grown === 0 ||
    grown < (numbers.length - 1) * MIN_GROWN ||
    rests.some(rest => CRASH.test(rest) || BYTES.test(rest))
  );
};
const MIN_GROWN = 0.9;
/** The rows of a table also end with a bar. */
const isTable: PrefixForm['isOwn'] = (_found, rests) =>
  rests.filter(rest => rest.trimEnd().endsWith('|')).length * 2 > rests.length;

const FORMS: readonly PrefixForm[] = [
  form('[', String.raw`\[${TIME}${NOON}\]`, false, true),
  form(DIGITS, TIME + NOON + ENDS, false, true),
  form('[', String.raw`\[\d{4}-\d\d-\d\d ${TIME}\]`, false, true),
  // FortiOS prints such a time stamp itself, but without the `>` or `|`.
  form(DIGITS, String.raw`\d{4}-\d\d-\d\d ${TIME} (?:[>|][ \t]|[>|]$)`, false, true),
  form(`[${DIGITS}`, String.raw`\[?\d{4}/\d\d/\d\d ${TIME}(?:\]|${ENDS})`, false, true),
  form(
    `[${DIGITS}`,
    String.raw`\[?\d{1,2}([/.-])\d{1,2}\1(?:\d\d){1,2},? ${TIME}${NOON}(?:\]|${ENDS})(?:${LEVEL})?`,
    false,
    true,
  ),
  // The seconds since boot.
  form('[', String.raw`\[ {0,6}\d{1,7}\.\d{3,9}\]`, false, true),
  form(`[${DIGITS}`, String.raw`\[?\d{4}-\d\d-\d\dT${TIME}(?:Z|[+-]\d\d:?\d\d)?\]?${ENDS}`, true, false),
  form(`<${CAPITALS}`, String.raw`(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?${TIME}${ENDS}`, true, true),
  form('>', String.raw`>(?:[ \t]?>){0,7}`, false, true),
  // RFC 5424: priority, version, time, host, program, process, message and structured data.
  form(
    '<',
    String.raw`<\d{1,3}>\d{1,2} (?:-|\d{4}-\d\d-\d\dT${TIME}(?:Z|[+-]\d\d:?\d\d)?)(?: [\w.:/-]{1,64}){4} (?:-|\[[^\]\r\n]{0,120}\])${ENDS}`,
    false,
    true,
  ),
  form('<', String.raw`<\d{1,3}>`, false, true),
  form('|', String.raw`\|(?:[ \t]|$)`, false, false, isTable),
  // Line numbers of an editor, a pager or grep.
  form(` ${DIGITS}`, String.raw`[ ]{0,7}\d{1,7} ?\|(?:[ \t]|$)`, false, false, isNoCount),
  form(` ${DIGITS}`, String.raw`[ ]{0,7}\d{1,7}[:.)](?:[ \t]|$)`, false, false, isNoCount),
  ...['\\t', ' {4}', ' {3}', ' {2}', ' '].map(apart =>
    form(` ${DIGITS}`, String.raw`[ ]{0,7}\d{1,7}(?:${apart}|\s{0,3}$)`, false, false, isNoCount),
  ),
  form(DIGITS, String.raw`\d{1,7}[:-]`, false, false, isNoCount),
  // The bullets of a list, and the file that grep names.
  form('-*•', String.raw`[*•-](?:[ \t]|$)`, false, false),
  form(LETTERS, String.raw`[\w.-]{1,64}\.(?:log|txt|out)(?::\d{1,7})?[:-]`, false, false),
  form('[', String.raw`\[\d{10}(?:\d{3}|\.\d{1,9})?\]`, false, true),
  // A FortiOS daemon prints such a time before its own sentences.
  form(
    DIGITS,
    String.raw`\d{10}(?:\d{3}|\.\d{1,9})?:?${ENDS}(?!(?:RADIUS SRV|EAP|eap_|CTRL|random|TLS|MSCHAP|PEAP))`,
    false,
    false,
  ),
];
/** Maximum number of prefixes per line, for example that of a mail before that of a terminal. */
const MAX_ROUNDS = 3;
/** More than the length of all prefixes of a line together, in UTF-16 code units. */
const MAX_PENDING = 1024;
/** More than the length of any prefix, in UTF-16 code units. */
const MAX_PREFIX = 320;
/**
 * A text has a foreign prefix if at least this many lines, or this share of them, have it. Other prefixes need both: in
 * only one or two lines the words after a prefix decide what it is, and a redacted copy has other words.
 */
const MIN_LINES = 3;
const MIN_SHARE = 0.6;
const HOST = /^(?!i?ike\b|\d{4}-\d\d-\d\d)[\w.-]{1,64}(?=[ \t]|:[ \t]|$)/;
/** The daemon at the start of a system log line. */
const DAEMON = /^\s?[\w./-]{1,40}(?:\[\d{1,7}\])?: /;
/** A terminal writes this at the start of its log, before any prefix. */
const HEADER = /^(?:=~){4}/;

/** The prefixes of the lines of a text, found in its beginning. */
class LinePrefixes {
  constructor(readonly expressions: readonly RegExp[]) {}

  get isEmpty(): boolean {
    return this.expressions.length === 0;
  }

  /** True if one of them is a time of day, the seconds since boot or those of an epoch. */
  get areTimes(): boolean {
    return this.expressions.some(({ source }) => /:\\d\\d:|\\d\{10\}|\\d\{3,9\}/.test(source));
  }

  /** The end of the prefixes of the line that begins at `start`. */
  endOf(text: string, start: number): number {
    let at = start;
    for (const expression of this.expressions) {
      expression.lastIndex = at;
      at += expression.exec(text)?.[0].length ?? 0;
    }
    return at;
  }
}

/**
 * Finds the prefixes of the lines of a text.
 * @param text the whole text, or its first `BEGINNING` code units
 */
function prefixesOf(text: string): LinePrefixes {
  const expressions: RegExp[] = [];
  let lines = beginningLines(text);
  while (expressions.length < MAX_ROUNDS) {
    const expression = commonPrefix(lines);
    if (!expression) break;
    expressions.push(expression);
    lines = lines.map(({ text: line, mayBeContinuation }) => {
      expression.lastIndex = 0;
      return { text: line.slice(expression.exec(line)?.[0].length ?? 0), mayBeContinuation };
    });
  }
  return new LinePrefixes(expressions);
}

/** A line of the beginning. After a full line it may be a continuation, which has no prefix. */
interface BeginningLine {
  readonly text: string;
  readonly mayBeContinuation: boolean;
}

/** The non-empty lines of the beginning. */
function beginningLines(text: string): BeginningLine[] {
  const beginning = text.slice(0, BEGINNING);
  const lines = new Lines(beginning);
  const found: BeginningLine[] = [];
  let mayBeContinuation = false;
  for (let at = 0; at < beginning.length;) {
    const end = lines.endOf(at);
    const start = skipFillers(beginning, at);
    const content = beginning.slice(start, min(end, start + MAX_PREFIX));
    if (content.trim() !== '' && !HEADER.test(content)) found.push({ text: content, mayBeContinuation });
    mayBeContinuation = end - at >= USUAL - 1;
    at = lines.nextOf(end);
  }
  return found;
}

/** The most common prefix; undefined if none is common enough. */
function commonPrefix(lines: readonly BeginningLine[]): RegExp | undefined {
  let best: { form: PrefixForm; rests: string[] } | undefined;
  for (const one of FORMS) {
    const { found, rests, unprefixedCount } = prefixesLike(one, lines);
    if (
      isEnough(one, rests.length, rests.length + unprefixedCount) &&
      rests.length > (best?.rests.length ?? 0) &&
      !one.isOwn?.(found, rests)
    )
      best = { form: one, rests };
  }
  return best && withHost(best.form, best.rests);
}

/** True if `count` of `all` lines with a prefix show that the text has it. */
function isEnough({ isForeign }: PrefixForm, count: number, all: number): boolean {
  if (count === 0) return false;
  const [isMost, areMany] = [count >= all * MIN_SHARE, count >= MIN_LINES];
  return isForeign ? isMost || areMany : isMost && areMany;
}

/** The prefixes of one form that the lines have. */
interface PrefixesFound {
  readonly found: readonly string[];
  /** The text after each prefix. */
  readonly rests: string[];
  /** Number of lines without a prefix, except possible continuations. */
  readonly unprefixedCount: number;
}

/** The prefixes of one form; incomplete once too many lines have none. */
function prefixesLike(one: PrefixForm, lines: readonly BeginningLine[]): PrefixesFound {
  const found: string[] = [];
  const rests: string[] = [];
  let unprefixedCount = 0;
  const most = one.isForeign ? lines.length : lines.length * (1 - MIN_SHARE);
  for (const { text: content, mayBeContinuation } of lines) {
    if (unprefixedCount > most) break;
    one.expression.lastIndex = 0;
    const prefix = one.begins.includes(content.charAt(0)) ? one.expression.exec(content)?.[0] : undefined;
    if (prefix) {
      found.push(prefix);
      rests.push(content.slice(prefix.length));
    } else if (!mayBeContinuation) unprefixedCount++;
  }
  return { found, rests, unprefixedCount };
}

/** The prefix with the host that follows it in most lines. A system log whose lines name their daemon has no prefix. */
function withHost({ expression, hasHost }: PrefixForm, rests: readonly string[]): RegExp | undefined {
  const filled = rests.filter(rest => rest.trim() !== '');
  if (!hasHost) {
    // A space is part of the prefix if most lines have it.
    const apart = filled.filter(rest => /^[ \t]/.test(rest)).length;
    return apart > filled.length * MIN_SHARE
      ? new RegExp(String.raw`${expression.source}[ \t]?`, 'my')
      : expression;
  }
  const counts = new Map<string, number>();
  for (const rest of rests) {
    const word = HOST.exec(rest)?.[0];
    if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const [host, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  const isHost = count >= filled.length * MIN_SHARE;
  const withoutHost = isHost
    ? filled.map(rest => (rest.startsWith(host) ? rest.slice(host.length) : rest))
    : filled;
  const logged = withoutHost.filter(rest => DAEMON.test(rest)).length;
  if (isHost && logged >= withoutHost.length * MIN_SHARE) return undefined;
  if (!isHost) return expression;
  const withColon = withoutHost.filter(rest => /^[ \t]?:/.test(rest)).length;
  const colon = withColon > withoutHost.length * MIN_SHARE ? String.raw`(?:[ \t]?:)?` : '';
  const escaped = host.replace(/[.]/g, '\\.');
  return new RegExp(String.raw`${expression.source}(?:${escaped}${colon}${ENDS})?`, 'my');
}

/** True if the lines begin with times that another program put there. */
export function haveTimes(text: string): boolean {
  return prefixesOf(withPlainBlanks(text.slice(0, BEGINNING))).areTimes;
}

/** The text with plain blanks and every prefix filled, at unchanged offsets; the text itself if it has neither. */
export function withoutPrefixes(text: string): string {
  const plain = withPlainBlanks(text);
  const prefixes = prefixesOf(plain);
  return prefixes.isEmpty ? plain : filled(plain, prefixes, true);
}

/** @param isLineStart true if the text starts at the start of a line */
function filled(text: string, prefixes: LinePrefixes, isLineStart: boolean): string {
  const lines = new Lines(text);
  const parts: string[] = [];
  let kept = 0;
  for (let at = isLineStart ? 0 : lines.nextOf(lines.endOf(0)); at < text.length;) {
    const lineEnd = lines.endOf(at);
    const start = skipFillers(text, at);
    const end = min(prefixes.endOf(text, start), lineEnd);
    if (end > start) {
      parts.push(text.slice(kept, start), fillerOf(end - start));
      kept = end;
    }
    at = lines.nextOf(lineEnd);
  }
  parts.push(text.slice(kept));
  return parts.join('');
}

function skipFillers(text: string, at: number): number {
  while (text.charCodeAt(at) === FILLER) at++;
  return at;
}

const FILL = String.fromCharCode(FILLER);
const fillers = new Map<number, string>();

function fillerOf(length: number): string {
  let known = fillers.get(length);
  if (known === undefined) fillers.set(length, (known = FILL.repeat(length)));
  return known;
}

/** Makes the view of a text that arrives in pieces. */
export class PrefixStream {
  /** The end of the last piece, which can go on in the next one. */
  #pendingPiece = '';
  #prefixes: LinePrefixes | undefined;
  /** The text not returned yet: the beginning of the text, or of a line. */
  #pendingText = '';
  #beginning: string[] = [];
  #length = 0;
  #isLineStart = true;

  /** As `haveTimes`, once the beginning was read. */
  get haveTimes(): boolean {
    return this.#prefixes?.areTimes === true;
  }

  /** Takes the next piece; returns the text that is complete, which can be empty. */
  push(piece: string): string {
    const text = this.#pendingPiece + piece;
    const end = wholeLength(text);
    this.#pendingPiece = text.slice(end);
    return this.#pushPlain(withPlainBlanks(text.slice(0, end)));
  }

  #pushPlain(piece: string): string {
    if (this.#prefixes) return this.#emit(this.#pendingText + piece, this.#prefixes);
    this.#beginning.push(piece);
    this.#length += piece.length;
    return this.#length < BEGINNING ? '' : this.#begin();
  }

  /** Ends the text and returns the rest. */
  finish(): string {
    const last = this.#pushPlain(withPlainBlanks(this.#pendingPiece));
    const text = this.#prefixes ? last : this.#begin();
    const rest = this.#pendingText;
    this.#pendingText = '';
    return text + (this.#prefixes && rest !== '' ? filled(rest, this.#prefixes, this.#isLineStart) : rest);
  }

  #begin(): string {
    const text = this.#beginning.join('');
    this.#beginning = [];
    this.#prefixes = prefixesOf(text);
    return this.#emit(text, this.#prefixes);
  }

  #emit(text: string, prefixes: LinePrefixes): string {
    if (prefixes.isEmpty) return text;
    // Holds back a line whose beginning may be incomplete, and a CR that may be half of a line break.
    const start = lineStart(text);
    const whole = text.charCodeAt(text.length - 1) === CR ? text.length - 1 : text.length;
    const end = text.length - start <= MAX_PENDING && (start > 0 || this.#isLineStart) ? start : whole;
    this.#pendingText = text.slice(end);
    const given = filled(text.slice(0, end), prefixes, this.#isLineStart);
    if (end > 0) this.#isLineStart = end === start;
    return given;
  }
}
