import {
  type CaptureRecord,
  type Reread,
  type Section,
  type SectionReader,
  sectionsOf,
  shiftSpan,
  type Source,
  type Span,
} from '../syntax';
import { ActivityBuilder } from './activity';
import type { SiteKnowledge } from '../site/knowledge';
import { ConsoleBuilder } from './consoleBuilder';
import { LineReader } from './lineReader';
import { inOrder } from './loginDraft';
import type { Shown } from './shownTypes';
import type { Activity, Trace, TracePart } from './types';

/** A trace, with what is needed to update it after an edit. */
export interface TraceReading {
  readonly trace: Trace;
  /** The same in parts: one for the console output, and those that an edit elsewhere leaves unchanged. */
  readonly parts: readonly KeptPart[];
  readonly sections: readonly ActivitySection[];
}

/** What the rules cache with a part; they declare the other fields. */
export interface KeptWithPart {
  /** The offsets in it, which are shifted in place after an edit. */
  readonly places: readonly Span[];
}

/** A part of a trace, and what is cached with it. */
export interface KeptPart extends TracePart {
  kept: KeptWithPart | undefined;
}

type ActivitySection = Section<ActivityBuilder, KeptPart>;

const NO_ACTIVITY: Activity = {
  exchanges: [],
  messages: [],
  bodies: [],
  payloads: [],
  logins: [],
  negotiations: [],
  sniffed: [],
  failed: [],
  site: [],
  unread: [],
};
const NOTHING_FOUND: Shown = {
  rows: [], serverStates: [], configured: [], identityProviders: [], tokenUsers: [], selectors: [], samlAttributes: [], failures: [], remarks: [], syncFailures: [], crashes: [], tunnelsDown: [], problems: [], checksums: [], dnsServers: [], ratingServers: [],
}; // oxfmt-ignore

/** Number of records per section: this many are followed again after an edit. */
const RECORDS = 2048;

/**
 * Finds what happened in a capture, in one pass over its records. What no record says is left out, not guessed. With
 * `before`, the reading of the text before an edit, only the edited sections are followed again; the result is the
 * same, and `before` must not be used afterwards. `size` is the number of records per section.
 */
export function readTrace(
  text: string,
  read: Reread,
  before?: TraceReading,
  size = RECORDS,
  site?: SiteKnowledge,
): TraceReading {
  const source = new CurrentText();
  source.source = text;
  const lines = new LineReader(source, site);
  const console = new ConsoleBuilder(source);
  for (const record of read.records) console.add(record, lines);
  const reader = new ActivitySections(lines);
  const moved = read.records.length - read.moved;
  const from = (read.records[moved]?.start ?? text.length) - read.by;
  const sections = sectionsOf(reader, read, before?.sections ?? [], size, (section, by) => {
    for (const place of section.found.kept?.places ?? []) if (place.start >= from) shiftSpan(place, by);
    return section;
  });
  return readingOf(console.finish(text.length), sections);
}

/** Reads the trace of a growing list of records: the result is that of `readTrace` for all of them. */
export class TraceReader {
  readonly #length: number;
  readonly #lines: LineReader;
  readonly #console: ConsoleBuilder;
  readonly #activity: ActivitySections;
  readonly #sections: ActivitySection[] = [];
  /** The state at the start of the current section, and the number of its records. */
  #before: ActivityBuilder;
  #count = 0;
  #taken = 0;

  /** @param size number of records per section */
  constructor(
    text: string,
    readonly size = RECORDS,
    site?: SiteKnowledge,
  ) {
    const source = new CurrentText();
    source.source = text;
    this.#length = text.length;
    this.#lines = new LineReader(source, site);
    this.#console = new ConsoleBuilder(source);
    this.#activity = new ActivitySections(this.#lines);
    this.#before = this.#activity.state;
  }

  /** Follows the records added since the last call. Returns the parts that ended before the last record. */
  advance(records: readonly CaptureRecord[]): KeptPart[] {
    const ended: KeptPart[] = [];
    for (; this.#taken < records.length; this.#taken++) {
      const record = records[this.#taken];
      if (!record) continue;
      if (this.#count >= this.size) ended.push(this.#end(false));
      this.#console.add(record, this.#lines);
      this.#activity.add(record);
      this.#count++;
    }
    return ended;
  }

  /** Follows the last records. */
  finish(records: readonly CaptureRecord[]): TraceReading {
    this.advance(records);
    if (this.#count > 0) this.#end(true);
    return readingOf(this.#console.finish(this.#length), this.#sections);
  }

  #end(last: boolean): KeptPart {
    const found = this.#activity.take(last);
    this.#sections.push({ before: this.#before, count: this.#count, found });
    this.#before = this.#activity.state;
    this.#count = 0;
    return found;
  }
}

function readingOf(
  shown: ReturnType<ConsoleBuilder['finish']>,
  sections: readonly ActivitySection[],
): TraceReading {
  const all = sections.map(({ found }) => found);
  const parts = [{ ...NO_ACTIVITY, ...shown, kept: undefined }, ...all];
  const trace: Trace = {
    ...shown,
    exchanges: inOrder(all.flatMap(({ exchanges }) => exchanges)),
    messages: all.flatMap(({ messages }) => messages),
    bodies: all.flatMap(({ bodies }) => bodies),
    payloads: all.flatMap(({ payloads }) => payloads),
    logins: inOrder(all.flatMap(({ logins }) => logins)),
    negotiations: inOrder(all.flatMap(({ negotiations }) => negotiations)),
    sniffed: all.flatMap(({ sniffed }) => sniffed),
    failed: all.flatMap(({ failed }) => failed),
    site: all.flatMap(({ site }) => site),
    unread: all.flatMap(({ unread }) => unread),
  };
  return { trace, parts, sections };
}

/** Finds what happened in a text that is read from the beginning. */
export function traceOf(text: string, records: readonly CaptureRecord[]): Trace {
  return readTrace(text, { records, kept: 0, moved: 0, by: 0 }).trace;
}

/** Follows what daemons do, section by section. */
class ActivitySections implements SectionReader<ActivityBuilder, KeptPart> {
  #builder = new ActivityBuilder();
  readonly isBetween = true;

  constructor(readonly lines: LineReader) {}

  get state(): ActivityBuilder {
    return this.#builder.fork();
  }

  isSameState(state: ActivityBuilder): boolean {
    return this.#builder.isSame(state);
  }

  resumeFrom(state: ActivityBuilder): void {
    this.#builder = state.fork();
  }

  add(record: CaptureRecord): void {
    this.#builder.add(record, this.lines);
  }

  take(last: boolean): KeptPart {
    const activity = last ? this.#builder.finish() : this.#builder.take();
    return { ...NOTHING_FOUND, ...activity, kept: undefined };
  }
}

/** Follows what happens, record by record, in a text that is read in parts. */
export class TraceBuilder {
  readonly #text = new CurrentText();
  readonly #lines: LineReader;
  readonly #console = new ConsoleBuilder(this.#text);
  readonly #activity = new ActivityBuilder();

  constructor(site?: SiteKnowledge) {
    this.#lines = new LineReader(this.#text, site);
  }

  /** Takes the next records, whose text is not needed afterwards. */
  add(source: Source, records: readonly CaptureRecord[]): void {
    this.#text.source = source;
    for (const record of records) {
      this.#console.add(record, this.#lines);
      this.#activity.add(record, this.#lines);
    }
  }

  /** Takes out what no later record can change. */
  take(): TracePart {
    return { ...this.#console.take(), ...this.#activity.take() };
  }

  /** Returns the rest, and what is known of the capture as a whole. `length` is that of the text. */
  finish(length: number): Trace {
    return { ...this.#console.finish(length), ...this.#activity.finish() };
  }
}

/** The part of the text that is being read. */
class CurrentText implements Source {
  source: Source = '';

  slice(start: number, end: number): string {
    return this.source.slice(start, end);
  }

  charCodeAt(at: number): number {
    return this.source.charCodeAt(at);
  }

  startsWith(words: string, at: number): boolean {
    return this.source.startsWith(words, at);
  }
}
