import {
  type CaptureRecord,
  detached,
  type Reread,
  type Section,
  type SectionReader,
  sectionsOf,
} from '../../syntax';
import { AT_START, type FinderState, RecordFinder } from './finder';
import { movedPlace } from '../spans';
import { isMasked } from '../masked';
import { type Found, isSecretClass, type Secret, type SecretClass, type SecretPlace } from '../types';

/** What must not be shared, and what was found where, so that it is known still when the text changes elsewhere. */
export interface SecretReading {
  readonly secrets: readonly Secret[];
  readonly sections: readonly SecretSection[];
}

type SecretSection = Section<FinderState, readonly FoundSecret[]>;

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
  const sections = sectionsOf(new SectionFinder(text), read, before?.sections ?? [], size, movedSection);
  const gathered = new Gathered();
  for (const { found } of sections) for (const one of found) gathered.add(one, 0);
  return { secrets: gathered.secrets, sections };
}

/** Finds the secrets of one section after the other. */
class SectionFinder implements SectionReader<FinderState, readonly FoundSecret[]> {
  #found: FoundSecret[] = [];
  readonly #finder = new RecordFinder(false, one => {
    const secret = secretOf(one);
    if (secret) this.#found.push(secret);
  });

  constructor(readonly text: string) {
    this.#finder.begin(text, AT_START);
  }

  get state(): FinderState {
    return this.#finder.state;
  }

  knows({ config, inKey }: FinderState): boolean {
    const now = this.state;
    const { token, path, header } = now.config;
    const sameConfig = token === config.token && path === config.path && header === config.header;
    return sameConfig && now.inKey === inKey;
  }

  get isBetween(): boolean {
    return this.#finder.isBetween;
  }

  goOnFrom(state: FinderState): void {
    this.#finder.begin(this.text, state);
  }

  add(record: CaptureRecord): void {
    this.#finder.add(record);
  }

  /** A dump that the end of the text cut goes on with what comes. */
  take(): readonly FoundSecret[] {
    this.#finder.finish();
    const found = this.#found;
    this.#found = [];
    return found;
  }
}

function movedSection(section: SecretSection, by: number): SecretSection {
  if (section.found.length === 0) return section;
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
