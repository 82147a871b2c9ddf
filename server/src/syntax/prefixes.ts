import { CR, FILLER } from './characters';
import { Lines } from './line';
import { BEGINNING, USUAL } from './width';

// Programs put something before every line of a capture: a terminal the time, a collector of logs its stamp and a host, a mail
// its quotes. In the view of such a text each prefix is filled with a space of no width: offsets and lines stay the same, and
// the line is read as it was.

/** One kind of prefix: what a line with it begins with, and whether a word that is always the same can follow, the host. */
interface PrefixForm {
  /** The characters that it begins with: most lines need no closer look. */
  readonly begins: string;
  readonly expression: RegExp;
  readonly hasHost: boolean;
  /** FortiOS never prints such a beginning itself, so a few lines are enough. */
  readonly isForeign: boolean;
  /** True if all lines together show that FortiOS or a table printed these beginnings after all. */
  readonly isOwn?: (found: readonly string[], rests: readonly string[]) => boolean;
}

const TIME = String.raw`\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?`;
const NOON = String.raw`(?: ?[AaPp][Mm])?`;
const ENDS = String.raw`(?:[ \t]|$)`;
const DIGITS = '0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
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

/** A crash log numbers its lines, too. */
const CRASH = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:<\d{1,7}>|the killed daemon|application |firmware )/;
/** The rest of a row of a hex dump, whose first byte looks like a number. */
const BYTES = /^(?:[0-9a-f]{2} ){2}/i;
/** Numbers of lines grow from line to line, whatever lines are left out. */
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
/** A table ends its lines with the bar, too. */
const isTable: PrefixForm['isOwn'] = (_found, rests) =>
  rests.filter(rest => rest.trimEnd().endsWith('|')).length * 2 > rests.length;

const FORMS: readonly PrefixForm[] = [
  form('[', String.raw`\[${TIME}${NOON}\]`, false, true),
  form(DIGITS, TIME + NOON + ENDS, false, true),
  form('[', String.raw`\[\d{4}-\d\d-\d\d ${TIME}\]`, false, true),
  // FortiOS prints such a stamp itself, but not the sign.
  form(DIGITS, String.raw`\d{4}-\d\d-\d\d ${TIME} (?:[>|][ \t]|[>|]$)`, false, true),
  form(`[${DIGITS}`, String.raw`\[?\d{4}/\d\d/\d\d ${TIME}(?:\]|${ENDS})`, false, true),
  form(
    `[${DIGITS}`,
    String.raw`\[?\d{1,2}([/.-])\d{1,2}\1(?:\d\d){1,2},? ${TIME}${NOON}(?:\]|${ENDS})`,
    false,
    true,
  ),
  // The seconds since a machine was started.
  form('[', String.raw`\[ {0,6}\d{1,7}\.\d{3,9}\]`, false, true),
  form(`[${DIGITS}`, String.raw`\[?\d{4}-\d\d-\d\dT${TIME}(?:Z|[+-]\d\d:?\d\d)?\]?${ENDS}`, true, false),
  form(`<${CAPITALS}`, String.raw`(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?${TIME}${ENDS}`, true, true),
  form('>', String.raw`>(?:[ \t]?>){0,7}`, false, true),
  // RFC 5424: the priority, the version, the time, host, program, process, message and structured data.
  form(
    '<',
    String.raw`<\d{1,3}>\d{1,2} (?:-|\d{4}-\d\d-\d\dT${TIME}(?:Z|[+-]\d\d:?\d\d)?)(?: [\w.:/-]{1,64}){4} (?:-|\[[^\]\r\n]{0,120}\])${ENDS}`,
    false,
    true,
  ),
  form('<', String.raw`<\d{1,3}>`, false, true),
  form('|', String.raw`\|(?:[ \t]|$)`, false, false, isTable),
  // The numbers of lines: those of an editor, a pager, or grep.
  form(` ${DIGITS}`, String.raw`[ ]{0,7}\d{1,7} ?\|(?:[ \t]|$)`, false, false, isNoCount),
  form(` ${DIGITS}`, String.raw`[ ]{0,7}\d{1,7}[:.)](?:[ \t]|$)`, false, false, isNoCount),
  ...['\\t', ' {4}', ' {3}', ' {2}', ' '].map(apart =>
    form(` ${DIGITS}`, String.raw`[ ]{0,7}\d{1,7}(?:${apart}|\s{0,3}$)`, false, false, isNoCount),
  ),
  form(DIGITS, String.raw`\d{1,7}[:-]`, false, false, isNoCount),
  form('[', String.raw`\[\d{10}(?:\d{3}|\.\d{1,9})?\]`, false, true),
  // A daemon of FortiOS prints the same before its own sentences.
  form(
    DIGITS,
    String.raw`\d{10}(?:\d{3}|\.\d{1,9})?:?${ENDS}(?!(?:RADIUS SRV|EAP|eap_|CTRL|random|TLS|MSCHAP|PEAP))`,
    false,
    false,
  ),
];
/** Prefixes of one line: that of a mail before that of a terminal, say. */
const MAX_ROUNDS = 3;
/** Longer than all prefixes of a line together, in UTF-16 code units. */
const MAX_HELD = 1024;
/** Longer than every prefix, in UTF-16 code units. */
const MAX_PREFIX = 320;
/**
 * A text has a foreign prefix if this many of its lines have it, or this share of them. Any other needs both: of one line or
 * two, the words that come next decide what is before them, and a redacted copy has others.
 */
const MIN_LINES = 3;
const MIN_SHARE = 0.6;
const HOST = /^(?!i?ike\b|\d{4}-\d\d-\d\d)[\w.-]{1,64}(?=[ \t]|:[ \t]|$)/;
/** The daemon that prints a line of a system log. */
const DAEMON = /^\s?[\w./-]{1,40}(?:\[\d{1,7}\])?: /;
/** A terminal writes it at the start of its log, before any prefix. */
const HEADER = /^(?:=~){4}/;

/** What is before the lines of a text, as its beginning shows. */
class LinePrefixes {
  constructor(readonly expressions: readonly RegExp[]) {}

  get isNone(): boolean {
    return this.expressions.length === 0;
  }

  /** Where the prefixes end that begin at `start`, the start of a line. */
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
 * Finds what is before the lines of a text.
 * @param text the whole text, or as much of its beginning as `BEGINNING`
 */
function prefixesOf(text: string): LinePrefixes {
  const expressions: RegExp[] = [];
  let lines = beginningLines(text);
  while (expressions.length < MAX_ROUNDS) {
    const expression = commonPrefix(lines);
    if (!expression) break;
    expressions.push(expression);
    lines = lines.map(({ text: said, mayBeRest }) => {
      expression.lastIndex = 0;
      return { text: said.slice(expression.exec(said)?.[0].length ?? 0), mayBeRest };
    });
  }
  return new LinePrefixes(expressions);
}

/** A line of a beginning. One after a full line may be the rest of that, and has no prefix then. */
interface BeginningLine {
  readonly text: string;
  readonly mayBeRest: boolean;
}

/** The lines of a beginning that hold something. */
function beginningLines(text: string): BeginningLine[] {
  const beginning = text.slice(text.charCodeAt(0) === FILLER ? 1 : 0, BEGINNING);
  const lines = new Lines(beginning);
  const found: BeginningLine[] = [];
  let mayBeRest = false;
  for (let at = 0; at < beginning.length;) {
    const end = lines.endOf(at);
    const said = beginning.slice(at, Math.min(end, at + MAX_PREFIX));
    if (said.trim() !== '' && !HEADER.test(said)) found.push({ text: said, mayBeRest });
    mayBeRest = end - at >= USUAL - 1;
    at = lines.nextOf(end);
  }
  return found;
}

/** The prefix that most of the lines have; undefined if none has enough. */
function commonPrefix(lines: readonly BeginningLine[]): RegExp | undefined {
  let best: { form: PrefixForm; rests: string[] } | undefined;
  for (const one of FORMS) {
    const { found, rests, missed } = prefixesLike(one, lines);
    if (
      isEnough(one, rests.length, rests.length + missed) &&
      rests.length > (best?.rests.length ?? 0) &&
      !one.isOwn?.(found, rests)
    )
      best = { form: one, rests };
  }
  return best && withHost(best.form, best.rests);
}

/** True if `count` lines with a prefix, of `all`, show that the text has it. */
function isEnough({ isForeign }: PrefixForm, count: number, all: number): boolean {
  if (count === 0) return false;
  const [isMost, areMany] = [count >= all * MIN_SHARE, count >= MIN_LINES];
  return isForeign ? isMost || areMany : isMost && areMany;
}

/** What lines have of one form of prefixes. */
interface PrefixesFound {
  readonly found: readonly string[];
  /** What follows each. */
  readonly rests: string[];
  /** Lines without one, apart from those that may be the rest of another. */
  readonly missed: number;
}

/** The prefixes of one form; not all of them once too many lines have none. */
function prefixesLike(one: PrefixForm, lines: readonly BeginningLine[]): PrefixesFound {
  const found: string[] = [];
  const rests: string[] = [];
  let missed = 0;
  const most = one.isForeign ? lines.length : lines.length * (1 - MIN_SHARE);
  for (const { text: said, mayBeRest } of lines) {
    if (missed > most) break;
    one.expression.lastIndex = 0;
    const prefix = one.begins.includes(said.charAt(0)) ? one.expression.exec(said)?.[0] : undefined;
    if (prefix) {
      found.push(prefix);
      rests.push(said.slice(prefix.length));
    } else if (!mayBeRest) missed++;
  }
  return { found, rests, missed };
}

/** A prefix with the host that follows it in most lines. A system log, whose lines name their daemon, has no prefix. */
function withHost({ expression, hasHost }: PrefixForm, rests: readonly string[]): RegExp | undefined {
  const filled = rests.filter(rest => rest.trim() !== '');
  if (!hasHost) {
    // A blank is part of the prefix if most lines have it there.
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
  const said = isHost ? filled.map(rest => (rest.startsWith(host) ? rest.slice(host.length) : rest)) : filled;
  const logged = said.filter(rest => DAEMON.test(rest)).length;
  if (isHost && logged >= said.length * MIN_SHARE) return undefined;
  if (!isHost) return expression;
  const withColon = said.filter(rest => /^[ \t]?:/.test(rest)).length;
  const colon = withColon > said.length * MIN_SHARE ? String.raw`(?:[ \t]?:)?` : '';
  const escaped = host.replace(/[.]/g, '\\.');
  return new RegExp(String.raw`${expression.source}(?:${escaped}${colon}${ENDS})?`, 'my');
}

/** The text with every prefix filled, so that offsets and lines stay. It is the text itself if that has no prefixes. */
export function withoutPrefixes(text: string, prefixes = prefixesOf(text)): string {
  return prefixes.isNone ? text : filled(text, prefixes, true);
}

/** @param isLineStart whether a line starts where the text does, and not before it */
function filled(text: string, prefixes: LinePrefixes, isLineStart: boolean): string {
  const lines = new Lines(text);
  const parts: string[] = [];
  let kept = 0;
  for (let at = isLineStart ? 0 : lines.nextOf(lines.endOf(0)); at < text.length;) {
    const lineEnd = lines.endOf(at);
    const start = text.charCodeAt(at) === FILLER ? at + 1 : at;
    const end = Math.min(prefixes.endOf(text, start), lineEnd);
    if (end > start) {
      parts.push(text.slice(kept, start), fillerOf(end - start));
      kept = end;
    }
    at = lines.nextOf(lineEnd);
  }
  parts.push(text.slice(kept));
  return parts.join('');
}

const FILL = String.fromCharCode(FILLER);
const fillers = new Map<number, string>();

function fillerOf(length: number): string {
  let known = fillers.get(length);
  if (known === undefined) fillers.set(length, (known = FILL.repeat(length)));
  return known;
}

/** Fills the prefixes of a text that comes in pieces. */
export class PrefixStream {
  #prefixes: LinePrefixes | undefined;
  /** What was not given out: the beginning of the text, or of a line. */
  #held = '';
  #beginning: string[] = [];
  #length = 0;
  #isLineStart = true;

  /** Takes the next piece; returns what can be given out, which can be nothing. */
  push(piece: string): string {
    if (this.#prefixes) return this.#give(this.#held + piece, this.#prefixes);
    this.#beginning.push(piece);
    this.#length += piece.length;
    return this.#length < BEGINNING ? '' : this.#begin();
  }

  /** Returns the rest: no more text comes. */
  finish(): string {
    const text = this.#prefixes ? '' : this.#begin();
    const rest = this.#held;
    this.#held = '';
    return text + (this.#prefixes && rest !== '' ? filled(rest, this.#prefixes, this.#isLineStart) : rest);
  }

  #begin(): string {
    const text = this.#beginning.join('');
    this.#beginning = [];
    this.#prefixes = prefixesOf(text);
    return this.#give(text, this.#prefixes);
  }

  #give(text: string, prefixes: LinePrefixes): string {
    if (prefixes.isNone) return text;
    // A line whose beginning may not be whole waits, and so does what may be half of a line break.
    const start = lineStart(text);
    const whole = text.charCodeAt(text.length - 1) === CR ? text.length - 1 : text.length;
    const end = text.length - start <= MAX_HELD && (start > 0 || this.#isLineStart) ? start : whole;
    this.#held = text.slice(end);
    const given = filled(text.slice(0, end), prefixes, this.#isLineStart);
    if (end > 0) this.#isLineStart = end === start;
    return given;
  }
}

/** Where the last line of a text starts. A CR at the end can be half of a line break. */
function lineStart(text: string): number {
  return Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r', text.length - 2)) + 1;
}
