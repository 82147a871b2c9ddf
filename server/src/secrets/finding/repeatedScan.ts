import { detached } from '../../syntax';
import type { FoundKind } from '../types';
import { EVERY_GUESS, type Guesses } from './heuristics';
import type { Passage, Sink } from './passage';
import { scan } from './scanner';
import type { Scope } from './scopes';

/** What a scan found in a text; offsets count from its start. */
interface Place {
  readonly kind: FoundKind;
  readonly start: number;
  readonly end: number;
}

/** Longer passages seldom come twice, in UTF-16 code units. */
const MAX_LENGTH = 200;
/** How many passages are remembered of each scope; a capture has fewer that come often. */
const MAX_PASSAGES = 4096;

/** Scans passages. Daemons print the same messages again and again: each of these is scanned once. */
export class RepeatedScan {
  readonly #known = new Map<Scope, Map<string, readonly Place[]>>();

  constructor(readonly guesses: Guesses = EVERY_GUESS) {}

  /** Takes what `scan` finds in a passage. */
  scan(passage: Passage, scope: Scope, sink: Sink): void {
    const { text, from, to, pieces } = passage;
    if (pieces ?? to - from > MAX_LENGTH) return scan(passage, scope, sink, this.guesses);
    let ofScope = this.#known.get(scope);
    if (!ofScope) this.#known.set(scope, (ofScope = new Map<string, readonly Place[]>()));
    const said = text.slice(from, to);
    let places = ofScope.get(said);
    if (!places) {
      places = placesIn(said, scope, sink.identities, this.guesses);
      if (ofScope.size >= MAX_PASSAGES) ofScope.clear();
      ofScope.set(detached(said), places);
    }
    for (const { kind, start, end } of places) sink.take(kind, from + start, from + end);
  }
}

function placesIn(text: string, scope: Scope, identities: boolean, guesses: Guesses): Place[] {
  const places: Place[] = [];
  const passage = { text, from: 0, to: text.length, pieces: undefined };
  const take: Sink['take'] = (kind, start, end) => places.push({ kind, start, end });
  scan(passage, scope, { identities, take }, guesses);
  return places;
}
