import {
  ANY,
  type FilledHole,
  HOLES,
  type Message,
  type PhraseMatch,
  type SentenceRow,
  Phrases,
  Templates,
} from '../syntax';
import { SENTENCES } from '../knowledge/domains/sentences';
import type { SiteCodes, SiteEntry } from './siteEntry';

/** Slots whose values name a person or a server. */
const NAMES: ReadonlySet<string> = new Set(['user', 'group', 'server', 'host', 'connection', 'name']);

/** An entry that a message matches. */
export interface SiteMatch {
  readonly entry: SiteEntry;
  /** Offsets are in `Message.text`. */
  readonly match: PhraseMatch;
}

/** A value that must not be shared; offsets are in `Message.text`. */
export interface SiteValue {
  readonly kind: 'password' | 'user' | 'group' | 'server' | 'host' | 'connection' | 'name';
  readonly hole: FilledHole;
}

/** The beginning of a placeholder. */
const PLACEHOLDER = /\{(\w+)/g;
const NO_MATCHES: readonly SiteMatch[] = [];

/** Entries, built in or of a site, indexed for look-ups. They only add to what the rules find. */
export class SiteKnowledge {
  readonly #entries = new Map<string, SiteEntry>();
  readonly #codes = new Map<string, SiteEntry>();
  readonly #phrases: Phrases;
  /** In lower case: words that a copy may show, and what it must not. */
  readonly keeps: ReadonlySet<string>;
  readonly hides: readonly string[];
  /** True if an entry has a placeholder whose value must not be shared. */
  readonly hasValues: boolean;
  /** The templates of the lines read with this knowledge, and what it says of them. */
  readonly templates: Templates;

  /** @param entries with unique ids */
  constructor(readonly entries: readonly SiteEntry[]) {
    for (const entry of entries) {
      this.#entries.set(entry.id, entry);
      for (const [kind, code] of Object.entries(entry.codes) as [keyof SiteCodes, string | undefined][])
        if (code !== undefined) this.#codes.set(keyOf(kind, code), entry);
    }
    this.#phrases = new Phrases(entries.filter(({ texts }) => texts.length > 0).map(entryAsRow));
    this.hasValues = entries.some(mayHoldValue);
    const wordsOf = (kind: 'keep' | 'hide'): string[] =>
      entries.flatMap(({ words }) => words[kind].map(word => word.toLowerCase()));
    this.keeps = new Set(wordsOf('keep'));
    this.hides = wordsOf('hide');
    this.templates = new Templates(() => [
      ...[...SENTENCES, ...entries].flatMap(({ texts }) => texts),
      ...SENTENCES.flatMap(({ words = [] }) => words),
    ]);
  }

  /** The entries that match a message, most specific first. The time does not depend on their number. */
  matchesIn({ text, from, name, daemon }: Message): readonly SiteMatch[] {
    const own = this.#phrases.find(text, from, name, daemon);
    const any = this.#phrases.find(text, from, '', ANY);
    if (own.length + any.length === 0) return NO_MATCHES;
    const others = any.filter(({ row }) => !own.some(one => one.row === row));
    return [...own, ...others].flatMap(match => {
      const entry = this.#entries.get(match.row.id);
      return entry ? [{ entry, match }] : [];
    });
  }

  /** Returns the values in a message that must not be shared. */
  valuesIn(message: Message): readonly SiteValue[] {
    return this.matchesIn(message).flatMap(({ entry, match }) =>
      match.holes.flatMap(hole => {
        const kind = kindOf(entry, hole.name);
        return kind ? [{ kind, hole }] : [];
      }),
    );
  }

  /** Returns the entry that explains a code, ignoring case. */
  ofCode(kind: keyof SiteCodes, code: string | undefined): SiteEntry | undefined {
    return code === undefined ? undefined : this.#codes.get(keyOf(kind, code));
  }
}

function keyOf(kind: keyof SiteCodes, code: string): string {
  return `${kind} ${code.trim().toLowerCase()}`;
}

/** Returns an entry as a row of the built-in phrases. */
export function entryAsRow({
  id,
  texts,
  daemon,
  ignoreCase,
}: Pick<SiteEntry, 'id' | 'texts' | 'daemon' | 'ignoreCase'>): SentenceRow {
  return {
    id,
    daemons: [daemon],
    texts: texts.map(anywhere),
    bare: true,
    ...(ignoreCase && { ignoreCase: true as const }),
  };
}

/** True if a placeholder of an entry can have a value that must not be shared. */
function mayHoldValue(entry: SiteEntry): boolean {
  const names = entry.texts.flatMap(text => Array.from(text.matchAll(PLACEHOLDER), ([, name = '']) => name));
  return names.some(name => kindOf(entry, name) !== undefined);
}

/** Words can occur anywhere in a message. A text that begins with a placeholder matches from the start of a message. */
function anywhere(text: string): string {
  return /^\{(?!\{)/.test(text) ? text : `{*}${text}`;
}

/**
 * Returns the kind of identity in the value of a slot; addresses and serial numbers are recognised independently of slots.
 */
function kindOf(entry: SiteEntry, hole: string): SiteValue['kind'] | undefined {
  if (isSecretSlot(entry, hole)) return 'password';
  const role = HOLES[hole] ?? 'text';
  return NAMES.has(role) ? (role as SiteValue['kind']) : undefined;
}

/** True if the value of a placeholder must not appear in a message either. */
export function isSecretSlot({ masks }: Pick<SiteEntry, 'masks'>, hole: string): boolean {
  return masks.includes(hole) || HOLES[hole] === 'secret';
}
