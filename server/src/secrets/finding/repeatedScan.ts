import { detached } from '../../syntax';
import type { FoundKind } from '../types';
import type { Passage, Take } from './passage';
import { scan, type Scope } from './scanner';

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

  constructor(readonly identities: boolean) {}

  /** Takes what `scan` finds in a passage. */
  scan(passage: Passage, scope: Scope, take: Take): void {
    const { text, from, to, pieces } = passage;
    if (pieces ?? to - from > MAX_LENGTH) return scan(passage, scope, this.identities, take);
    let ofScope = this.#known.get(scope);
    if (!ofScope) this.#known.set(scope, (ofScope = new Map<string, readonly Place[]>()));
    const said = text.slice(from, to);
    let places = ofScope.get(said);
    if (!places) {
      places = placesIn(said, scope, this.identities);
      if (ofScope.size >= MAX_PASSAGES) ofScope.clear();
      ofScope.set(detached(said), places);
    }
    for (const { kind, start, end } of places) take(passage, kind, from + start, from + end);
  }
}

function placesIn(text: string, scope: Scope, identities: boolean): Place[] {
  const places: Place[] = [];
  const passage = { text, from: 0, to: text.length, pieces: undefined };
  scan(passage, scope, identities, (_, kind, start, end) => places.push({ kind, start, end }));
  return places;
}
