import {
  BACKSLASH,
  type CaptureRecord,
  CLOSING_QUOTE,
  countBefore,
  DOUBLE_QUOTE,
  FILLER,
  isLineBreak,
  isSpace,
  OPENING_QUOTE,
  readRecords,
  SPACE,
  type Span,
  textOf,
  viewOf,
  withoutPrefixes,
} from '../../syntax';
import { BUILT_IN } from '../../site/builtIn';
import type { SiteKnowledge } from '../../site/knowledge';
import { RecordFinder } from '../finding/finder';
import type { FinderState } from '../finding/finderState';
import { frameAfter, framesOf, withFrames } from './frames';
import { isMasked, isStandIn } from '../masked';
import { bodiesOf, type Body } from './lengths';
import { PlaceList } from '../spans';
import { mayBeWords, Sentences } from './sentences';
import { BYTES, COLUMN, FILL, KEPT_BY_FINDER } from './standIns';
import { type Found, type FoundKind, isSecretClass, type SecretPlace } from '../types';

/** A value found in a text. */
export interface Value {
  readonly kind: FoundKind;
  readonly value: string;
  /** Only digits are valid at its place, as in a JSON number. */
  readonly digits: boolean;
}

/** The values found in a text. Plain data, so that a worker thread can return it. */
export interface Lesson {
  /** Each value once, in the order found. */
  readonly values: readonly Value[];
  /** The data of a `PlaceList` whose ids are indexes of `values`. */
  readonly places: Int32Array<ArrayBuffer>;
  readonly bodies: readonly Body[];
  /** Spans where no name is searched for: see `framesOf`. */
  readonly frames: Int32Array<ArrayBuffer>;
  /** Some lines were also read in a second way: as wrapped, or as quoted in a mail or another log. */
  readonly isGuessed: boolean;
  /** The state at the end of the text. */
  readonly after: PartState;
}

/** State carried from one part of a text to the next: a configuration, a table or a key may continue there. */
export interface PartState {
  readonly plain: FinderState;
  /** The state of the second reading, which leaves out the prefixes of lines. */
  readonly shown?: FinderState | undefined;
}

export interface LessonOptions {
  readonly keepIdentities?: boolean;
  readonly site?: SiteKnowledge | undefined;
  /** The state before a part that starts where something may continue. */
  readonly before?: PartState | undefined;
  /** The column at which a page wrapped the whole text (`pageColumnOf`); by default, the text is the whole. */
  readonly column?: number | undefined;
}

/** Finds the values of a text, or of a part that starts at a safe boundary. */
export function lessonOf(
  text: string,
  records: readonly CaptureRecord[],
  { keepIdentities = false, site = BUILT_IN, before, column }: LessonOptions = {},
): Lesson {
  const places = new PlaceList();
  const values: Value[] = [];
  const numbers = new Map<string, Map<string, number>>();
  const numberOf = (kind: FoundKind, value: string, digits: boolean): number => {
    const group = digits ? `digits of ${kind}` : kind;
    let known = numbers.get(group);
    if (!known) numbers.set(group, (known = new Map<string, number>()));
    const number = known.get(value);
    if (number !== undefined) return number;
    known.set(value, values.length);
    return values.push({ kind, value, digits }) - 1;
  };
  // A capture with line prefixes is also read without them, as the analysis does.
  const view = viewOf(text, column);
  const isPrefixed = withoutPrefixes(text) !== text;
  const shown = view === text ? records : readRecords(view);
  const frames = framesOf(view, shown);
  const partsOf = (place: SecretPlace): Span[] => {
    if (!isPrefixed) return place.parts.flatMap(({ start, end }) => plainParts(text, start, end));
    const parts: Span[] = [];
    for (const part of place.parts) {
      let end = lineAfter(shown, part, frameAfter(frames, part));
      while (end < part.end && end > part.start && isSpace(view.charCodeAt(end - 1))) end--;
      parts.push(...plainParts(view, part.start, end));
      if (end < part.end) break;
    }
    // The view has no line break where a page wrapped a line.
    return parts.flatMap(part => plainParts(text, part.start, part.end));
  };
  const isPlain = (span: Span): boolean =>
    plainEnd(view, span.start, span.end) === span.end &&
    (view === text || plainEnd(text, span.start, span.end) === span.end) &&
    (!isPrefixed || frameAfter(frames, span) === span.end);
  const isGuess = ({ kind, place, isGuess = false }: Found): boolean => {
    if (isGuess) return true;
    const { start = place.start } = recordAt(shown, place.start) ?? {};
    // Without the prefixes of lines, another record is here, or it begins within the value.
    const isOfOther = shown !== records && recordAt(records, place.start)?.start !== start;
    const isAcross = place.parts.length > 1 && recordAt(shown, place.end - 1)?.start !== start;
    if (isOfOther || isAcross) return true;
    // An identity over several lines, or one with which a further line of a record begins.
    const isBegun = start < place.start && isLineBreak(text.charCodeAt(place.start - 1));
    return isIdentity(kind) && (place.parts.length > 1 || isBegun);
  };
  const seen = { isJoinable: false };
  const note = (found: Found): void => {
    const { kind, value, place, inDump = false } = found;
    if (isWithinLine(found, records, shown)) return;
    seen.isJoinable ||= kind === 'kept' && ONE_CHARACTER.test(value);
    if (keepIdentities && isIdentity(kind)) return;
    const isDigits = mustBeDigits(kind, text, place.start, value);
    const number = (own = unwrapped(found)): number =>
      inDump ? BYTES : (FIXED[kind] ?? numberOf(kind, own, isDigits));
    const [only] = place.parts;
    // The common case: one line, and no character that must be kept.
    if (only && place.parts.length === 1 && isPlain(only)) {
      places.add(only.start, only.end, number(), 0, only.end - only.start, isGuess(found));
      return;
    }
    if (only && place.parts.length > 1 && isIdentity(kind) && endsBefore(textOf(text, only), value)) return;
    noteParts(found, partsOf(place), number);
  };
  const noteParts = (found: Found, parts: Span[], number: (own?: string) => number): void => {
    const { kind, value } = found;
    const whole = parts.reduce((length, { start, end }) => length + end - start, 0);
    const isSplit = isIdentity(kind) && parts.length > 1 && isBrokenByControl(text, parts);
    // The prefix of a line is no part of a secret, which is searched for.
    const isCut = isPrefixed && whole < value.length;
    const own = isCut ? parts.map(part => textOf(text, part)).join('') : undefined;
    const isHidden = own !== undefined && isMasked(own);
    const id = isSplit ? FILL : isHidden ? KEPT_BY_FINDER : number(own);
    let done = 0;
    for (const { start, end } of parts) {
      places.add(start, end, id, done, whole, isGuess(found));
      done += end - start;
    }
  };
  const finder = new RecordFinder(true, note, undefined, site);
  finder.read(text, records, before?.plain);
  const inView = view === text ? undefined : new RecordFinder(true, note, 'wrapped', site);
  inView?.read(view, shown, stateInView(before));
  const words = keepWords(places, values, new Sentences(view, shown));
  // If two readings of a value disagree, each may find in the copy what the other hid in the original.
  const isParted = seen.isJoinable || words.length > 0 || places.has(FILL);
  return {
    values,
    places: places.data(),
    bodies: bodiesOf(text, records),
    frames: withFrames(frames, words),
    isGuessed:
      finder.isGuessed ||
      isParted ||
      view !== text ||
      values.some(({ kind, value }) => isIdentity(kind) && isOdd(value)),
    after: { plain: finder.state, shown: inView?.state },
  };
}

/**
 * Where a value ends that was read across `frame`, the start of a frame: above the line, or nowhere if it begins in the
 * line. Only a message can have a frame inside, of a line that was glued to it; the value ends there.
 */
function lineAfter(records: readonly CaptureRecord[], { start, end }: Span, frame: number): number {
  const line = frame < end ? recordAt(records, frame) : undefined;
  if (line?.kind !== 'debug' || frame >= line.messageStart) return frame;
  return Math.max(start, line.start);
}

/** The state before a part whose lines have prefixes. */
function stateInView(before: PartState | undefined): FinderState | undefined {
  return before?.shown ?? before?.plain;
}

/**
 * True for a "host" that is only the word after a time stamp: without the time stamp, the line continues the previous one,
 * and the word belongs to its message.
 */
function isWithinLine(
  { kind, place: { start } }: Found,
  records: readonly CaptureRecord[],
  shown: readonly CaptureRecord[],
): boolean {
  if (kind !== 'host' || shown === records) return false;
  const [line, whole] = [recordAt(records, start), recordAt(shown, start)];
  const isHost = line?.kind === 'debug' && line.form === 'system-log' && line.tag?.start === start;
  return isHost && whole?.kind === 'debug' && whole.start < line.start;
}

function recordAt(records: readonly CaptureRecord[], offset: number): CaptureRecord | undefined {
  return records[countBefore(records.length, index => (records[index]?.end ?? Infinity) <= offset)];
}

/**
 * Keeps sentence words that were taken for a name, and returns their spans. The rest of such a name is filled, because it
 * is not a name. A value is treated alike at all its places, since it may be a user name; it is not searched for elsewhere.
 */
function keepWords(places: PlaceList, values: Value[], sentences: Sentences): Span[] {
  // Check each name once.
  const areWords = values.map(({ kind, value }) => isIdentity(kind) && mayBeWords(value));
  if (!areWords.includes(true) && !places.has(FILL)) return [];
  const found = places.order().filter(index => areWords[places.id(index)] ?? places.id(index) === FILL);
  const names = namesOf(places, found, sentences);
  const isKept = names.map(({ parts }) => sentences.changesMeaning(parts));
  const ids = new Set(names.filter((_, at) => isKept[at]).map(({ id }) => id));
  ids.delete(FILL);
  for (const id of ids) {
    const value = values[id];
    if (value) values[id] = { ...value, value: '' };
  }
  return names.flatMap(({ id, indexes, parts }, at) => {
    if (!(isKept[at] || ids.has(id))) return [];
    const { kept, rest } = sentences.wordsOf(parts);
    for (const index of indexes) places.empty(index);
    for (const { start, end } of rest) places.add(start, end, FILL);
    return kept;
  });
}

/** A name and its places; there are two if a terminal wrapped it. */
interface PlacedName {
  readonly id: number;
  readonly indexes: number[];
  readonly parts: Span[];
}

/**
 * The names whose places have the indexes `found`, in order of their start. A name that spans several records yields one
 * entry per part.
 */
function namesOf(places: PlaceList, found: Uint32Array, sentences: Sentences): PlacedName[] {
  const names: PlacedName[] = [];
  const open = new Map<number, PlacedName & { length: number }>();
  for (const index of found) {
    const [id, before] = [places.id(index), places.before(index)];
    const part = { start: places.start(index), end: places.end(index) };
    const begun = open.get(id);
    // Two readings of a line found the same place.
    if (begun?.parts.some(({ start, end }) => start === part.start && end === part.end)) {
      begun.indexes.push(index);
      continue;
    }
    if (begun && before > 0 && before === begun.length && sentences.isWithinOne([...begun.parts, part])) {
      begun.indexes.push(index);
      begun.parts.push(part);
      begun.length += part.end - part.start;
      continue;
    }
    const name = { id, indexes: [index], parts: [part], length: before + part.end - part.start };
    open.set(id, name);
    names.push(name);
  }
  return names;
}

/**
 * The spans of `[start, end)` to replace. Control characters, including line breaks, and stray quotes are kept: a damaged
 * payload must be damaged in the copy, too.
 */
export function plainParts(text: string, start: number, end: number): Span[] {
  const parts: Span[] = [];
  for (let at = start + quoteMarksLength(text, start, end); at < end;) {
    const from = at;
    at = plainEnd(text, from, end);
    if (at > from) parts.push({ start: from, end: at });
    at += stayingLength(text, at);
    at += quoteMarksLength(text, at, end);
  }
  return parts;
}

/** The marks of a quoted mail. */
const QUOTE_MARKS = /^[> ]*> ?/;

/** The length of the marks of a quoted mail, if a line starts at `at` with them. Without them it would be read otherwise. */
function quoteMarksLength(text: string, at: number, end: number): number {
  const isStart = at < end && isLineBreak(text.charCodeAt(at - 1));
  return isStart ? (QUOTE_MARKS.exec(text.slice(at, end))?.[0].length ?? 0) : 0;
}

/** A terminal colour sequence, possibly truncated. */
const COLOUR = /\x1b(?:\[(?:[\d;]{0,16}[A-Za-z])?)?/y;

const ESCAPE = 0x1b;

/** The number of code units at `at` to keep together: a whole colour sequence, otherwise one. */
function stayingLength(text: string, at: number): number {
  if (text.charCodeAt(at) !== ESCAPE) return 1;
  COLOUR.lastIndex = at;
  return COLOUR.exec(text)?.[0].length ?? 1;
}

/** True if a colour sequence or another control character, other than a line break, separates two parts of a value. */
function isBrokenByControl(text: string, parts: readonly Span[]): boolean {
  return parts.some(({ end }, index) => {
    const next = parts[index + 1]?.start ?? end;
    return next - end <= MAX_CONTROL && CONTROL.test(text.slice(end, next));
  });
}

const MAX_CONTROL = 64;
const CONTROL = /[\0-\t\v\f\x0e-\x1f]/;

/** The first offset at or after `at` whose character is kept, or `end`. */
export function plainEnd(text: string, at: number, end: number): number {
  while (at < end && !isKeptAt(text, at)) at++;
  return at;
}

function isKeptAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < SPACE || code === FILLER || code === OPENING_QUOTE || code === CLOSING_QUOTE) return true;
  return code === DOUBLE_QUOTE && text.charCodeAt(at - 1) !== BACKSLASH;
}

/** A repeated character needs no mask, but the next line may continue it. */
const ONE_CHARACTER = /^([^*x0])\1{7}/i;

/** Ids for kinds without stand-ins. */
const FIXED: Readonly<Partial<Record<FoundKind, number>>> = { column: COLUMN, kept: KEPT_BY_FINDER };

function isIdentity(kind: FoundKind): boolean {
  return !(isSecretClass(kind) || kind === 'run' || kind === 'bytes' || kind === 'column' || kind === 'kept');
}

/** The value without the blanks inserted where a page wraps a line. */
function unwrapped({ value, place }: Found): string {
  return place.parts.length > 1 ? value.replace(/\s+/g, ' ') : value;
}

/** A mail address, or a user with a domain. */
const USER_WITH_DOMAIN = /^[\w.+-]{1,64}@[A-Za-z\d.-]+$|^[\w.-]{1,64}\\{1,4}[\w.-]{1,64}$/;

/**
 * True if a name contains `@` or a backslash but is neither a mail address nor a user with a domain: its parts may be
 * names.
 */
function isOdd(value: string): boolean {
  return (value.includes('@') || value.includes('\\')) && !USER_WITH_DOMAIN.test(value);
}

/** True if the name ended at the line end: then only `first` is a stand-in, and joining the next line produced `joined`. */
function endsBefore(first: string, joined: string): boolean {
  return isStandIn(first) && !isStandIn(joined);
}

/** True if only digits are valid where a value starts, as for a number in JSON. */
export function mustBeDigits(kind: FoundKind, text: string, start: number, value: string): boolean {
  if (!NUMBERS.has(kind) || !/^\d+$/.test(value)) return false;
  const isBeside = kind !== 'user' && isBare(text, start);
  return isBeside || JSON_NAME.test(text.slice(Math.max(0, start - 6), start));
}

/** Kinds that may be a JSON number: a code, a PIN, a contract, a phone number, a user who is known by a number. */
const NUMBERS: ReadonlySet<FoundKind> = new Set<FoundKind>([
  'one-time-code',
  'password',
  'licence-code',
  'phone',
  'user',
]);
/** The key of a JSON number. */
const JSON_NAME = /"\s?:\s{0,3}$/;

/** True if a JSON number may start at `start`. */
function isBare(text: string, start: number): boolean {
  return !/["'\s([]/.test(text[start - 1] ?? ' ');
}
