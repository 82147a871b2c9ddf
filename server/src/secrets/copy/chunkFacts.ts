import { splitName } from '../chunks';
import { isMasked, isStandIn } from '../masked';
import { mayEndName } from '../secretNames';
import { familiarity, type Familiarity } from '../vocabulary';

/** What is known of a chunk, wherever it stands. */
export interface Facts {
  readonly words: readonly string[];
  readonly hasLetter: boolean;
  readonly known: Familiarity;
  readonly isMasked: boolean;
  readonly isStandIn: boolean;
  /** Whether it can be the end of the name of a secret. */
  readonly mayEndName: boolean;
  /** Letters only: most chunks, and none of them has a form of its own. */
  readonly isPlain: boolean;
}

const HAS_LETTER = /\p{L}/u;
const PLAIN = /^[A-Za-z_]{1,23}$/;
const MAX_CHUNKS = 1 << 15;
/** Longer chunks seldom repeat, in UTF-16 code units. */
const MAX_LENGTH = 64;

/** The facts of the chunks of a run: captures repeat the same few thousand. */
export class ChunkFacts {
  readonly #known = new Map<string, Facts>();

  of(chunk: string): Facts {
    const known = this.#known.get(chunk);
    if (known) return known;
    const facts = factsOf(chunk);
    if (chunk.length > MAX_LENGTH) return facts;
    if (this.#known.size >= MAX_CHUNKS) this.#known.clear();
    this.#known.set(chunk, facts);
    return facts;
  }
}

function factsOf(chunk: string): Facts {
  const words = splitName(chunk);
  return {
    words,
    hasLetter: HAS_LETTER.test(chunk),
    known: familiarity(chunk),
    isMasked: isMasked(chunk),
    isStandIn: isStandIn(chunk),
    mayEndName: mayEndName(words),
    isPlain: PLAIN.test(chunk),
  };
}
