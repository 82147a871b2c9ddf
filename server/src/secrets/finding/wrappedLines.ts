import { matchCommand } from '../../knowledge';
import {
  afterPrefix,
  type CaptureRecord,
  type CommandRecord,
  type Lines,
  NARROWEST,
  type Span,
  textOf,
  TRIMMED,
} from '../../syntax';
import { unbroken } from './passage';
import { isVocabulary } from '../vocabulary';

/** Maximum length of a joined line. */
const MAX_LENGTH = 4096;
/** A line that starts with its own name, a time, a prompt, or an address with a port does not continue another. */
const LINE_START =
  /^(?:\d{1,3}(?:\.\d{1,3}){3}:\d{1,5} |[A-Za-z][\w-]{1,39}\s?:\s|<\d{1,3}>[A-Z1]|[[<]\d\d:\d\d|[[<]?\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d[.,]\d|--More--|\[\d{1,7}\] |[A-Z]:\\|[#$>] )/;
/** Maximum length of the beginning of a line that shows whether it is a new one, in UTF-16 code units. */
export const MAX_BEGINNING = 60;
/** The end of a line of a shell that continues in the next one. */
const CONTINUED = /\s[\\`^][ \t]?$/;
/** Minimum length of a typed line that a terminal wrapped: a mail program wraps shorter ones, too. */
const MIN_TYPED = 68;
const COMMANDS: ReadonlySet<string> = new Set(['diagnose', 'execute', 'get', 'show']);

/** Lines that a terminal may have wrapped from one. */
export interface WrappedLine {
  readonly lines: readonly Span[];
  /** True if no line of the text is longer. Otherwise the terminal was wider, and FortiOS wraps only typed text. */
  readonly isFull: boolean;
}

/**
 * Collects lines that a terminal of unknown width may have wrapped: a line without a form of its own after a long one. Each
 * line is returned once, or twice if the joined line gets too long.
 */
export class WrappedLines {
  /** The lines of the current candidate. */
  #gathered: Span[] = [];
  #before: CaptureRecord | undefined;
  /** True if the first line is a command: FortiOS wraps typed text whatever the width of its output. */
  #isTyped = false;
  #longest = -1;

  constructor(
    readonly text: string,
    readonly lines: Lines,
  ) {}

  /** Adds the next record. Returns the joined line that ends before it, or with it if that is very long. */
  add(record: CaptureRecord): WrappedLine | undefined {
    if (!this.#mayContinue(record)) return this.#begin(record);
    const before = this.#open();
    const last = before[before.length - 1];
    const start = afterPrefix(this.text, record.start);
    const line = { start, end: last ? this.lines.endOf(start) : start };
    // A terminal does not wrap before a line that is longer.
    if (!last || (!this.#isContinued(last) && this.#isSeparate(line, last))) return this.#begin(record);
    this.#gathered = before;
    this.#gathered.push(line);
    if (line.end - (this.#gathered[0]?.start ?? 0) < MAX_LENGTH) return undefined;
    const whole = this.#joinedLine();
    this.#gathered = [];
    this.#before = record;
    return whole;
  }

  /** Starts with a record that does not continue another; returns the line completed before it. */
  #begin(record: CaptureRecord): WrappedLine | undefined {
    const whole = this.#gathered.length > 0 ? this.finish() : undefined;
    this.#before = record.kind === 'blank' ? undefined : record;
    this.#isTyped = record.kind === 'command';
    return whole;
  }

  /** Returns the last joined line. Call after the last record. */
  finish(): WrappedLine | undefined {
    const whole = this.#joinedLine();
    this.#gathered = [];
    this.#before = undefined;
    return whole;
  }

  #joinedLine(): WrappedLine | undefined {
    const [first] = this.#gathered;
    if (!first) return undefined;
    const isFull = length(first) + TRIMMED >= this.#longestLine();
    const isContinued = this.#isContinued(first);
    const mayBeTyped = this.#isTyped && length(first) >= MIN_TYPED;
    return isFull || isContinued || mayBeTyped
      ? { lines: this.#gathered, isFull: isFull || isContinued }
      : undefined;
  }

  /** True for a longer line, or one that itself continues in the next: it is the first of its command. */
  #isSeparate(line: Span, before: Span): boolean {
    return length(line) > length(before) + TRIMMED || this.#isContinued(line);
  }

  /** True if a line ends with the character after which a shell reads the next one, too. */
  #isContinued({ start, end }: Span): boolean {
    return CONTINUED.test(this.text.slice(Math.max(start, end - 3), end));
  }

  /** True if a record may continue a line. A command without a prompt may, too. */
  #mayContinue(record: CaptureRecord): boolean {
    if (record.kind !== 'text' && (record.kind !== 'command' || record.host || this.#isKnown(record)))
      return false;
    const start = afterPrefix(this.text, record.start);
    return !LINE_START.test(this.text.slice(start, start + MAX_BEGINNING));
  }

  #isKnown({ command }: CommandRecord): boolean {
    const words = textOf(this.text, command).split(/\s+/);
    return COMMANDS.has(words[0] ?? '') || matchCommand(words).entry !== undefined;
  }

  /** The current lines, if a terminal may have wrapped the last of them. */
  #open(): Span[] {
    const lines = this.#gathered.length === 0 && this.#before ? this.#linesOf(this.#before) : this.#gathered;
    const [last, before = last] = [lines[lines.length - 1], lines[lines.length - 2]];
    if (!last || !before) return [];
    const isFilled = length(last) >= NARROWEST && length(last) + TRIMMED >= length(before);
    return isFilled || this.#isContinued(last) ? lines : [];
  }

  /** The lines of a record; only the last one for HTTP, whose lines are separate. */
  #linesOf({ kind, start, end }: CaptureRecord): Span[] {
    const lines = unbroken(this.text, Math.max(start, end - MAX_LENGTH), end);
    return kind === 'http' ? lines.slice(-1) : lines;
  }

  /** The length of the longest line of the text, in UTF-16 code units. */
  #longestLine(): number {
    if (this.#longest >= 0) return this.#longest;
    for (let at = 0; at < this.text.length; at = this.lines.nextOf(this.lines.endOf(at)))
      this.#longest = Math.max(this.#longest, this.lines.endOf(at) - at);
    return this.#longest;
  }
}

/** The start of a function name, or of a word and its separator. */
const FUNCTION = /^(?=[a-z_\d]{8})[a-z_]+_[a-z_\d]+[\s:[-]|^\[[a-z]/;
const WORD = /^([A-Za-z]{3,24})(?:[\s=:,]|\.{1,3}\s|$)/;
/** Console words that are not in the knowledge base. */
const CONSOLE_WORDS: ReadonlySet<string> = new Set([
  'authenticate', 'please', 'done', 'success', 'this', 'the', 'your', 'you', 'are', 'note',
]); // oxfmt-ignore

/**
 * True if a value is unlikely to continue with this line: it starts with a name, a time, a prompt, a function, or a FortiOS
 * term.
 */
export function looksLikeNewLine(line: string): boolean {
  if (LINE_START.test(line) || FUNCTION.test(line)) return true;
  const word = WORD.exec(line)?.[1]?.toLowerCase();
  return word !== undefined && (CONSOLE_WORDS.has(word) || isVocabulary(word));
}

/** True for output that can separate two parts of a line: that of a daemon, known or not, or a prompt. */
export function mayInterrupt(text: string, record: CaptureRecord): boolean {
  const { kind, start, end } = record;
  if (kind === 'command') return record.command.start === record.command.end;
  if (kind !== 'text') return kind === 'debug';
  const from = afterSameIndent(text, start, start);
  return looksLikeNewLine(text.slice(from, Math.min(end, from + MAX_BEGINNING)));
}

/** Maximum indentation that two lines are compared for, in UTF-16 code units. */
const MAX_INDENT = 16;

/** Where the text of the line at `start` begins: after its prefix, and after blanks that the line at `other` has, too. */
export function afterSameIndent(text: string, start: number, other: number): number {
  let [at, like] = [afterPrefix(text, start), afterPrefix(text, other)];
  const most = at + MAX_INDENT;
  for (; at < most && /[ \t\u00A0]/.test(text[at] ?? '') && text[at] === text[like]; like++) at++;
  return at;
}

function length({ start, end }: Span): number {
  return end - start;
}
