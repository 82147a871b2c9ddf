import { max, min } from '../integers';
import { singleBlanks } from './blanks';
import { CR, FILLER, isSpace, LF, trimEnd } from './characters';
import type { JsonTape } from './json/tree';
import { isApart } from './quotation';
import { withOffsets } from './recordParts';
import type { CaptureRecord, JsonRecord, Span, RecordDraft } from './records';

/** What a line form examines: the rest of one line, from the end of the previous record. */
export interface Line {
  /** Where the record begins. */
  readonly start: number;
  /** The time stamp at the start of the line; both -1 if there is none. */
  readonly stampStart: number;
  readonly stampEnd: number;
  /** Where the content of the line begins: after the time stamp and the white space around it. */
  readonly head: number;
  /** Where the line ends, before its line break. */
  readonly end: number;
  /** Where the last word ends, before trailing white space. */
  readonly last: number;
  /** Where the next line begins. */
  readonly next: number;
}

/** What a line form can query from the reader. */
export interface Reading {
  readonly text: string;
  /** No record may reach past this offset. */
  readonly limit: number;
  readonly tape: JsonTape;
  /** Whether this is the output of `get`, whose fields have no blank before their colon. */
  readonly isOfGet: boolean;
  /** The host of the last prompt. */
  readonly host: string;
  /** The line that begins at `start`; an empty one at the end of the text. */
  lineAt(start: number): Line;
  /** The kind of the record at `line` if it is unmistakable, tried without the form `except`. */
  kindAt(line: Line, except?: LineForm): CaptureRecord['kind'] | undefined;
  /**
   * The first offset on `line`, from `from` on, where a record begins in the middle of a line; the line's end if there is
   * none.
   */
  recordWithin(line: Line, from: number): number;
  /** The line with one blank for each run of them; undefined if its beginning has no run. */
  singleOf(line: Line): SingleLine | undefined;
  /** The line after one that a terminal may have wrapped, if no form matches it: the rest of that line. */
  restOf(line: Line): Line | undefined;
  /** Registers the parts of a payload that continue after other lines. */
  expect(records: readonly JsonRecord[]): void;
}

/** How much of a line is read with one blank for each run of them: the heads of all forms, in UTF-16 code units. */
const MAX_SINGLE = 400;

/** A line with one blank for each run of them. */
export interface SingleLine {
  readonly line: Line;
  readonly text: string;
  /** The offset in the capture of an offset in `text`. */
  offsetOf(at: number): number;
}

/** The line of a text with one blank for each run of them after its time stamp; undefined if its beginning has no run. */
export function singleLine(text: string, line: Line): SingleLine | undefined {
  const { start, head, end, last, next } = line;
  const single = singleBlanks(text.slice(head, min(last, head + MAX_SINGLE)));
  if (!single) return undefined;
  const from = head - start;
  const lastAt = from + single.text.length;
  return {
    line: {
      start: 0,
      stampStart: line.stampStart < 0 ? -1 : line.stampStart - start,
      stampEnd: line.stampEnd < 0 ? -1 : line.stampEnd - start,
      head: from,
      last: lastAt,
      // What is between the last word and the line break is one blank here, so that each place has its own offset.
      end: lastAt + 1,
      next: lastAt + 2,
    },
    text: `${text.slice(start, head)}${single.text} \n`,
    offsetOf(at) {
      if (at >= lastAt) return [last, end, next][at - lastAt] ?? next;
      return at <= from ? start + at : head + single.offsetOf(at - from);
    },
  };
}

/** A form that reads nothing but its line, and whose records have no numbers but offsets. */
interface OneLineForm extends LineForm {
  read(line: Line, reading: Pick<Reading, 'text'>): RecordDraft | undefined;
}

/** The form, reading runs of blanks as one. */
export function anyBlanks(form: OneLineForm): LineForm {
  return {
    ...form,
    read(line, reading) {
      const single = reading.singleOf(line);
      if (!single) return form.read(line, reading);
      const record = form.read(single.line, { text: single.text });
      return record && withOffsets(record, offset => single.offsetOf(offset));
    },
  };
}

/** How to find a line of a form in the middle of another: copies from web pages lose their line breaks. */
export interface Embedded {
  /** The character of its head that triggers a check. */
  readonly trigger: string;
  /**
   * The start of the record whose trigger is at `at`, after white space; -1 if there is none. Examines a bounded slice of
   * `[from, end)`.
   */
  startAt(text: string, at: number, from: number, end: number): number;
}

/** Evidence of FortiOS output: a weight from 1 (weak) to 4 (nearly conclusive), and how such a line begins. */
export type FormSign = readonly [weight: number, head: RegExp];

/** One form that a line can have. */
export interface LineForm {
  readonly id: string;
  /** The characters that such a line can begin with, after its time stamp; empty for any. */
  readonly first: string;
  /** Only FortiOS output looks like this, so it ends an open payload. */
  readonly strong: boolean;
  /** Missing for a form that is not searched in the middle of a line, or that only the reader can find. */
  readonly embedded?: Embedded;
  /** The rest of a line that a page wrapped can look like a line of this form. */
  readonly mayBeRest?: true;
  /** How a line of this form begins if that is evidence of FortiOS output. */
  readonly signs?: readonly FormSign[];
  /** Example lines, for readers and for the tests. */
  readonly examples: readonly string[];
  /**
   * The kind of the record of this form that begins at `line`, for forms whose `read` looks beyond the line or queries
   * other forms. It must do neither: a look-ahead that called `read` would look ahead itself, line after line.
   */
  begins?(line: Line, reading: Reading): CaptureRecord['kind'] | undefined;
  /** Reads the record that begins at `line`; undefined if the line has another form. */
  read(line: Line, reading: Reading): RecordDraft | undefined;
}

/** A head that starts at its bracket, after white space or the beginning of a quotation. At most `length` code units are compared. */
export function afterSpace(head: RegExp, length: number): Embedded {
  return {
    trigger: '[',
    startAt: (text, at, from, end) =>
      at > from && isApart(text, at) && head.test(text.slice(at, min(end, at + length))) ? at : -1,
  };
}

/** Caches the next offset of one character, so that queries along a text cost one pass over it. */
class Mark {
  #from = 0;
  #at = -1;

  constructor(
    readonly text: string,
    readonly character: string,
  ) {}

  /** The first offset of the character from `start` on; the end of the text if there is none. */
  find(start: number): number {
    if (start > this.#at) {
      const at = this.text.indexOf(this.character, start);
      this.#at = at < 0 ? this.text.length : at;
      this.#from = start;
    } else if (start < this.#from) {
      // Queries go backward after a payload was read ahead; `indexOf` could scan the whole text again.
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
  readonly #lineFeeds: Mark;
  /** The two most recent lines: a reader looks at the next line and back, many times on a long line. */
  #recent: KnownLine = { start: 0, end: -1, last: -1 };
  #other: KnownLine = { start: 0, end: -1, last: -1 };

  constructor(readonly text: string) {
    this.#returns = new Mark(text, '\r');
    this.#lineFeeds = new Mark(text, '\n');
  }

  /** The end of the line that holds `start`, before its line break. */
  endOf(start: number): number {
    return this.#lineOf(start).end;
  }

  /** The end of the last word between `start` and the end of its line; `start` if there is none. */
  lastOf(start: number): number {
    const line = this.#lineOf(start);
    if (line.last < 0) line.last = trimEnd(this.text, line.start, line.end);
    return max(start, line.last);
  }

  #lineOf(start: number): KnownLine {
    if (start >= this.#recent.start && start <= this.#recent.end) return this.#recent;
    const known = this.#other;
    this.#other = this.#recent;
    this.#recent = known;
    if (start >= known.start && start <= known.end) return known;
    known.start = start;
    known.end = min(this.#returns.find(start), this.#lineFeeds.find(start));
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
 * True if a line has at least `columns` columns, so that a terminal may have wrapped it. Text before a record on its line
 * counts, too. A prefix does not count if the next line has one: it was added after the wrapping.
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

/** Where the content of the line at `start` begins, after a prefix from the terminal. */
export function afterPrefix(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === FILLER) at++;
  return at;
}

export function isBlank(text: string, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}

/** The start of the last line of a text. A CR at the end can be half of a line break. */
export function lineStart(text: string): number {
  return max(text.lastIndexOf('\n'), text.lastIndexOf('\r', text.length - 2)) + 1;
}
