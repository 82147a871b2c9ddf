import { CR, FILLER, isSpace, LF, trimEnd } from './characters';
import type { JsonTape } from './json/tree';
import type { CaptureRecord, JsonRecord, Span } from './records';

/** What a line form looks at: the rest of one line, from where the record before ended. */
export interface Line {
  /** Where the record begins. */
  readonly start: number;
  /** The time stamp that the line begins with; both -1 where it has none. */
  readonly stampStart: number;
  readonly stampEnd: number;
  /** Where the line's own words begin: after the time stamp and the white space around it. */
  readonly head: number;
  /** Where the line ends, before its line break. */
  readonly end: number;
  /** Where its last word ends, before the white space at its end. */
  readonly last: number;
  /** Where the next line begins. */
  readonly next: number;
}

/** What a line form can ask of the reader. */
export interface Reading {
  readonly text: string;
  /** No record may reach past this offset. */
  readonly limit: number;
  readonly tape: JsonTape;
  /** The first word of the command whose output this is, as far as it is known: `get`, `diagnose`. */
  readonly command: string;
  /** The host of the last prompt. */
  readonly host: string;
  /** The line that begins at `start`; an empty one at the end of the text. */
  lineAt(start: number): Line;
  /** The kind of the record at `line` where nothing else can be mistaken for it, tried without the form `except`. */
  kindAt(line: Line, except?: LineForm): CaptureRecord['kind'] | undefined;
  /** The first place on `line`, from `from` on, where a record begins in the middle of a line; the line's end if there is none. */
  recordWithin(line: Line, from: number): number;
  /** The line below one that the terminal may have wrapped, where no form knows it: its rest. */
  restOf(line: Line): Line | undefined;
  /** Says that a payload continues after what follows. */
  expect(records: readonly JsonRecord[]): void;
}

/** How a line of a form is found in the middle of another one: copies from web pages lose their line breaks. */
export interface Embedded {
  /** The character of its head at which to look. */
  readonly trigger: string;
  /**
   * Where the record starts that has the trigger at `at`, after white space; -1 if none does. It looks at a bounded slice
   * of `[from, end)`.
   */
  startAt(text: string, at: number, from: number, end: number): number;
}

/** One form that a line can have. */
export interface LineForm {
  readonly id: string;
  /** The characters that such a line can begin with, after its time stamp; empty for any. */
  readonly first: string;
  /** Only FortiOS output looks like this, so it ends a payload that is still open. */
  readonly strong: boolean;
  /** Missing for a form that is not looked for in the middle of a line, or that only the reader can find. */
  readonly embedded?: Embedded;
  /** What shows a line of this form to be FortiOS output: a weight from 1, little, to 4, nearly everything, and how it begins. */
  readonly sign?: readonly [weight: number, head: RegExp];
  /** Lines of this form, for people and for the tests. */
  readonly examples: readonly string[];
  /**
   * The kind of the record of this form that begins at `line`, for forms whose `read` looks further than the line, or
   * asks other forms. It does neither: a look-ahead that asked `read` would look ahead itself, line after line.
   */
  begins?(line: Line, reading: Reading): CaptureRecord['kind'] | undefined;
  /** Reads the record that begins at `line`, or says undefined when the line has another form. */
  read(line: Line, reading: Reading): CaptureRecord | undefined;
}

/** A head that starts at its bracket, after white space. It is compared with no more than `length` code units. */
export function afterSpace(head: RegExp, length: number): Embedded {
  return {
    trigger: '[',
    startAt: (text, at, from, end) =>
      at > from && isSpace(text.charCodeAt(at - 1)) && head.test(text.slice(at, Math.min(end, at + length)))
        ? at
        : -1,
  };
}

/** Knows the next place of one character, so that asking along a text costs one pass over it. */
class Mark {
  #from = 0;
  #at = -1;

  constructor(
    readonly text: string,
    readonly character: string,
  ) {}

  /** The first place of the character from `start` on; the end of the text if there is none. */
  find(start: number): number {
    if (start > this.#at) {
      const at = this.text.indexOf(this.character, start);
      this.#at = at < 0 ? this.text.length : at;
      this.#from = start;
    } else if (start < this.#from) {
      // Looking back happens where a payload was read ahead; `indexOf` could run through the whole text again.
      const code = this.character.charCodeAt(0);
      for (let at = start; at < this.#from; at++) {
        if (this.text.charCodeAt(at) === code) this.#at = this.#from = at;
      }
      this.#from = start;
    }
    return this.#at;
  }
}

/** A stretch without a line break before `end`, and where its last word ends. */
interface KnownLine {
  start: number;
  end: number;
  last: number;
}

/** Finds the lines of a text. A line ends with LF, CR LF or CR, as in the language server protocol. */
export class Lines {
  readonly #returns: Mark;
  readonly #feeds: Mark;
  /** The two lines that were asked for last: a reader looks at the next line and back, many times on a long line. */
  #recent: KnownLine = { start: 0, end: -1, last: -1 };
  #other: KnownLine = { start: 0, end: -1, last: -1 };

  constructor(readonly text: string) {
    this.#returns = new Mark(text, '\r');
    this.#feeds = new Mark(text, '\n');
  }

  /** The end of the line that holds `start`, before its line break. */
  endOf(start: number): number {
    return this.#lineOf(start).end;
  }

  /** The end of the last word between `start` and the end of its line; `start` if there is none. */
  lastOf(start: number): number {
    const line = this.#lineOf(start);
    if (line.last < 0) line.last = trimEnd(this.text, line.start, line.end);
    return Math.max(start, line.last);
  }

  #lineOf(start: number): KnownLine {
    if (start >= this.#recent.start && start <= this.#recent.end) return this.#recent;
    const known = this.#other;
    this.#other = this.#recent;
    this.#recent = known;
    if (start >= known.start && start <= known.end) return known;
    known.start = start;
    known.end = Math.min(this.#returns.find(start), this.#feeds.find(start));
    known.last = -1;
    return known;
  }

  /** The start of the line after the line break at `end`. */
  nextOf(end: number): number {
    if (end >= this.text.length) return this.text.length;
    return this.text.charCodeAt(end) === CR && this.text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
  }
}

/**
 * True if a line has at least this many columns, so that a terminal may have wrapped it. For a record that begins within its
 * line, the text before it counts, too. A prefix does not count if the next line has one: it was added after the wrapping.
 */
export function isAsLong(text: string, { start, end }: Span, columns: number): boolean {
  const isAlone = text.charCodeAt(nextLine(text, end)) === FILLER;
  const least = end - columns;
  let at = start;
  while (at > 0 && at > least && !beginsLine(text, at)) {
    if (isAlone && text.charCodeAt(at - 1) === FILLER) break;
    at--;
  }
  if (isAlone) while (text.charCodeAt(at) === FILLER) at++;
  return at <= least;
}

/** Where the line after the one that ends at `end` begins. */
function nextLine(text: string, end: number): number {
  let at = end;
  while (text.charCodeAt(at) === CR) at++;
  return text.charCodeAt(at) === LF ? at + 1 : at;
}

export function beginsLine(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return at === 0 || before === LF || before === CR;
}

/** Where the content of the line at `start` begins, after the prefix that a terminal put there. */
export function afterPrefix(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === FILLER) at++;
  return at;
}

export function isBlank(text: string, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}
