import type { SiteKnowledge } from '../../site/knowledge';
import {
  type CaptureRecord,
  detached,
  type Reread,
  type Section,
  type SectionReader,
  sectionsOf,
} from '../../syntax';
import { AT_START, type FinderState, isSameState, RecordFinder } from './finder';
import { shiftedPlace } from '../placeList';
import { isMasked } from '../masked';
import { type Found, isSecretClass, type Secret, type SecretClass, type SecretPlace } from '../types';

/** The secrets of a text, and those of each section, which stay valid when the text changes elsewhere. */
export interface SecretReading {
  readonly secrets: readonly Secret[];
  readonly sections: readonly SecretSection[];
}

type SecretSection = Section<FinderState, readonly FoundSecret[]>;

interface FoundSecret {
  readonly class: SecretClass;
  /** Class and value. Findings with the same key are one secret. */
  readonly key: string;
  readonly place: SecretPlace;
  readonly token: string | undefined;
  readonly inDump: boolean;
}

/** Number of records per section; more if it would end inside a dump. */
const RECORDS = 128;

/**
 * Finds the secrets of a text. Equal values are one secret with several places.
 * @param before the reading before an edit; only what the edit touched is searched again, with the same result
 * @param site the site's own values that must not be shared
 * @param size the number of records per section
 */
export function findSecrets(
  text: string,
  read: Reread,
  before?: SecretReading,
  site?: SiteKnowledge,
  size = RECORDS,
): SecretReading {
  const sections = sectionsOf(
    new SectionFinder(text, site),
    read,
    before?.sections ?? [],
    size,
    shiftedSection,
  );
  const gathered = new Gathered();
  for (const { found } of sections) for (const one of found) gathered.add(one, 0);
  return { secrets: gathered.secrets, sections };
}

class SectionFinder implements SectionReader<FinderState, readonly FoundSecret[]> {
  #found: FoundSecret[] = [];
  readonly #finder: RecordFinder;

  constructor(
    readonly text: string,
    site: SiteKnowledge | undefined,
  ) {
    const take = (one: Found): void => {
      const secret = secretOf(one);
      if (secret) this.#found.push(secret);
    };
    this.#finder = new RecordFinder(false, take, site);
    this.#finder.begin(text, AT_START);
  }

  get state(): FinderState {
    return this.#finder.state;
  }

  isSameState(state: FinderState): boolean {
    return isSameState(this.state, state);
  }

  get isBetween(): boolean {
    return this.#finder.isBetween;
  }

  resumeFrom(state: FinderState): void {
    this.#finder.begin(this.text, state);
  }

  add(record: CaptureRecord): void {
    this.#finder.add(record);
  }

  /** A dump cut by the end of the text continues in the next text. */
  take(): readonly FoundSecret[] {
    this.#finder.finish();
    const found = this.#found;
    this.#found = [];
    return found;
  }
}

function shiftedSection(section: SecretSection, by: number): SecretSection {
  const { before, count, found } = section;
  return { before, count, found: found.map(one => ({ ...one, place: shiftedPlace(one.place, by) })) };
}

function secretOf({ kind, value, place, token, inDump = false }: Found): FoundSecret | undefined {
  if (!isSecretClass(kind) || place.parts.length === 0 || isMasked(value)) return undefined;
  return { class: kind, key: `${kind} ${value}`, place, token, inDump };
}

/** Finds the secrets of a text that arrives in parts. */
export class SecretFinder {
  readonly #gathered: Gathered;
  readonly #finder: RecordFinder;
  #base = 0;

  /**
   * @param limit maximum number of places to keep per secret, the first ones
   * @param site the site's own values that must not be shared
   */
  constructor(limit: number, site?: SiteKnowledge) {
    this.#gathered = new Gathered(limit);
    const take = (found: Found): void => {
      const secret = secretOf(found);
      if (secret) this.#gathered.add(secret, this.#base);
    };
    this.#finder = new RecordFinder(false, take, site);
  }

  /** Adds the next part: its text, its offset in the whole, and its records, whose offsets are relative to the part. */
  add(text: string, base: number, records: readonly CaptureRecord[]): void {
    this.#base = base;
    this.#finder.begin(text);
    for (const record of records) this.#finder.add(record);
    this.#finder.finish();
  }

  finish(): readonly Secret[] {
    return this.#gathered.secrets;
  }
}

type Draft = { -readonly [Key in keyof Secret]: Key extends 'places' ? SecretPlace[] : Secret[Key] };

/** Collects the places of each secret. */
class Gathered {
  readonly #secrets = new Map<string, Draft>();

  constructor(readonly limit = Infinity) {}

  get secrets(): Secret[] {
    return [...this.#secrets.values()];
  }

  /** @param by how far to shift its places */
  add({ class: kind, key, place, token, inDump }: FoundSecret, by: number): void {
    const known = this.#secrets.get(key) ?? {
      class: kind,
      places: [],
      omitted: 0,
      token: undefined,
      inDump,
    };
    if (known.places.length === 0) this.#secrets.set(key, known);
    if (known.places.length < this.limit) known.places.push(shiftedPlace(place, by));
    else known.omitted++;
    // Detached, so that the text of a long capture can be freed.
    known.token ??= detached(token);
    known.inDump ||= inDump;
  }
}
