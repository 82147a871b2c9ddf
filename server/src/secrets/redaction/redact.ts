import { pageColumnOf, readRecords, type CaptureRecord, type Span } from '../../syntax';
import type { SiteKnowledge } from '../../site/knowledge';
import { composed, type RedactEdit, withEdits } from './edit';
import { frameTest } from './frames';
import { type Body, lengthEdits } from './lengths';
import {
  type Lesson,
  lessonOf,
  type LessonOptions,
  type PartState,
  plainEnd,
  plainParts,
  type Value,
} from './lesson';
import { columnOf, keepsTermsIn, MASK_STYLES, type MaskStyle, shapeOf, stylesNear } from './maskStyles';
import { PlaceList } from '../spans';
import { ValueSearch } from './search';
import { BYTES, COLUMN, FILL, KEPT, KEPT_BY_FINDER, MASK, otherForms, StandIns } from './standIns';
import { distinctiveWords, hasOwnForm, isDistinctiveName, isKnownByParts, isSearched } from './distinctive';
import { belowLine } from './lineStart';
import { type FoundKind, isSecretClass } from '../types';

export interface RedactOptions {
  /** Keep identities: serial numbers, users, hosts, addresses. Secrets are always masked. */
  readonly keepIdentities?: boolean;
  /** The site's own values that must not be shared. */
  readonly site?: SiteKnowledge | undefined;
}

/** What a copy shows that it should not. */
export interface CopyDifferences {
  /** Lines, from 0, in which it shows something else than its text, such as another problem. */
  readonly lines: readonly number[];
  /** Secrets in it, in order and without overlaps. */
  readonly secrets: readonly Span[];
}

export type CompareCopy = (copy: string) => CopyDifferences;

/** Parses the records of a new version of a text in the same way as the original. */
export type ReadRecords = (text: string) => readonly CaptureRecord[];

/** What is known about a text, or a part of it, before stand-ins are assigned. */
export interface Learned {
  readonly places: PlaceList;
  readonly bodies: readonly Body[];
  readonly frames: Int32Array<ArrayBuffer>;
  /** Parses a copy of it. */
  readonly read: ReadRecords;
  /** The state before it, and the column of the whole text. */
  readonly before: PartState | undefined;
  readonly column: number | undefined;
  /** Some lines were read in two ways, so a copy may reveal what was hidden in the original. */
  readonly isGuessed: boolean;
}

/** Maximum number of times that a copy is redacted again. */
const MAX_ROUNDS = 8;
/**
 * Up to this length, in UTF-16 code units, a copy is compared with its text and always redacted again; a longer one only
 * redacted again, and only if a reading was a guess.
 */
const MAX_CHECKED = 1 << 16;
/** After this many rounds, names whose stand-in still changes between readings are filled, which is stable in both. */
const MAX_NAMED_ROUNDS = 2;

/**
 * A redaction of one text or several, with one set of stand-ins. First all texts are learned, so that a value named in one
 * of them is found in all; then each is redacted. Existing stand-ins are kept.
 *
 * Limits: a name that is too short for its number, and an address of a network for which no stand-in of its length is
 * free any more, change their length. `Content-Length` of a JSON payload is corrected; other lengths that a daemon prints
 * are not.
 */
export class Redaction {
  readonly standIns = new StandIns();
  readonly #search = new ValueSearch();
  /** By id: the kind under which the value was last found, which decides how it is searched for. */
  readonly #lastKind: FoundKind[] = [];
  readonly #options: RedactOptions;

  constructor(options: RedactOptions = {}) {
    this.#options = options;
  }

  /** @param column the column at which a page wrapped the whole text, if this is a part of it */
  learn(text: string, records: readonly CaptureRecord[], column = pageColumnOf(text)): Learned {
    return this.addLesson(lessonOf(text, records, { ...this.#options, column }), readRecords, { column });
  }

  /** Adds the values that `lessonOf` found in a text. Stand-ins are numbered in the order of these calls. */
  addLesson(
    { values, places, bodies, frames, isGuessed }: Lesson,
    read: ReadRecords,
    { before, column }: Pick<LessonOptions, 'before' | 'column'> = {},
  ): Learned {
    const ids = values.map(value => this.#idOf(value));
    return {
      places: PlaceList.of(places).renumbered(id => (id < 0 ? id : (ids[id] ?? KEPT))),
      bodies,
      frames,
      read,
      before,
      column,
      isGuessed,
    };
  }

  /**
   * The edits for a text that was learned, in order and without overlaps.
   * @param compare compares a copy of a whole text, up to `MAX_CHECKED`. The secrets that it finds are filled; if all
   *   copies differ, the first is taken.
   */
  edits(text: string, learned: Learned, compare?: CompareCopy): RedactEdit[] {
    const lines = new Set<number>();
    let first: RedactEdit[] | undefined;
    for (const style of MASK_STYLES) {
      let edits = this.#editsIn(text, learned, { style, lines });
      if (!compare || text.length > MAX_CHECKED) return edits;
      const copy = withEdits(text, edits);
      let found = compare(copy);
      if (found.secrets.length > 0) {
        edits = withFilled(copy, edits, found.secrets, style);
        found = compare(withEdits(text, edits));
      }
      if (found.lines.length === 0) return this.#settled(text, edits, learned, compare);
      first ??= edits;
      for (const line of found.lines) lines.add(line);
    }
    return first ?? [];
  }

  /** Also fills what a redaction that knows only the copy would replace, unless the copy would differ then. */
  #settled(text: string, edits: RedactEdit[], { read }: Learned, compare: CompareCopy): RedactEdit[] {
    const copy = withEdits(text, edits);
    // The copy can look like a page of another width.
    const about = { column: pageColumnOf(copy) };
    const lesson = lessonOf(copy, read(copy), { ...this.#options, ...about });
    const other = new Redaction(this.#options);
    const writing = { style: MASK_STYLES[0], lines: new Set<number>() };
    const left = other.#editsOnce(copy, other.addLesson(lesson, read, about), writing).edits;
    if (left.length === 0) return edits;
    const settled = withFilled(copy, edits, left, MASK_STYLES[0]);
    return compare(withEdits(text, settled)).lines.length === 0 ? settled : edits;
  }

  #editsIn(text: string, learned: Learned, writing: Writing): RedactEdit[] {
    const { edits, mayJoin } = this.#editsOnce(text, learned, writing);
    const isOpen = learned.isGuessed || mayJoin || text.length <= MAX_CHECKED;
    return isOpen && edits.length > 0 ? this.#repeated(text, edits, learned, writing) : edits;
  }

  /** Repeats the redaction until the copy needs no further edits. */
  #repeated(
    text: string,
    first: RedactEdit[],
    { read, before, column }: Learned,
    writing: Writing,
  ): RedactEdit[] {
    let edits = first;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const copy = withEdits(text, edits);
      const lesson = lessonOf(copy, read(copy), { ...this.#options, before, column });
      const learned = this.addLesson(lesson, read, { before, column });
      const more = this.#editsOnce(copy, learned, { ...writing, fills: round >= MAX_NAMED_ROUNDS }).edits;
      if (more.length === 0) break;
      edits = composed(copy, edits, more);
    }
    return edits;
  }

  #editsOnce(text: string, learned: Learned, writing: Writing): EditsOnce {
    const found = learned.places;
    const hits = this.#hits(text, learned);
    const edits: RedactEdit[] = [];
    const [ours, theirs] = [found.order(), hits.order()];
    const overlap = keptWithin(found, ours);
    const { fills = false, style, lines } = writing;
    const styleAt = stylesNear(text, lines, style);
    let at = 0;
    let mayJoin = false;
    for (let [mine, other] = [0, 0]; mine < ours.length || other < theirs.length;) {
      const [place, hit] = [indexAt(ours, mine), indexAt(theirs, other)];
      const first = hit < 0 || (place >= 0 && comesFirst(found, place, hits, hit));
      if (first) mine++;
      else other++;
      if (first && this.#isNameOfSecret(found, place, ours[mine])) continue;
      const [places, index] = first ? [found, place] : [hits, hit];
      if (this.#isKept(places, index, overlap) || isLeft(places, index, !first, styleAt)) continue;
      mayJoin ||= !first && isJoined(text, Math.max(at, places.start(index)), places.end(index));
      at = this.#edit(text, places, index, { at, fills, styleAt }, edits);
    }
    return { edits: lengthEdits(text, edits, learned.bodies), mayJoin };
  }

  /** True if a place is kept, either by its id or because it overlaps a place that is kept. */
  #isKept(places: PlaceList, index: number, overlap: ReturnType<typeof keptWithin>): boolean {
    if (isKept(places.id(index))) return true;
    const kept = overlap(places.start(index), places.end(index));
    return kept === 'same' || (kept === 'a part' && !this.standIns.isSecret(places.id(index)));
  }

  /** The places of all known values. */
  #hits(text: string, { frames }: Learned): PlaceList {
    const hits = new PlaceList();
    const isInFrame = frameTest(frames);
    this.#search.find(text, (start, end, found) => {
      // A part of a secret.
      const id = found < 0 ? MASK : found;
      const isName = id >= 0 && !this.standIns.isSecret(id);
      if (isName && isInFrame(start, end)) return;
      if (plainEnd(text, start, end) === end) hits.add(start, end, id);
      else
        for (const part of plainParts(text, start, end))
          hits.add(part.start, part.end, id, part.start - start, end - start);
    });
    return hits;
  }

  /** True if the same span was found as a name and as a secret; the secret wins. */
  #isNameOfSecret(places: PlaceList, name: number, next: number | undefined): boolean {
    if (next === undefined || places.start(next) !== places.start(name)) return false;
    const [id, other] = [places.id(name), places.id(next)];
    const isSame = places.end(next) === places.end(name) && id >= 0 && other >= 0;
    if (!isSame || this.standIns.isSecret(id) || !this.standIns.isSecret(other)) return false;
    // An opaque run is less specific than a name that starts there and continues in the next line.
    return !this.standIns.isRun(other) || places.whole(name) <= places.whole(next);
  }

  #idOf({ kind, value, digits }: Value): number {
    const id = this.standIns.add(kind, value, digits);
    if (id === KEPT || this.#lastKind[id] === kind) return id;
    this.#lastKind[id] = kind;
    const known = this.standIns.valueOf(id);
    if (isSecretClass(kind)) {
      if (isSearched(kind, known)) this.#search.addSecret(known, id, isKnownByParts(kind, known));
      for (const word of distinctiveWords(known))
        if (isSearched(kind, word)) this.#search.addSecret(word, MASK, false);
    } else {
      if (isDistinctiveName(kind, known)) this.#search.addName(known, id);
      for (const form of otherForms(kind, known)) this.#addForm(kind === 'mail' ? 'user' : kind, form);
    }
    return id;
  }

  /** Also searches for another form of a known name. */
  #addForm(kind: FoundKind, form: string): void {
    if (!hasOwnForm(kind) && !isDistinctiveName(kind, form)) return;
    const id = this.standIns.add(kind, form);
    if (id !== KEPT) this.#search.addName(form, id);
  }

  /** Adds the edit of one place; its part before `at` is already done. Returns the new end. */
  #edit(
    text: string,
    places: PlaceList,
    index: number,
    { at, fills, styleAt }: EditOptions,
    edits: RedactEdit[],
  ): number {
    const start = Math.max(at, places.start(index));
    const end = places.end(index);
    if (end <= start) return at;
    const own = places.id(index);
    const id = fills && own >= 0 && !this.standIns.isSecret(own) ? FILL : own;
    const style = styleAt(start, end);
    const isShaped =
      (style.shaped === 'all' && !this.standIns.isShaped(id)) ||
      (style.shaped === 'secrets' && this.standIns.isSecret(id));
    const before = places.before(index) + start - places.start(index);
    // A value in one piece gets the whole stand-in, even if it was written with more blanks.
    const isWhole = before === 0 && places.whole(index) === end - start;
    const standIn =
      isShaped && id !== BYTES
        ? shapeOf(text.slice(start, end), keepsTermsIn(style, before > 0))
        : belowLine(text, { start, end }, this.#standIn(text, start, end, id, isWhole ? -1 : before));
    if (standIn !== text.slice(start, end)) edits.push({ start, end, text: standIn });
    return end;
  }

  /** @param before the length of the value before `start`, or -1 if all of it is here */
  #standIn(text: string, start: number, end: number, id: number, before: number): string {
    if (id === BYTES) return text.slice(start, end).replace(/[0-9A-Fa-f]/g, '0');
    if (id === COLUMN) return columnOf(text, start, end);
    if (id === FILL) return 'x'.repeat(end - start);
    if (id < 0) return '*'.repeat(end - start);
    const standIn = this.standIns.of(id);
    const whole = this.standIns.valueOf(id);
    if (before < 0) return standIn;
    const part = standIn.slice(
      before,
      before + whole.length <= end - start ? undefined : before + end - start,
    );
    // The last of several parts takes the rest of a longer stand-in.
    return part.padEnd(end - start, this.standIns.isSecret(id) ? '*' : '0');
  }
}

/** Also fills spans of a copy, without their line breaks, and without quote marks that a mail put into them. */
function withFilled(
  copy: string,
  edits: readonly RedactEdit[],
  spans: readonly Span[],
  { shaped }: MaskStyle,
): RedactEdit[] {
  const filled = spans
    .flatMap(({ start, end }) => plainParts(copy, start, end))
    .filter(({ start, end }) => /[^\s>]/.test(copy.slice(start, end)))
    .map(({ start, end }) => {
      const value = copy.slice(start, end);
      return { start, end, text: shaped === 'none' ? 'x'.repeat(value.length) : shapeOf(value) };
    });
  return composed(copy, edits, filled);
}

/** How values are written in a copy. */
interface Writing {
  readonly style: MaskStyle;
  /** Where copies so far showed something else than their text. */
  readonly lines: ReadonlySet<number>;
  /** Names are filled instead of getting a stand-in. */
  readonly fills?: boolean;
}

interface EditOptions {
  /** The end of what is already done. */
  readonly at: number;
  readonly fills: boolean;
  readonly styleAt: (start: number, end: number) => MaskStyle;
}

/** The index of a place in an order, or -1 after the last one. */
const indexAt = (order: Uint32Array, at: number): number => order[at] ?? -1;

/** True if a place near a line that would say something else stays as it is: one of a known value, or of a guess. */
function isLeft(
  places: PlaceList,
  index: number,
  isRepeat: boolean,
  styleAt: EditOptions['styleAt'],
): boolean {
  const { leaves } = styleAt(places.start(index), places.end(index));
  return leaves !== 'nothing' && (isRepeat || (leaves === 'guesses' && places.isGuess(index)));
}

/** The edits of one reading. */
interface EditsOnce {
  readonly edits: RedactEdit[];
  /** The stand-in may form another name with its surroundings: a host, a mail address. */
  readonly mayJoin: boolean;
}

/** True if a span is next to a character that joins names. */
function isJoined(text: string, start: number, end: number): boolean {
  if (end <= start) return false;
  const [before, after] = [text.slice(Math.max(0, start - 2), start), text.slice(end, end + 2)];
  return JOINS_BEFORE.test(before) || JOINS_AFTER.test(after);
}

/** Characters that join a name to its neighbours. A dot at the end of a sentence does not. */
const JOINS_BEFORE = /[@\\-]$|\w\.$/;
const JOINS_AFTER = /^(?:[@\\-]|\.\w)/;

function isKept(id: number): boolean {
  return id === KEPT || id === KEPT_BY_FINDER;
}

/** True if a found place comes before a place of a known value: by start, then the longer one first. */
function comesFirst(found: PlaceList, place: number, hits: PlaceList, hit: number): boolean {
  const between = found.start(place) - hits.start(hit);
  return between < 0 || (between === 0 && found.end(place) >= hits.end(hit));
}

/**
 * Returns a test for whether a span is part of a value that is already a stand-in, or overlaps one. Such a value is kept,
 * and so is anything inside that looks like a name. Call it with spans in order of their start.
 */
function keptWithin(
  places: PlaceList,
  order: Uint32Array,
): (start: number, end: number) => 'same' | 'a part' | undefined {
  const kept = order.filter(index => isKept(places.id(index)));
  let at = 0;
  return (start, end) => {
    while (at < kept.length && places.end(kept[at] ?? 0) <= start) at++;
    const first = kept[at];
    if (first === undefined || places.start(first) >= end) return undefined;
    const [from, to] = [places.start(first), places.end(first)];
    if (start === from && end === to) return places.id(first) === KEPT ? 'same' : 'a part';
    return start <= from && to <= end ? undefined : 'a part';
  };
}

/** Redacts a single text. Accepts any string; the time is linear in its length. */
export function redact(text: string, options: RedactOptions = {}, compare?: CompareCopy): string {
  const redaction = new Redaction(options);
  const learned = redaction.learn(text, readRecords(text));
  return withEdits(text, redaction.edits(text, learned, compare));
}
