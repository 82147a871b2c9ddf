import { max } from '../../integers';
import { BUILT_IN } from '../../site/builtIn';
import type { SiteKnowledge } from '../../site/knowledge';
import { type CaptureRecord, pageColumnOf, readRecords, type Span } from '../../syntax';
import type { FinderState } from '../positions/finder';
import { belowLine, dumpColumn, composed, type RedactEdit, withEdits } from './edit';
import { ChunkFacts } from './chunkFacts';
import { type Body, lengthEdits } from './lengths';
import { BYTES, COLUMN, KEPT, StandIns } from './standIns';
import { proofEdits } from './proof';
import { PlaceList } from '../placeList';
import { type Lesson, lessonOf, type LessonOptions } from './lesson';

export interface RedactOptions {
  /**
   * Keep identities: serial numbers, hosts and addresses, and what a position calls a user, a group or a server, also where the
   * same word stands elsewhere. Secrets are always masked.
   */
  readonly keepIdentities?: boolean;
  /** Keep unknown words, too, except beside the name of a secret: for what is shown to a person who has the text. */
  readonly keepNames?: boolean;
  /** The site's own knowledge, which can name values that must not be shared. */
  readonly site?: SiteKnowledge | undefined;
}

/** The lines, from 0, in which a copy shows something else than its text, such as another problem. */
export type CompareCopy = (copy: string) => readonly number[];

/** Parses the records of a new version of a text in the same way as the original. */
export type ReadRecords = (text: string) => readonly CaptureRecord[];

/** What is known about a text, or a part of it, before stand-ins are assigned. */
export interface Learned {
  readonly places: PlaceList;
  readonly bodies: readonly Body[];
  readonly read: ReadRecords;
  /** The state before it, and the column of the whole text. */
  readonly before: FinderState | undefined;
  readonly column: number | undefined;
}

/** Maximum number of times that a copy is redacted again. */
const MAX_ROUNDS = 4;
/** Up to this length, in UTF-16 code units, a copy is compared with its text, and redacted again. */
const MAX_COMPARED = 1 << 16;

/**
 * A redaction of one text or several, with one set of stand-ins: a value has the same one everywhere. First all texts are
 * learned, since stand-ins of an earlier redaction must not be assigned to another value; then each is redacted.
 *
 * Limits: a name that is too short for its number, and an address for which no stand-in of its length is free any more,
 * change their length. `Content-Length` of a JSON payload is corrected; other lengths that a daemon prints are not.
 */
export class Redaction {
  readonly standIns = new StandIns();
  readonly #options: RedactOptions;
  readonly #facts = new ChunkFacts();
  readonly #identities = new Set<string>();
  readonly #besideSecrets = new Set<number>();

  constructor(options: RedactOptions = {}) {
    this.#options = options;
  }

  get site(): SiteKnowledge {
    return this.#options.site ?? BUILT_IN;
  }

  /** @param about for a part of a text: the state before it, and the column at which a page wrapped the whole text */
  learn(
    text: string,
    records: readonly CaptureRecord[],
    { before, column = pageColumnOf(text) }: Pick<LessonOptions, 'before' | 'column'> = {},
  ): Learned {
    const about = { ...this.#options, before, column, facts: this.#facts };
    const read: ReadRecords = copy => readRecords(copy, undefined, this.site.templates);
    return this.addLesson(lessonOf(text, records, about), read, about);
  }

  /** Adds the values that `lessonOf` found in a text. Stand-ins are numbered in the order of these calls. */
  addLesson(
    { values, places, bodies, identities, besideSecrets }: Lesson,
    read: ReadRecords,
    { before, column }: Pick<LessonOptions, 'before' | 'column'> = {},
  ): Learned {
    const ids = values.map(({ kind, value, digits }) => this.standIns.add(kind, value, digits));
    for (const name of identities) this.#identities.add(name);
    for (const index of besideSecrets) this.#besideSecrets.add(ids[index] ?? KEPT);
    const numbered = PlaceList.of(places).renumbered(id => (id < 0 ? id : (ids[id] ?? KEPT)));
    return { places: numbered, bodies, read, before, column };
  }

  /**
   * The edits for a text that was learned, in order and without overlaps. Unless identities are kept, `proofEdits` has read their
   * copy: every word of it is known, FortiOS's own or a stand-in.
   * @param compare compares a copy of a whole text, up to `MAX_COMPARED`: in lines that differ, compounds of known words stay
   */
  edits(text: string, learned: Learned, compare?: CompareCopy): RedactEdit[] {
    const edits = this.#settled(text, learned, []);
    if (!compare || text.length > MAX_COMPARED) return edits;
    const different = compare(withEdits(text, edits));
    if (different.length === 0) return edits;
    const relaxed = this.#settled(text, learned, linesNear(text, different));
    return compare(withEdits(text, relaxed)).length < different.length ? relaxed : edits;
  }

  /** True for a value that stands beside the name of a secret somewhere. */
  isBesideSecret(id: number): boolean {
    return this.#besideSecrets.has(id);
  }

  #settled(text: string, learned: Learned, relaxed: readonly Span[]): RedactEdit[] {
    const edits = this.#repeated(text, learned, relaxed);
    if (this.#options.keepIdentities) return edits;
    const copy = withEdits(text, edits);
    return composed(copy, edits, proofEdits(copy, this.#facts, this.site));
  }

  /** Repeats the redaction of a text that is not long until the copy needs no further edits. */
  #repeated(text: string, learned: Learned, relaxed: readonly Span[]): RedactEdit[] {
    const { read, before, column } = learned;
    const about = { ...this.#options, before, column, relaxed, facts: this.#facts };
    const again = (copy: string): RedactEdit[] =>
      this.#once(copy, this.addLesson(lessonOf(copy, read(copy), about), read, about));
    let edits = relaxed.length > 0 ? again(text) : this.#once(text, learned);
    for (let round = 0; edits.length > 0 && text.length <= MAX_COMPARED; round++) {
      const copy = withEdits(text, edits);
      const more = again(copy);
      if (more.length === 0 || round === MAX_ROUNDS) break;
      edits = composed(copy, edits, more);
    }
    return edits;
  }

  #once(text: string, { places, bodies }: Learned): RedactEdit[] {
    const edits: RedactEdit[] = [];
    let at = 0;
    for (const index of places.order()) {
      const start = max(at, places.start(index));
      const end = places.end(index);
      if (end <= start || this.#stays(places.id(index))) continue;
      const standIn = belowLine(text, { start, end }, this.#standIn(text, start, end, places, index));
      if (standIn !== text.slice(start, end)) edits.push({ start, end, text: standIn });
      at = end;
    }
    return lengthEdits(text, edits, bodies);
  }

  /** True without a stand-in, and for a word that is an identity elsewhere in the run. */
  #stays(id: number): boolean {
    if (id === KEPT) return true;
    if (!this.#options.keepIdentities || this.standIns.kindOf(id) !== 'name' || this.isBesideSecret(id))
      return false;
    return this.#identities.has(this.standIns.valueOf(id).toLowerCase());
  }

  /** The stand-in of `[start, end)`, which is all of a place or its end. */
  #standIn(text: string, start: number, end: number, places: PlaceList, index: number): string {
    const id = places.id(index);
    if (id === BYTES) return text.slice(start, end).replace(/[0-9A-Fa-f]/g, '0');
    if (id === COLUMN) return dumpColumn(text, start, end);
    const standIn = this.standIns.of(id);
    const before = places.before(index) + start - places.start(index);
    // A value in one piece gets the whole stand-in, even if it was written with more blanks.
    if (before === 0 && places.whole(index) === end - start) return standIn;
    // A number that is cut by the end of a line is none, and each part is a mask.
    if (this.standIns.isSecret(id)) return (standIn[0] ?? '*').repeat(end - start);
    const isLast = before + end - start >= places.whole(index);
    const part = standIn.slice(before, isLast ? undefined : before + end - start);
    // The last of several parts takes the rest of a longer stand-in.
    return part.padEnd(end - start, '0');
  }
}

/** The lines with these numbers, and those beside them. */
function linesNear(text: string, numbers: readonly number[]): Span[] {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index, 0: end }) => index + end.length)];
  return numbers.map(line => ({
    start: starts[max(0, line - 1)] ?? 0,
    end: starts[line + 2] ?? text.length,
  }));
}

/** A copy of a text without secrets, and without identities unless they are kept. Accepts any text. */
export function redact(text: string, options: RedactOptions = {}, compare?: CompareCopy): string {
  const redaction = new Redaction(options);
  return withEdits(
    text,
    redaction.edits(
      text,
      redaction.learn(text, readRecords(text, undefined, redaction.site.templates)),
      compare,
    ),
  );
}
