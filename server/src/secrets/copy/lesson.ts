import {
  type CaptureRecord,
  type CommandRecord,
  type DebugRecord,
  phrasesIn,
  readRecords,
  type Span,
  viewOf,
} from '../../syntax';
import { matchCommand } from '../../knowledge';
import { BUILT_IN } from '../../site/builtIn';
import type { SiteKnowledge } from '../../site/knowledge';
import { RecordFinder } from '../positions/finder';
import type { FinderState } from '../positions/finderState';
import { isMasked, isStandIn } from '../masked';
import { type Body, bodiesOf } from './lengths';
import { PlaceList } from '../spans';
import { type Found, type FoundKind, isIdentity, isSecretClass } from '../types';
import { BYTES, COLUMN } from './standIns';
import { isWordAt } from '../chunks';
import { ChunkFacts } from './facts';
import { plainParts } from './plainParts';
import { shapedAt } from './shapes';
import { type Allowed, WordReader } from './words';

/** A value found in a text. */
export interface Value {
  readonly kind: FoundKind;
  readonly value: string;
  /** Only digits are valid at its place, as in a JSON number. */
  readonly digits: boolean;
}

/** What must not stay in a copy of a text. Plain data, so that a worker thread can return it. */
export interface Lesson {
  /** Each value once, in the order found. */
  readonly values: readonly Value[];
  /** The data of a `PlaceList` whose ids are indexes of `values`. */
  readonly places: Int32Array<ArrayBuffer>;
  readonly bodies: readonly Body[];
  /** The offset of a word that is neither known, nor replaced, nor allowed by its position; -1 if there is none. */
  readonly unproven: number;
  /** The state at the end of the text. */
  readonly after: FinderState;
}

export interface LessonOptions {
  readonly keepIdentities?: boolean;
  readonly site?: SiteKnowledge | undefined;
  /** The state before a part that starts where something may continue. */
  readonly before?: FinderState | undefined;
  /** The column at which a page wrapped the whole text (`pageColumnOf`); by default, the text is the whole. */
  readonly column?: number | undefined;
  /** The facts of a run; by default, those of this text alone. */
  readonly facts?: ChunkFacts | undefined;
  /** Offsets in whose lines compounds of known words stay. */
  readonly relaxed?: readonly Span[] | undefined;
}

/**
 * Finds what a copy of a text, or of a part of it, must replace: what its position says, what a name before it says, and
 * what the vocabulary does not know. Accepts any text, in time proportional to its length.
 */
export function lessonOf(
  text: string,
  records: readonly CaptureRecord[],
  {
    keepIdentities = false,
    site = BUILT_IN,
    before,
    column,
    relaxed = [],
    facts = new ChunkFacts(),
  }: LessonOptions = {},
): Lesson {
  const end = records[records.length - 1]?.end ?? 0;
  const view = viewOf(text, column);
  const shown = view === text ? records : readRecords(view);
  const gathered = new Gathered(text, end, keepIdentities);
  const finder = new RecordFinder(true, found => gathered.take(found), site);
  finder.read(view, shown, before);
  allowFrames(shown, gathered);
  hideWords(text, end, site.hides, gathered);
  const words = new WordReader(
    text,
    gathered,
    { keepIdentities, relaxed, facts, keeps: site.keeps },
    wordsOfSentences(view, shown),
  );
  words.read(records[0]?.start ?? 0, end, shown);
  return {
    values: gathered.values,
    places: gathered.places.data(),
    bodies: bodiesOf(text, records),
    unproven: gathered.unproven(records[0]?.start ?? 0),
    after: finder.state,
  };
}

/** The frame of a line says when and where it was printed. */
function allowFrames(records: readonly CaptureRecord[], gathered: Gathered): void {
  for (const record of records) {
    if (record.kind === 'command') allowCommand(record, gathered);
    if (record.kind !== 'debug') continue;
    const { stampStart, stampEnd, nameStart, nameEnd, form } = record;
    if (stampStart >= 0) gathered.allow(stampStart, stampEnd);
    if (nameStart >= 0 && form !== 'system-log') gathered.allow(nameStart, nameEnd);
    if (form === 'flow') allowFunction(record, gathered);
    if (!UNFRAMED.has(form)) allowNumbers(gathered, record.start, record.messageStart);
  }
}

/** What a site does not want to show, wherever it stands. */
function hideWords(text: string, end: number, hides: readonly string[], gathered: Gathered): void {
  if (hides.length === 0) return;
  const whole = text.slice(0, end);
  const lower = whole.toLowerCase();
  // A few letters of other languages change their length.
  if (lower.length !== whole.length) return hideWords(whole.replace(/\u0130/g, 'I'), end, hides, gathered);
  for (const phrase of hides)
    for (let at = lower.indexOf(phrase); at >= 0; at = lower.indexOf(phrase, at + phrase.length))
      gathered.hide(at, at + phrase.length);
}

/** The words of a known command, even if they are abbreviated; what the user fills in is another matter. */
function allowCommand({ command: { start, end } }: CommandRecord, gathered: Gathered): void {
  const words = [...gathered.text.slice(start, end).matchAll(/\S+/g)];
  const { entry, fills } = matchCommand(words.map(([word]) => word));
  if (!entry) return;
  for (const [index, { 0: word, index: at }] of words.entries())
    if (fills[index] === undefined && index < fills.length)
      gathered.allow(start + at, start + at + word.length);
}

/** Forms whose message begins with the line. */
const UNFRAMED: ReadonlySet<DebugRecord['form']> = new Set(['event-log', 'system-log', 'server-log']);
const NUMBER = /(?<![\w.-])\d{1,7}(?![\w.-])/g;

/** The numbers of processes, lines and sessions. */
function allowNumbers(gathered: Gathered, start: number, end: number): void {
  for (const { 0: number, index } of gathered.text.slice(start, end).matchAll(NUMBER))
    gathered.allow(start + index, start + index + number.length);
}

const FUNCTION = / func=(\w{1,64})(?= )/;
const MAX_HEAD = 120;

/** The function of a line of the debug flow: `id=65308 trace_id=7 func=fw_forward_handler line=990`. */
function allowFunction({ start }: CaptureRecord, gathered: Gathered): void {
  const found = FUNCTION.exec(gathered.text.slice(start, start + MAX_HEAD));
  if (found) gathered.allow(start + found.index, start + found.index + found[0].length);
}

/** A function that returns the words of the sentences that a record matches: they are no value, even after a name. */
function wordsOfSentences(view: string, records: readonly CaptureRecord[]): Allowed {
  let [at, own] = [0, undefined as ReadonlySet<string> | undefined];
  return (offset, word) => {
    let record = records[at];
    if (!record || record.start > offset) [at, own, record] = [0, undefined, records[0]];
    while (record && record.end <= offset) [own, record] = [undefined, records[++at]];
    if (!record) return false;
    if (!own) {
      const texts = phrasesIn(view, record).flatMap(({ row }) => row.texts);
      own = new Set(
        texts
          .join(' ')
          .toLowerCase()
          .match(/[\p{L}\p{N}_]+/gu),
      );
    }
    return own.has(word);
  };
}

const OPEN = 0;
const ALLOWED = 1;
const TAKEN = 2;

/** The places of the values, and what is known of each code unit. */
export class Gathered {
  readonly values: Value[] = [];
  readonly places = new PlaceList();
  readonly #marks: Uint8Array;
  readonly #numbers = new Map<string, number>();

  constructor(
    readonly text: string,
    end: number,
    readonly keepIdentities: boolean,
  ) {
    this.#marks = new Uint8Array(end);
  }

  isOpen(at: number): boolean {
    return this.#marks[at] === OPEN;
  }

  allow(start: number, end: number): void {
    for (let at = start; at < end; at++) if (this.#marks[at] === OPEN) this.#marks[at] = ALLOWED;
  }

  /** The first code unit of a word that nothing allowed or replaced: the proof of a copy. -1 if there is none. */
  unproven(from: number): number {
    for (let at = from; at < this.#marks.length; at++)
      if (this.#marks[at] === OPEN && isWordAt(this.text, at) && !isEscape(this.text, at)) return at;
    return -1;
  }

  /** Takes what a position says. */
  take({ kind, value, place, inDump = false }: Found): void {
    if (place.parts.length === 0) return;
    const parts = place.parts.flatMap(({ start, end }) => plainParts(this.text, start, end));
    if (kind === 'kept' || (this.keepIdentities && isIdentity(kind))) {
      // Whether a word in the place of a name is known is asked of the vocabulary.
      if (this.keepIdentities || isMasked(value) || isStandIn(value))
        for (const { start, end } of parts) this.allow(start, end);
      if (isStandIn(value)) this.#number('name', value, false);
      return;
    }
    const id = inDump
      ? BYTES
      : kind === 'column'
        ? COLUMN
        : this.#number(
            formOf(kind, value),
            place.parts.length > 1 ? value.replace(/\s+/g, ' ') : value,
            this.#mustBeDigits(kind, place.start, value),
          );
    this.#add(parts, id);
  }

  /** Takes what must not be shown, even if a position has allowed it. */
  hide(start: number, end: number): void {
    for (let at = start; at < end; at++) if (this.#marks[at] === TAKEN) return;
    this.word('name', start, end);
  }

  /** Takes a word; nothing if a position has said what it is. */
  word(kind: FoundKind, start: number, end: number): void {
    const value = this.text.slice(start, end);
    if (isStandIn(value)) this.#number('name', value, false);
    if (isMasked(value) || isStandIn(value)) return this.allow(start, end);
    this.#add([{ start, end }], this.#number(kind, value, this.#mustBeDigits(kind, start, value)));
  }

  #add(parts: readonly Span[], id: number): void {
    const whole = parts.reduce((length, { start, end }) => length + end - start, 0);
    let done = 0;
    for (const { start, end } of parts) {
      this.places.add(start, end, id, done, whole);
      done += end - start;
      this.#marks.fill(TAKEN, start, end);
    }
  }

  #number(kind: FoundKind, value: string, digits: boolean): number {
    const key = `${digits ? '#' : ''}${kind} ${value}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    return this.values.push({ kind, value, digits }) - 1;
  }

  /** True if only digits are valid where a value starts, as for a number in JSON. */
  #mustBeDigits(kind: FoundKind, start: number, value: string): boolean {
    if (kind === 'number') return true;
    if (!(isSecretClass(kind) || kind === 'phone' || kind === 'user') || !/^\d+$/.test(value)) return false;
    const isBeside = kind !== 'user' && !/["'\s([]/.test(this.text[start - 1] ?? ' ');
    return isBeside || JSON_NAME.test(this.text.slice(Math.max(0, start - 6), start));
  }
}

/** The kind of a name by its form: a user can be a mail address, and a server an IP address. */
function formOf(kind: FoundKind, value: string): FoundKind {
  if (!isIdentity(kind)) return kind;
  const shaped = shapedAt(value, { start: 0, end: value.length }, value.length);
  return shaped && shaped.kind !== 'kept' && shaped.kind !== 'run' && shaped.end === value.length
    ? shaped.kind
    : kind;
}

/** True for a part of an escape of JSON, a URL, HTML or a terminal. */
function isEscape(text: string, at: number): boolean {
  return ESCAPED.test(text.slice(Math.max(0, at - MAX_ESCAPE), at + 1));
}

const MAX_ESCAPE = 20;
const ESCAPED =
  /(?:\\(?:u[\da-fA-F]{0,4}|x[\da-fA-F]{0,2}|[nrtbfv])|%[\da-fA-F]{1,2}|&(?:[a-z]{1,6}|#\d{1,5}|#x[\da-f]{1,5})|\x1b\[[\d;]{0,16}[A-Za-z]?)$/;
const JSON_NAME = /"\s?:\s{0,3}$/;
