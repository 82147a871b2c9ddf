import type { SiteKnowledge } from '../../site/knowledge';
import {
  type CaptureRecord,
  detached,
  type Reread,
  type Section,
  type SectionReader,
  sectionsOf,
} from '../../syntax';
import { BEFORE, BlockTracker } from './blocks';
import { RecordFinder } from './finder';
import { AT_START, type FinderState, isSameState } from './finderState';
import { shiftedPlace } from '../spans';
import { isMasked } from '../masked';
import { type Found, isSecretClass, type Secret, type SecretClass, type SecretPlace } from '../types';

/** The secrets of a text, and those of each section, which stay valid when the text changes elsewhere. */
export interface SecretReading {
  readonly secrets: readonly Secret[];
  readonly sections: readonly SecretSection[];
}

type SecretSection = Section<FinderState, FoundInSection>;

interface FoundInSection {
  readonly secrets: readonly FoundSecret[];
  /** The start of the last block that starts in the section, or `BEFORE`. */
  readonly lastBlock: number;
}

interface FoundSecret {
  readonly class: SecretClass;
  /** Class and value. Findings with the same key are one secret. */
  readonly key: string;
  readonly place: SecretPlace;
  readonly token: string | undefined;
  readonly inDump: boolean;
  /** The start of its block, or `BEFORE` if it is not in the section. */
  readonly block: number;
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
  let block = 0;
  for (const { found } of sections) {
    for (const one of found.secrets) gathered.add(one, 0, one.block === BEFORE ? block : one.block);
    if (found.lastBlock !== BEFORE) block = found.lastBlock;
  }
  return { secrets: gathered.secrets, sections };
}

class SectionFinder implements SectionReader<FinderState, FoundInSection> {
  #found: FoundSecret[] = [];
  #blocks: BlockTracker;
  readonly #finder: RecordFinder;

  constructor(
    readonly text: string,
    site: SiteKnowledge | undefined,
  ) {
    const take = (one: Found): void => {
      const secret = secretOf(one, this.#blocks);
      if (secret) this.#found.push(secret);
    };
    this.#finder = new RecordFinder(false, take, site);
    this.#blocks = new BlockTracker(text);
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
    this.#blocks.add(record);
    this.#finder.add(record);
  }

  /** A dump cut by the end of the text continues in the next text. */
  take(): FoundInSection {
    this.#finder.finish();
    const found = { secrets: this.#found, lastBlock: this.#blocks.current };
    this.#found = [];
    this.#blocks = new BlockTracker(this.text);
    return found;
  }
}

function shiftedSection(section: SecretSection, by: number): SecretSection {
  const { before, count, found } = section;
  const block = (start: number): number => (start === BEFORE ? BEFORE : start + by);
  const move = ({ class: kind, key, place, token, inDump, block: start }: FoundSecret): FoundSecret => ({
    class: kind,
    key,
    place: shiftedPlace(place, by),
    token,
    inDump,
    block: block(start),
  });
  return { before, count, found: { secrets: found.secrets.map(move), lastBlock: block(found.lastBlock) } };
}

function secretOf(
  { kind, value, place, token, inDump = false }: Found,
  blocks: BlockTracker,
): FoundSecret | undefined {
  if (!isSecretClass(kind) || place.parts.length === 0 || isMasked(value)) return undefined;
  return { class: kind, key: `${kind} ${value}`, place, token, inDump, block: blocks.of(place.start) };
}

/** Finds the secrets of a text that arrives in parts. */
export class SecretFinder {
  readonly #gathered: Gathered;
  readonly #finder: RecordFinder;
  #blocks = new BlockTracker('');
  #base = 0;
  /** The start of the block in which the previous part ended. */
  #block = 0;

  /**
   * @param limit maximum number of places to keep per secret, the first ones
   * @param site the site's own values that must not be shared
   */
  constructor(limit: number, site?: SiteKnowledge) {
    this.#gathered = new Gathered(limit);
    const take = (found: Found): void => {
      const secret = secretOf(found, this.#blocks);
      if (secret) this.#gathered.add(secret, this.#base, this.#offsetOf(secret.block));
    };
    this.#finder = new RecordFinder(false, take, site);
  }

  /** Adds the next part: its text, its offset in the whole, and its records, whose offsets are relative to the part. */
  add(text: string, base: number, records: readonly CaptureRecord[]): void {
    this.#block = this.#offsetOf(this.#blocks.current);
    this.#base = base;
    this.#blocks = new BlockTracker(text);
    this.#finder.begin(text);
    for (const record of records) {
      this.#blocks.add(record);
      this.#finder.add(record);
    }
    this.#finder.finish();
  }

  #offsetOf(block: number): number {
    return block === BEFORE ? this.#block : this.#base + block;
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
  add({ class: kind, key, place, token, inDump }: FoundSecret, by: number, block: number): void {
    const known = this.#secrets.get(key) ?? {
      class: kind,
      places: [],
      omitted: 0,
      token: undefined,
      inDump,
      block,
    };
    if (known.places.length === 0) this.#secrets.set(key, known);
    if (known.places.length < this.limit) known.places.push(shiftedPlace(place, by));
    else known.omitted++;
    // Detached, so that the text of a long capture can be freed.
    known.token ??= detached(token);
    known.inDump ||= inDump;
  }
}
