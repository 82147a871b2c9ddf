import { max, min } from '../integers';
import {
  CLOSE_BRACKET,
  CR,
  FILLER,
  HASH,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  SLASH,
  SPACE,
  isSpace,
  skipSpace,
} from './characters';
import { hasNoMessage, isCutSerial, isNextPart, mayContinue } from './continuation';
import { promptBefore } from './forms/console';
import { stampedLine } from './forms/debug';
import { requestBefore } from './forms/http';
import { FORMS } from './forms/index';
import { startsJson } from './forms/json';
import { sentence } from './forms/bareSentences';
import { JsonTape } from './json/tree';
import {
  isAsLong,
  isBlank,
  type Line,
  type LineForm,
  Lines,
  type Reading,
  type SingleLine,
  singleLine,
} from './line';
import { isQuotation, ofQuotation } from './quotation';
import { partsOf, placedRecord, type RecordParts, type Rest, withRest } from './recordParts';
import type { CaptureRecord, DebugRecord, JsonRecord, RecordDraft, Span } from './records';
import { contextAfter, type ReaderContext, contextAtStart } from './readerContext';
import { stampEnd } from './stamp';
import type { Template } from './template';
import type { Templates } from './templates';

type ByCharacter = readonly (readonly LineForm[])[];

/** The forms that a line can have, by its first character. */
const byCharacter = (forms: readonly LineForm[]): ByCharacter =>
  Array.from({ length: 128 }, (_, code) =>
    forms.filter(form => form.first === '' || form.first.includes(String.fromCharCode(code))),
  );
const BY_CHARACTER = byCharacter(FORMS);
/** Maximum number of lines over which a debug line continues; the longest seen is a 4 KB dump at 80 columns. */
const MAX_CONTINUED = 256;
/** Maximum number of time stamps at the start of a line: its own, and those of daemons that interrupted it. */
const MAX_STAMPS = 4;
/** More blanks are those of a line that begins with another time. */
const MAX_BETWEEN_STAMPS = 2;
const NO_FORMS: readonly LineForm[] = [];

/** The embedded forms by their trigger, and the characters at which the reader itself looks for a record. */
const EMBEDDED = Array.from({ length: 128 }, (_, code) =>
  FORMS.flatMap(({ embedded }) => (embedded?.trigger.charCodeAt(0) === code ? [embedded] : [])),
);
const CHECKED_CHARACTERS = Uint8Array.from({ length: 128 }, (_, code) =>
  EMBEDDED[code]?.length || '{/-#'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** Kinds whose text ends where another record begins on the same line. */
const OPEN_ENDED: ReadonlySet<CaptureRecord['kind']> = new Set(['debug', 'command', 'text', 'sentence']);

/**
 * Reads a text into records that cover it end to end. Accepts any string, in time proportional to its length; text that no
 * form matches is of kind `text`.
 *
 * @param wrappedFrom the length, in UTF-16 code units, from which a terminal may have wrapped a line; by default, what the
 *   text shows
 */
export function readRecords(
  text: string,
  wrappedFrom = contextAtStart(text).wrappedFrom,
  templates?: Templates,
): readonly CaptureRecord[] {
  return readAll(new Reader(text, { command: '', host: '', wrappedFrom }, templates));
}

/** Like `readRecords`, with these forms only. */
export function readRecordsWith(text: string, forms: readonly LineForm[]): readonly CaptureRecord[] {
  return readAll(new Reader(text, contextAtStart(text), undefined, byCharacter(forms)));
}

/** The id of the form that a line has by itself; empty for a line with a time stamp only, undefined for text. */
export function formOf(line: string): string | undefined {
  const reader = new Reader(line, { command: '', host: '', wrappedFrom: Infinity });
  return reader.formAt(reader.lineAt(0));
}

function readAll(reader: Reader): CaptureRecord[] {
  const records: CaptureRecord[] = [];
  for (let record = reader.next(); record; record = reader.next()) records.push(record);
  return records;
}

/** Reads a text record by record. */
export class Reader implements Reading {
  readonly tape = new JsonTape();
  readonly #lines: Lines;
  /** The parts of interrupted payloads that are still to come, in order. */
  readonly #expected: JsonRecord[] = [];
  #taken = 0;
  /** The last line that was asked for with single blanks: several forms ask for the same one. */
  #single: { readonly start: number; readonly head: number; readonly line: SingleLine | undefined } = {
    start: -1,
    head: -1,
    line: undefined,
  };

  #context: ReaderContext;
  #at = 0;
  /** The line that was asked for last. */
  #line: Line | undefined;
  /** Whether a whole line is read, and its template. */
  #isLine = false;
  #template: Template | undefined;
  /** Where that line ends, and whether a form asked for anything but its text and `isOfGet`. */
  #lineEnd = 0;
  #looksFurther = false;

  /** @param templates those of earlier texts; without them, each record is read by itself */
  constructor(
    readonly text: string,
    context: ReaderContext,
    readonly templates?: Templates,
    readonly byCharacter: ByCharacter = BY_CHARACTER,
  ) {
    this.#lines = new Lines(text);
    this.#context = context;
  }

  get host(): string {
    this.#looksFurther = true;
    return this.#context.host;
  }

  /** The context before the next record. */
  get context(): ReaderContext {
    return this.#context;
  }

  /** True if no interrupted payload is still open. */
  get isBetween(): boolean {
    return this.#taken === this.#expected.length;
  }

  get limit(): number {
    this.#looksFurther = true;
    return this.#expected[this.#taken]?.start ?? this.text.length;
  }

  /** The next record; undefined at the end of the text. */
  next(): CaptureRecord | undefined {
    if (this.#at >= this.text.length) return undefined;
    const record = this.#known(this.#at) ?? this.#unknown(this.#at);
    this.#at = record.end;
    this.#context = contextAfter(this.#context, record, this.text);
    return record;
  }

  /** The record at `at`, if another line of its template was read. */
  #known(at: number): CaptureRecord | undefined {
    this.#template = undefined;
    this.#isLine = this.templates !== undefined && this.isBetween;
    if (!this.templates || !this.#isLine) return undefined;
    const line = this.lineAt(at);
    if (isEmpty(line)) return undefined;
    this.#template = this.templates.ofLine(this.text, line, this.isOfGet);
    const parts = this.#template?.facts.parts;
    return parts && this.#placed(parts, line, this.#template);
  }

  /** The record at `at`, read by the forms. What depends on its line alone is noted with the template. */
  #unknown(at: number): CaptureRecord {
    const expected = this.#expectedAt(at);
    if (expected) return expected;
    const line = this.lineAt(at);
    const own = this.#ownOf(line);
    if (own.kind === 'json') return this.#withTemplate(own, line);
    const template = this.#looksFurther ? undefined : this.#template;
    const parts = partsOf(own);
    if (template) template.facts.parts = parts;
    return this.#placed(parts, line, template);
  }

  /** The record of a line, with its continuation on further lines. */
  #placed(parts: RecordParts, line: Line, template: Template | undefined): CaptureRecord {
    const { start } = line;
    const record = placedRecord(parts, start, start + parts.end, template);
    const rest = record.end === line.next ? this.#rest(record, line) : undefined;
    if (rest) return this.#shared(withRest(parts, rest, start), start, rest.end, line);
    return template ? record : this.#shared(parts, start, record.end, line);
  }

  /** A record that depends on more than its line; others of its template have the same parts. */
  #shared(parts: RecordParts, start: number, end: number, line: Line): CaptureRecord {
    const record = this.#withTemplate(placedRecord(parts, start, end), line);
    const { template } = record;
    if (!template) return record;
    const whole = (template.facts.whole ??= parts);
    return whole === parts ? record : placedRecord(whole, start, end, template);
  }

  #withTemplate<One extends CaptureRecord>(record: One, line: Line): One {
    const isLine = this.#isLine && record.end === line.next;
    // A line that was not seen before has no template yet.
    const isNew = isLine && !this.#template;
    if (record.kind !== 'blank' && !isNew) record.template = this.templates?.of(this.text, record, isLine);
    return record;
  }

  get isOfGet(): boolean {
    return this.#context.command !== '' && 'get'.startsWith(this.#context.command);
  }

  lineAt(start: number): Line {
    if (start >= this.#lineEnd) this.#looksFurther = true;
    // The reader looks at the next line, and reads it then.
    if (this.#line?.start !== start) this.#line = this.#lineFrom(start);
    return this.#line;
  }

  #lineFrom(start: number): Line {
    const end = min(this.#lines.endOf(start), this.text.length);
    let head = skipSpace(this.text, start, end);
    let stampStart = -1;
    let last = -1;
    // A line that another daemon interrupted has the time stamp of that daemon after its own.
    for (let stamps = 0; stamps < MAX_STAMPS; stamps++) {
      // Some terminals put the time that they add in brackets.
      const bracket = this.text.charCodeAt(head) === OPEN_BRACKET ? 1 : 0;
      const stamp = stampEnd(this.text, head + bracket, end);
      if (stamp < 0 || (bracket === 1 && this.text.charCodeAt(stamp) !== CLOSE_BRACKET)) break;
      if (stampStart >= 0 && head - last > MAX_BETWEEN_STAMPS) break;
      stampStart = head + bracket;
      last = stamp;
      head = skipSpace(this.text, stamp + bracket, end);
    }
    return {
      start,
      stampStart,
      stampEnd: last,
      head,
      end,
      last: min(end, this.#lines.lastOf(start)),
      next: this.#lines.nextOf(end),
    };
  }

  kindAt(line: Line, except?: LineForm): CaptureRecord['kind'] | undefined {
    for (const form of this.#forms(line)) {
      if (!form.strong || form === except) continue;
      const kind = beginning(form, line, this);
      if (kind) return kind;
    }
    return line.stampStart >= 0 ? 'debug' : undefined;
  }

  /** The id of the first form that matches the line; empty for a line with a time stamp only, undefined for text. */
  formAt(line: Line): string | undefined {
    const form = this.#forms(line).find(one => beginning(one, line, this));
    return form?.id ?? (line.stampStart >= 0 ? '' : undefined);
  }

  expect(records: readonly JsonRecord[]): void {
    for (const record of records) this.#expected.push(record);
  }

  restOf(line: Line): Line | undefined {
    if (line.next >= this.limit || !this.#mayBeWrapped(line)) return undefined;
    const next = this.lineAt(line.next);
    return next.stampStart < 0 && next.head < next.end && this.#isText(next) ? next : undefined;
  }

  /** True if the line is long enough for a terminal to have wrapped it at the end of this span. */
  #mayBeWrapped(span: Span): boolean {
    this.#looksFurther = true;
    return isAsLong(this.text, span, this.#context.wrappedFrom);
  }

  singleOf(line: Line): SingleLine | undefined {
    const known = this.#single;
    if (known.start !== line.start || known.head !== line.head)
      this.#single = { start: line.start, head: line.head, line: singleLine(this.text, line) };
    return this.#single.line;
  }

  recordWithin(line: Line, from: number): number {
    return this.#embedded({ kind: 'text', start: line.start, end: line.next }, from, line.end);
  }

  /** The record at the start of a line, without its continuation. Notes whether it depends on more than the line. */
  #ownOf(line: Line): RecordDraft {
    [this.#lineEnd, this.#looksFurther] = [line.next, false];
    if (isEmpty(line)) return this.#blank(line);
    const record = this.#read(line);
    const whole = OPEN_ENDED.has(record.kind) ? this.#split(record, line) : record;
    return whole.kind === 'debug' && whole.end === line.next
      ? (ofQuotation(this.text, whole) ?? whole)
      : whole;
  }

  /** What continues a record on further lines. */
  #rest(record: CaptureRecord, line: Line): Rest | undefined {
    if (record.kind === 'debug')
      return isQuotation(this.text, record) ? undefined : this.#continuation(record, line);
    if (record.kind !== 'sentence' && (record.kind !== 'table' || record.part !== 'row')) return undefined;
    const rest = this.restOf(line);
    return rest && { end: rest.next, last: rest.last };
  }

  /** The expected part of a payload in the line that begins at `at`, including a prefix from the terminal. */
  #expectedAt(at: number): JsonRecord | undefined {
    let expected = this.#expected[this.#taken];
    // Drops parts inside a line that was read as something else.
    while (expected && expected.start < at) expected = this.#expected[++this.#taken];
    if (!expected) return undefined;
    let head = at;
    while (head < expected.start && this.text.charCodeAt(head) === FILLER) head++;
    if (head !== expected.start) return undefined;
    this.#taken++;
    return head === at ? expected : { ...expected, start: at };
  }

  /** The lines that continue a debug line that a terminal wrapped. */
  #continuation(record: DebugRecord, first: Line): Rest | undefined {
    let last = first;
    let { end, messageEnd } = record;
    for (let count = 0; count < MAX_CONTINUED && end < this.limit; count++) {
      const isHead = record.form === 'flow' && messageEnd <= record.messageStart;
      const next = this.#afterEmpty(this.lineAt(end), isHead);
      if (next.stampStart >= 0 || next.head >= next.end) break;
      const mayBeWrapped = this.#mayBeWrapped(last);
      if (!isNextPart(this.text, record, end, next)) {
        if (!mayContinue(this.text, record, last, next, mayBeWrapped)) break;
        if (!this.#isText(next) && !this.#isWrappedRest(record, last, next)) break;
      }
      // A paragraph that lost its line breaks and was wrapped afterwards: another line begins in the middle of this one.
      const other = this.#embedded(record, next.head, next.end);
      if (other < next.end)
        return { end: other, last: max(record.messageStart, this.#trim(next.head, other)) };
      [last, end, messageEnd] = [next, next.next, next.end];
    }
    return end === record.end ? undefined : { end, last: messageEnd };
  }

  /**
   * The line after the empty one that CR CR LF leaves between a wrapped line and its rest, or a web page between the
   * head of a packet line and its message.
   */
  #afterEmpty(line: Line, isHead: boolean): Line {
    const isEmpty = line.end === line.start && line.next < this.limit;
    return isEmpty && (isHead || this.text.charCodeAt(line.start - 1) === CR) ? this.lineAt(line.next) : line;
  }

  /**
   * True if `next` has a form of its own and still is the rest of a full line. Two hex digits are no dump: a terminal can
   * cut a serial number anywhere. A sentence after a head without a message is that message.
   */
  #isWrappedRest(record: DebugRecord, last: Line, next: Line): boolean {
    if (!this.#mayBeWrapped(last)) return false;
    if (isCutSerial(this.text, next)) return true;
    return hasNoMessage(this.text, record, last) && this.#isText(next, sentence);
  }

  /** True if no form matches the line, apart from `except`. */
  #isText(line: Line, except?: LineForm): boolean {
    return !this.#forms(line).some(form => form !== except && beginning(form, line, this));
  }

  #read(line: Line): RecordDraft {
    for (const form of this.#forms(line)) {
      const record = form.read(line, this);
      if (record) return record;
    }
    return (
      stampedLine(line, this) ?? {
        kind: 'text',
        start: line.start,
        end: line.next,
      }
    );
  }

  #forms(line: Line): readonly LineForm[] {
    return line.head < line.end ? (this.byCharacter[this.text.charCodeAt(line.head)] ?? NO_FORMS) : NO_FORMS;
  }

  #blank(line: Line): RecordDraft {
    let end = line.next;
    while (end < this.limit) {
      const next = this.lineAt(end);
      if (!isBlank(this.text, next)) break;
      end = next.next;
    }
    return { kind: 'blank', start: line.start, end };
  }

  /** Ends the record where another one begins on its line: copies from web pages lose their line breaks. */
  #split(record: RecordDraft, line: Line): RecordDraft {
    if (record.end !== line.next) return record;
    const from = contentStart(record, line);
    const at = this.#embedded(record, from, line.end);
    if (at >= line.end || at <= record.start) return record;
    const content = { start: from, end: this.#trim(from, at) };
    if (record.kind === 'debug')
      return { ...record, end: at, messageEnd: max(record.messageStart, content.end) };
    if (record.kind === 'command') return { ...record, end: at, command: content };
    if (record.kind === 'sentence') return { ...record, end: at, message: content };
    return { ...record, end: at };
  }

  #trim(start: number, end: number): number {
    while (end > start && isSpace(this.text.charCodeAt(end - 1))) end--;
    return end;
  }

  /** The first offset from `from` on where another record begins on this line; `end` if there is none. */
  #embedded(record: RecordDraft, from: number, end: number): number {
    for (let at = from; at < end; at++) {
      const code = this.text.charCodeAt(at);
      if (code > 127 || CHECKED_CHARACTERS[code] === 0) continue;
      const start = this.#embeddedAt(code, record, at, from, end);
      if (start >= 0) return start;
    }
    return end;
  }

  /** The start of the record that the character at `at` may belong to; -1 if there is none. */
  #embeddedAt(code: number, record: RecordDraft, at: number, from: number, end: number): number {
    const { text } = this;
    for (const form of EMBEDDED[code] ?? []) {
      const start = form.startAt(text, at, from, end);
      if (start > record.start + 1) return start;
    }
    switch (code) {
      case OPEN_BRACE:
        return startsJson(text, at, end) ? at : -1;
      case SLASH:
        return text.startsWith('HTTP/', at - 4) ? this.#httpBefore(record, from, at - 4) : -1;
      case MINUS:
        return this.#stampedAt(at - 4, from, end) ? at - 4 : -1;
      case HASH:
        return record.kind === 'command' && isSpaceOrEnd(text, at + 1, end)
          ? promptBefore(text, from, at, this.#hostOf(record))
          : -1;
      default:
        return -1;
    }
  }

  #hostOf(record: RecordDraft): string {
    const host = record.kind === 'command' ? record.host : undefined;
    return host && host.end > host.start ? this.text.slice(host.start, host.end) : this.host;
  }

  #httpBefore(record: RecordDraft, from: number, at: number): number {
    if (this.text[at - 1] === '[' && at - 1 >= from) return this.#isWholeStatus(record, at) ? at - 1 : -1;
    return requestBefore(this.text, from, at);
  }

  /** False if a terminal may have wrapped the status line at `at` together with the line before it. */
  #isWholeStatus(record: RecordDraft, at: number): boolean {
    if (!/^HTTP\/\d(?:\.\d)? {1,4}\d{3}(?!\d)/.test(this.text.slice(at, at + 17))) return false;
    const line = this.lineAt(at);
    const next = this.lineAt(line.next);
    const full =
      this.#mayBeWrapped({ start: record.start, end: line.end }) && this.text[line.last - 1] !== ']';
    return !full || next.head >= next.end || next.stampStart >= 0 || !this.#isText(next);
  }

  /** True if a record with a time stamp begins at `at`, after white space. A time within a sentence does not begin one. */
  #stampedAt(at: number, from: number, end: number): boolean {
    if (at <= from || this.text.charCodeAt(at + 7) !== MINUS || this.text.charCodeAt(at + 10) !== SPACE)
      return false;
    if (!isSpace(this.text.charCodeAt(at - 1)) && this.text[at - 1] !== '}') return false;
    if (stampEnd(this.text, at, end) < 0) return false;
    return this.kindAt({ ...this.lineAt(at), stampStart: -1 }) !== undefined;
  }
}

/** The kind of the record of a form at `line`, as far as the line itself shows it. */
function beginning(form: LineForm, line: Line, reading: Reading): CaptureRecord['kind'] | undefined {
  return form.begins ? form.begins(line, reading) : form.read(line, reading)?.kind;
}

function contentStart(record: RecordDraft, line: Line): number {
  if (record.kind === 'debug') return record.messageStart;
  if (record.kind === 'command') return record.command.start;
  return line.head;
}

function isEmpty({ head, end, stampStart }: Line): boolean {
  return head >= end && stampStart < 0;
}

function isSpaceOrEnd(text: string, at: number, end: number): boolean {
  return at >= end || isSpace(text.charCodeAt(at));
}
