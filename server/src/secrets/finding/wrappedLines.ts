import { matchCommand } from '../../knowledge';
import {
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

/** So much is read as one line. */
const MAX_LENGTH = 4096;
/** A line that begins with a name of its own, a time, a prompt, or an address and its port is no rest of another. */
const NAMED =
  /^(?:\d{1,3}(?:\.\d{1,3}){3}:\d{1,5} |[A-Za-z][\w-]{1,39}\s?:\s|<\d{1,3}>[A-Z1]|[[<]\d\d:\d\d|[[<]?\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d[.,]\d|--More--|[#$>] )/;
/** A mail has wrapped what is shorter than a terminal is wide. */
const MIN_TYPED = 68;
const COMMANDS: ReadonlySet<string> = new Set(['diagnose', 'execute', 'get', 'show']);

/** Lines that may be one which a terminal has wrapped. */
export interface WrappedLine {
  readonly lines: readonly Span[];
  /** No line of the text is longer. Otherwise the terminal was wider, and FortiOS wraps only what was typed. */
  readonly isFull: boolean;
}

/**
 * Gathers the lines that a terminal may have wrapped where nothing shows its width, so that no line form can see it: a line
 * without a form of its own after a long one. Every line is given once, or twice if a wrapped line has no end.
 */
export class WrappedLines {
  /** The lines of what may be one line, as far as it was read. */
  #gathered: Span[] = [];
  #before: CaptureRecord | undefined;
  /** The first line is a command: FortiOS wraps what is typed, whatever the width of its output. */
  #isTyped = false;
  #longest = -1;

  constructor(
    readonly text: string,
    readonly lines: Lines,
  ) {}

  /** Takes the next record. Returns what was one line before it, or with it where that is very long. */
  add(record: CaptureRecord): WrappedLine | undefined {
    if (!this.#isRest(record)) return this.#begin(record);
    const before = this.#open();
    const last = before[before.length - 1];
    const line = { start: record.start, end: last ? this.lines.endOf(record.start) : record.start };
    // No terminal wraps before a longer line.
    if (!last || length(line) > length(last) + TRIMMED) return this.#begin(record);
    this.#gathered = before;
    this.#gathered.push(line);
    if (line.end - (this.#gathered[0]?.start ?? 0) < MAX_LENGTH) return undefined;
    const whole = this.#whole();
    this.#gathered = [];
    this.#before = record;
    return whole;
  }

  /** Begins with a record that is no rest of another; returns what was one line before it. */
  #begin(record: CaptureRecord): WrappedLine | undefined {
    const whole = this.#gathered.length > 0 ? this.finish() : undefined;
    this.#before = record.kind === 'blank' ? undefined : record;
    this.#isTyped = record.kind === 'command';
    return whole;
  }

  /** Returns the last one: no more records come. */
  finish(): WrappedLine | undefined {
    const whole = this.#whole();
    this.#gathered = [];
    this.#before = undefined;
    return whole;
  }

  #whole(): WrappedLine | undefined {
    const [first] = this.#gathered;
    if (!first) return undefined;
    const isFull = length(first) + TRIMMED >= this.#longestLine();
    const mayBeTyped = this.#isTyped && length(first) >= MIN_TYPED;
    return isFull || mayBeTyped ? { lines: this.#gathered, isFull } : undefined;
  }

  /** Returns whether a record may be the rest of a line, which a command without a prompt can be, too. */
  #isRest(record: CaptureRecord): boolean {
    if (record.kind !== 'text' && (record.kind !== 'command' || record.host || this.#isKnown(record)))
      return false;
    return !NAMED.test(this.text.slice(record.start, record.start + 60));
  }

  #isKnown({ command }: CommandRecord): boolean {
    const words = textOf(this.text, command).split(/\s+/);
    return COMMANDS.has(words[0] ?? '') || matchCommand(words).entry !== undefined;
  }

  /** The lines that were read last, if a terminal may have wrapped the last of them. */
  #open(): Span[] {
    const lines = this.#gathered.length === 0 && this.#before ? this.#linesOf(this.#before) : this.#gathered;
    const [last, before = last] = [lines[lines.length - 1], lines[lines.length - 2]];
    const isOpen = last && before && length(last) >= NARROWEST && length(last) + TRIMMED >= length(before);
    return isOpen ? lines : [];
  }

  /** The lines of a record that is one line; of another, its last line. */
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

/** A function, and a word with what parts it from the next. */
const FUNCTION = /^(?=[a-z_\d]{8})[a-z_]+_[a-z_\d]+[\s:[-]|^\[[a-z]/;
const WORD = /^([A-Za-z]{3,24})(?:[\s=:,]|\.{1,3}\s|$)/;
/** Words of a console that no source of ours has. */
const SAID: ReadonlySet<string> = new Set([
  'authenticate', 'please', 'done', 'success', 'this', 'the', 'your', 'you', 'are', 'note',
]); // prettier-ignore

/** A value hardly continues so: with a name, a time, a prompt, a function, a word of FortiOS. */
export function beginsAnew(line: string): boolean {
  if (NAMED.test(line) || FUNCTION.test(line)) return true;
  const word = WORD.exec(line)?.[1]?.toLowerCase();
  return word !== undefined && (SAID.has(word) || isVocabulary(word));
}

function length({ start, end }: Span): number {
  return end - start;
}
