import { type CaptureRecord, detached, type Reread } from '../syntax';
import { AT_START, type FinderState, RecordFinder } from './finder';
import { movedPlace } from './spans';
import { isMasked } from './masked';
import { type Found, isSecretClass, type Secret, type SecretClass, type SecretPlace } from './types';

/** What must not be shared, and what was found where, so that it is known still when the text changes elsewhere. */
export interface SecretReading {
  readonly secrets: readonly Secret[];
  readonly sections: readonly Section[];
}

/** A stretch of records that can be searched by itself, once it is known what stood before. */
interface Section {
  readonly before: FinderState;
  /** How many records it has. */
  readonly count: number;
  readonly found: readonly FoundSecret[];
}

interface FoundSecret {
  readonly class: SecretClass;
  /** The class and the value: what is equal in both is one secret. */
  readonly key: string;
  readonly place: SecretPlace;
  readonly token: string | undefined;
  readonly inDump: boolean;
}

/** Records of a section; it has more where a dump goes on. */
const RECORDS = 128;

/**
 * Finds what must not be shared. A value that stands in many places is one secret. Where `before` is given, the reading of
 * the text before an edit, only what the edit touched is searched again; the result is the same. `size` is the number of
 * records of a section.
 */
export function findSecrets(
  text: string,
  read: Reread,
  before?: SecretReading,
  size = RECORDS,
): SecretReading {
  const sections = sectionsOf(text, read, before?.sections ?? [], size);
  const gathered = new Gathered();
  for (const { found } of sections) for (const one of found) gathered.add(one, 0);
  return { secrets: gathered.secrets, sections };
}

/** A dump that the end of the text cut goes on with what comes: the last records are never among those that are kept. */
function sectionsOf(
  text: string,
  { records, kept, moved, by }: Reread,
  old: readonly Section[],
  size: number,
): Section[] {
  const sections: Section[] = [];
  let at = 0;
  for (const section of old) {
    if (at + section.count > kept) break;
    at += section.count;
    sections.push(section);
  }
  let found: FoundSecret[] = [];
  const finder = new RecordFinder(false, one => {
    const secret = secretOf(one);
    if (secret) found.push(secret);
  });
  finder.begin(text, old[sections.length]?.before ?? AT_START);
  // Counted from the end, records that only moved have the number that they had.
  const starts = startsFromEnd(old);
  const startAt = (index: number): number | undefined =>
    index < records.length - moved ? undefined : starts.get(records.length - index);
  while (at < records.length) {
    const before = finder.state;
    const known = startAt(at);
    if (known !== undefined && isSame(old[known]?.before, before)) {
      for (const section of old.slice(known)) sections.push(movedSection(section, by));
      break;
    }
    const start = at;
    const isEnd = (): boolean => at - start >= size || startAt(at) !== undefined;
    do {
      const record = records[at++];
      if (record) finder.add(record);
    } while (at < records.length && !(finder.isBetween && isEnd()));
    finder.finish();
    sections.push({ before, count: at - start, found });
    found = [];
  }
  return sections;
}

/** The number of each section by how many records there are from its start to the end of the text. */
function startsFromEnd(sections: readonly Section[]): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  let left = 0;
  for (let index = sections.length - 1; index >= 0; index--) {
    left += sections[index]?.count ?? 0;
    starts.set(left, index);
  }
  return starts;
}

function isSame(one: FinderState | undefined, other: FinderState): boolean {
  return one?.token === other.token && one?.inKey === other.inKey;
}

function movedSection(section: Section, by: number): Section {
  if (by === 0 || section.found.length === 0) return section;
  const { before, count, found } = section;
  const move = ({ class: kind, key, place, token, inDump }: FoundSecret): FoundSecret => ({
    class: kind,
    key,
    place: movedPlace(place, by),
    token,
    inDump,
  });
  return { before, count, found: found.map(move) };
}

function secretOf({ kind, value, place, token, inDump = false }: Found): FoundSecret | undefined {
  if (!isSecretClass(kind) || place.parts.length === 0 || isMasked(value)) return undefined;
  return { class: kind, key: `${kind} ${value}`, place, token, inDump };
}

/** Finds what must not be shared in a text that comes in parts. */
export class SecretFinder {
  readonly #gathered: Gathered;
  readonly #finder = new RecordFinder(false, found => {
    const secret = secretOf(found);
    if (secret) this.#gathered.add(secret, this.#base);
  });
  #base = 0;

  /** @param most how many places of a secret are kept, the first ones */
  constructor(most: number) {
    this.#gathered = new Gathered(most);
  }

  /** Takes the next part: its text, where it begins in the whole, and its records, whose offsets count in it. */
  add(text: string, base: number, records: readonly CaptureRecord[]): void {
    this.#base = base;
    this.#finder.read(text, records);
  }

  finish(): readonly Secret[] {
    return this.#gathered.secrets;
  }
}

type Draft = { -readonly [Key in keyof Secret]: Key extends 'places' ? SecretPlace[] : Secret[Key] };

/** Gathers the places of each secret. */
class Gathered {
  readonly #secrets = new Map<string, Draft>();

  constructor(readonly most = Infinity) {}

  get secrets(): Secret[] {
    return [...this.#secrets.values()];
  }

  add({ class: kind, key, place, token, inDump }: FoundSecret, by: number): void {
    const known = this.#secrets.get(key) ?? { class: kind, places: [], omitted: 0, token: undefined, inDump };
    if (known.places.length === 0) this.#secrets.set(key, known);
    if (known.places.length < this.most) known.places.push(movedPlace(place, by));
    else known.omitted++;
    // The text of a long capture is let go.
    known.token ??= detached(token);
    known.inDump ||= inDump;
  }
}
