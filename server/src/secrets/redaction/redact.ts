import { readRecords, type CaptureRecord, type Span } from '../../syntax';
import type { SiteKnowledge } from '../../site/knowledge';
import type { RedactEdit } from './edit';
import { frameTest } from './frames';
import { type Body, lengthEdits } from './lengths';
import { type Lesson, lessonOf, type PartState, plainEnd, plainParts, type Value } from './lesson';
import { PlaceList } from '../spans';
import { ValueSearch } from './search';
import { mayBeWords, saysFailure } from './sentences';
import { BYTES, COLUMN, FILL, KEPT, otherForms, StandIns, STAYS } from './standIns';
import { isDistinctiveClass } from './telling';
import { type FoundKind, isSecretClass } from '../types';
import { isVocabulary } from '../vocabulary';

export interface RedactOptions {
  /** Keep identities: serial numbers, users, hosts, addresses. Secrets are always masked. */
  readonly keepIdentities?: boolean;
  /** What the site knows of values that must not be shared. */
  readonly site?: SiteKnowledge | undefined;
}

/** Reads the records of a text, as those of the text were read that it is to replace. */
export type ReadAgain = (text: string) => readonly CaptureRecord[];

/** What is known of one text, or of one part of it, before the stand-ins are given out. */
export interface Learned {
  readonly places: PlaceList;
  readonly bodies: readonly Body[];
  readonly frames: Int32Array<ArrayBuffer>;
  /** Reads a copy of it. */
  readonly again: ReadAgain;
  /** What was known before it. */
  readonly before: PartState | undefined;
  /** Some lines were read in two ways, so a copy may show what its original hid. */
  readonly isGuessed: boolean;
}

/** How often a copy is redacted once more. */
const MAX_ROUNDS = 8;
/** After this many rounds, two readings of one name still change its stand-in: then it is filled, which both keep. */
const MAX_NAMED_ROUNDS = 3;

/**
 * One redaction: of one text or of many, with one set of stand-ins. First each text is learned, so that a value that one of
 * them names is found in all; then each is redacted. What is a stand-in already stays.
 *
 * What cannot be kept: an address whose network is written with fewer than 7 characters or more than 10 (`10.0.0.1`,
 * `192.168.100.1`) and a name too short for its number change their length. `Content-Length` of a JSON payload is made true
 * again; other lengths that a daemon prints of such a text are not.
 */
export class Redaction {
  readonly standIns = new StandIns();
  readonly #search = new ValueSearch();
  /** By the number of each value, as what it was met last: as that it is looked for. */
  readonly #met: FoundKind[] = [];
  readonly #options: RedactOptions;

  constructor(options: RedactOptions = {}) {
    this.#options = options;
  }

  /** Learns what a text holds. */
  learn(text: string, records: readonly CaptureRecord[]): Learned {
    return this.take(lessonOf(text, records, this.#options), readRecords);
  }

  /** Learns what `lessonOf` found in a text. Numbers go by the order in which lessons are taken. */
  take({ values, places, bodies, frames, isGuessed }: Lesson, again: ReadAgain, before?: PartState): Learned {
    const ids = values.map(value => this.#idOf(value));
    return {
      places: PlaceList.of(places).renumbered(id => (id < 0 ? id : (ids[id] ?? KEPT))),
      bodies,
      frames,
      again,
      before,
      isGuessed,
    };
  }

  /** What to change in a text that was learned: edits in order, without overlaps. */
  edits(text: string, learned: Learned): RedactEdit[] {
    const { edits, mayJoin } = this.#editsOnce(text, learned, false);
    const isOpen = learned.isGuessed || mayJoin;
    return isOpen && edits.length > 0 ? this.#settled(text, edits, learned) : edits;
  }

  /** The edits that make of a text a copy which needs none. */
  #settled(text: string, first: RedactEdit[], { again, before }: Learned): RedactEdit[] {
    let edits = first;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const copy = withEdits(text, edits);
      const lesson = lessonOf(copy, again(copy), { ...this.#options, before });
      const learned = this.take(lesson, again, before);
      const more = this.#editsOnce(copy, learned, round >= MAX_NAMED_ROUNDS).edits;
      if (more.length === 0) break;
      edits = composed(copy, edits, more);
    }
    return edits;
  }

  /** @param fills whether names are filled, instead of that they have stand-ins */
  #editsOnce(text: string, learned: Learned, fills: boolean): EditsOnce {
    const found = learned.places;
    const hits = this.#hits(text, learned);
    const edits: RedactEdit[] = [];
    const [ours, theirs] = [found.order(), hits.order()];
    const overlap = keptWithin(found, ours);
    let at = 0;
    let mayJoin = false;
    for (let [mine, other] = [0, 0]; mine < ours.length || other < theirs.length;) {
      const place = ours[mine] ?? -1;
      const hit = theirs[other] ?? -1;
      const first = hit < 0 || (place >= 0 && comesFirst(found, place, hits, hit));
      if (first) mine++;
      else other++;
      if (first && this.#isNameOfSecret(found, place, ours[mine])) continue;
      const [places, index] = first ? [found, place] : [hits, hit];
      if (this.#isKept(places, index, overlap)) continue;
      mayJoin ||= !first && isJoined(text, Math.max(at, places.start(index)), places.end(index));
      at = this.#edit(text, places, index, { at, fills }, edits);
    }
    return { edits: lengthEdits(text, edits, learned.bodies), mayJoin };
  }

  /** True if a place stays as it is, by itself or because of an overlap with one that does. */
  #isKept(places: PlaceList, index: number, overlap: ReturnType<typeof keptWithin>): boolean {
    if (stays(places.id(index))) return true;
    const kept = overlap(places.start(index), places.end(index));
    return kept === 'same' || (kept === 'a part' && !this.standIns.isSecret(places.id(index)));
  }

  /** Where the values are that are known of any text. */
  #hits(text: string, { frames }: Learned): PlaceList {
    const hits = new PlaceList();
    const isInFrame = frameTest(frames);
    this.#search.find(text, (start, end, id) => {
      if (id >= 0 && !this.standIns.isSecret(id) && isInFrame(start, end)) return;
      if (plainEnd(text, start, end) === end) hits.add(start, end, id);
      else
        for (const part of plainParts(text, start, end))
          hits.add(part.start, part.end, id, part.start - start, end - start);
    });
    return hits;
  }

  /** True if the same stretch was found as a name and as a secret; the secret wins. */
  #isNameOfSecret(places: PlaceList, name: number, next: number | undefined): boolean {
    if (next === undefined || places.start(next) !== places.start(name)) return false;
    const [id, other] = [places.id(name), places.id(next)];
    const isSame = places.end(next) === places.end(name) && id >= 0 && other >= 0;
    if (!isSame || this.standIns.isSecret(id) || !this.standIns.isSecret(other)) return false;
    // An opaque run is less specific than a name that begins there and continues in the next line.
    return !this.standIns.isRun(other) || places.whole(name) <= places.whole(next);
  }

  #idOf({ kind, value, digits }: Value): number {
    const id = this.standIns.learn(kind, value, digits);
    if (id === KEPT || this.#met[id] === kind) return id;
    this.#met[id] = kind;
    const known = this.standIns.valueOf(id);
    if (isSecretClass(kind)) {
      const telling = isDistinctiveClass(kind, known);
      if (telling || !isVocabulary(known)) this.#search.addSecret(known, id, telling);
    } else {
      if (isTelling(kind, known)) this.#search.addName(known, id);
      for (const form of otherForms(kind, known)) this.#addForm(kind === 'mail' ? 'user' : kind, form);
    }
    return id;
  }

  /** Looks for another form of a name that is known. */
  #addForm(kind: FoundKind, form: string): void {
    if (!SHAPED.has(kind) && !isTelling(kind, form)) return;
    const id = this.standIns.learn(kind, form);
    if (id !== KEPT) this.#search.addName(form, id);
  }

  /** Adds the edit of one place; its part before `at` is done already. Returns the end of what is done. */
  #edit(
    text: string,
    places: PlaceList,
    index: number,
    { at, fills }: { readonly at: number; readonly fills: boolean },
    edits: RedactEdit[],
  ): number {
    const start = Math.max(at, places.start(index));
    const end = places.end(index);
    if (end <= start) return at;
    const own = places.id(index);
    const id = fills && own >= 0 && !this.standIns.isSecret(own) ? FILL : own;
    const before = places.before(index) + start - places.start(index);
    // A value in one piece has the whole stand-in, also where it was written with more blanks.
    const isWhole = before === 0 && places.whole(index) === end - start;
    const standIn = belowLine(
      text,
      { start, end },
      this.#standIn(text, start, end, id, isWhole ? -1 : before),
    );
    if (standIn !== text.slice(start, end)) edits.push({ start, end, text: standIn });
    return end;
  }

  /** @param before how much of the value is before `start`; -1 where all of it is here */
  #standIn(text: string, start: number, end: number, id: number, before: number): string {
    if (id === BYTES) return text.slice(start, end).replace(/[0-9A-Fa-f]/g, '0');
    if (id === COLUMN) return columnOf(text.slice(start, end));
    if (id === FILL) return 'x'.repeat(end - start);
    if (id < 0) return '*'.repeat(end - start);
    const standIn = this.standIns.of(id);
    const whole = this.standIns.valueOf(id);
    if (before < 0) return standIn;
    const part = standIn.slice(
      before,
      before + whole.length <= end - start ? undefined : before + end - start,
    );
    // The last of several parts has the rest of a stand-in that is longer.
    return part.padEnd(end - start, this.standIns.isSecret(id) ? '*' : '0');
  }
}

/** The edits of one reading. */
interface EditsOnce {
  readonly edits: RedactEdit[];
  /** The stand-in may form another name with what is around it: a host, a mail address. */
  readonly mayJoin: boolean;
}

/** True if a character that joins names is beside a stretch. */
function isJoined(text: string, start: number, end: number): boolean {
  if (end <= start) return false;
  const [before, after] = [text.slice(Math.max(0, start - 2), start), text.slice(end, end + 2)];
  return JOINS_BEFORE.test(before) || JOINS_AFTER.test(after);
}

/** Characters that join a name to its neighbours; a dot that ends a sentence does not. */
const JOINS_BEFORE = /[@\\-]$|\w\.$/;
const JOINS_AFTER = /^(?:[@\\-]|\.\w)/;

function stays(id: number): boolean {
  return id === KEPT || id === STAYS;
}

/** The order of found places and places of known values: of two that begin together, the longer one comes first. */
function comesFirst(found: PlaceList, place: number, hits: PlaceList, hit: number): boolean {
  const between = found.start(place) - hits.start(hit);
  return between < 0 || (between === 0 && found.end(place) >= hits.end(hit));
}

/**
 * What says whether a stretch is no more than a part of a value that is a stand-in already, or overlaps one: such a value
 * stays, with all that only looks like a name within it. It is to be asked of stretches in the order in which they begin.
 */
function keptWithin(
  places: PlaceList,
  order: Uint32Array,
): (start: number, end: number) => 'same' | 'a part' | undefined {
  const kept = order.filter(index => stays(places.id(index)));
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

/** The characters beside the bytes of a dump; the zeros of bytes that end a row stay. */
function columnOf(said: string): string {
  return /[^0.\s]/.test(said) ? said.replace(/\S/g, '.') : said;
}

/** What comes before the first word of a record: the end of a line, a quote sign, a time, or the end of a payload. */
const LINE_START = /[\r\n}]$|(?:^|[\r\n])[> ]{1,16}$|\d:\d\d:\d\d(?:\.\d{1,9})?\]?[> ]{0,16}$/;
const MAX_STAMP_LENGTH = 36;
/** Two hex digits alone are a row of a dump; before a letter, a digit or `_` they are the rest of a wrapped name. */
const DUMP_ROW = /^[\da-f]{2}$/i;

/**
 * A stand-in as it is written in the place of a value: at the beginning of a line it must not look like a line of stars,
 * which parts what a console prints, nor like a row of a dump where none was.
 */
export function belowLine(text: string, { start, end }: Span, standIn: string): string {
  const isRow =
    DUMP_ROW.test(standIn) && !DUMP_ROW.test(text.slice(start, start + 2)) && !/\w/.test(text[end] ?? '');
  if (!standIn.startsWith('*') && !isRow) return standIn;
  let before = start;
  while (text[before - 1] === ' ' || text[before - 1] === '\t') before--;
  const isFirst = LINE_START.test(text.slice(Math.max(0, before - MAX_STAMP_LENGTH), before));
  return isFirst || before === 0 ? 'x' + standIn.slice(1) : standIn;
}

const MIN_NAME_LENGTH = 4;
/** Kinds whose values look like nothing else. */
const SHAPED: ReadonlySet<FoundKind> = new Set<FoundKind>(['serial', 'mac', 'phone']);

/** Names that are short, or words of FortiOS, are taken out only where the line says that they are names. */
function isTelling(kind: FoundKind, value: string): boolean {
  if (!['user', 'group', 'server', 'host', 'connection', 'name'].includes(kind)) return false;
  // `internal:516` is how a debug line begins: the name of a source and a line of it.
  if (isVocabulary(value.replace(/:\d{0,6}$/, ''))) return false;
  if (value.length < MIN_NAME_LENGTH || saysFailure(value) || !/\p{L}/u.test(value)) return false;
  // `sent\note`: a word that a sentence has, beside a line break that is written as one.
  if (value.includes('\\') && mayBeWords(value)) return false;
  // What closes a bracket that it did not open is a piece of a sentence.
  if (/^[^([{]*[)\]}]/.test(value)) return false;
  // Sentences continue with `for user`.
  return !/^[a-z]+(?: [a-z]+)+$/.test(value) || !value.split(' ').every(isVocabulary);
}

/** The text with edits made that are in order and do not overlap. */
export function withEdits(text: string, edits: readonly RedactEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/**
 * One list of edits of a text for two that are made one after the other: `first` of the text, `second` of the copy that
 * `first` makes. Both are in order, without overlaps, and so is the result.
 */
function composed(copy: string, first: readonly RedactEdit[], second: readonly RedactEdit[]): RedactEdit[] {
  let shift = 0;
  const ours = first.map(({ start, end, text }) => {
    const place = { start: start + shift, end: start + shift + text.length, edit: { start, end, text } };
    shift += text.length - (end - start);
    return place;
  });
  const edits: RedactEdit[] = [];
  let [mine, other, before] = [0, 0, 0];
  while (mine < ours.length || other < second.length) {
    // A stretch of the copy that edits of both lists make, from the first of them to where no other one touches it.
    const from = Math.min(ours[mine]?.start ?? Infinity, second[other]?.start ?? Infinity);
    const start = from - before;
    const added: RedactEdit[] = [];
    for (let to = from; ;) {
      const [own, more] = [ours[mine], second[other]];
      if (own && own.start <= to) {
        [to, mine] = [Math.max(to, own.end), mine + 1];
        before += own.edit.text.length - (own.edit.end - own.edit.start);
      } else if (more && more.start <= to) {
        [to, other] = [Math.max(to, more.end), other + 1];
        added.push({ ...more, start: more.start - from, end: more.end - from });
      } else {
        edits.push({ start, end: to - before, text: withEdits(copy.slice(from, to), added) });
        break;
      }
    }
  }
  return edits;
}

/** A text alone, redacted. Any string at all is; work grows with its length. */
export function redact(text: string, options: RedactOptions = {}): string {
  const redaction = new Redaction(options);
  const learned = redaction.learn(text, readRecords(text));
  return withEdits(text, redaction.edits(text, learned));
}
