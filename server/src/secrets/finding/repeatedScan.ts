import { Repeats } from '../../syntax';
import type { FoundKind } from '../types';
import { EVERY_GUESS, type Guesses } from './heuristics';
import type { Passage, Sink } from './passage';
import { scan } from './scanner';
import type { Scope } from './lineShapes';

/** A result of a scan; offsets are relative to the scanned text. */
interface Place {
  readonly kind: FoundKind;
  readonly start: number;
  readonly end: number;
}

/** Scans passages, and caches the results: daemons print the same messages again and again. */
export class RepeatedScan {
  readonly #cache = new Map<Scope, Repeats<readonly Place[]>>();

  constructor(readonly guesses: Guesses = EVERY_GUESS) {}

  /** Reports what `scan` finds in a passage. */
  scan(passage: Passage, scope: Scope, sink: Sink): void {
    const { text, from, to, pieces } = passage;
    if (pieces ?? !Repeats.isShort(to - from)) return scan(passage, scope, sink, this.guesses);
    let placesByText = this.#cache.get(scope);
    if (!placesByText) this.#cache.set(scope, (placesByText = new Repeats<readonly Place[]>()));
    const slice = text.slice(from, to);
    let places = placesByText.get(slice);
    if (!places) {
      places = placesIn(slice, scope, sink.identities, this.guesses);
      placesByText.set(slice, places);
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
