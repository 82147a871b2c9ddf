import { type Keeping, shiftSpan, type Span } from '../syntax';

/** What was read of a record, the places in it, and where the record stood then. */
export interface Kept {
  at: number;
  readonly places: readonly Span[];
}

/**
 * What was read of a record before; undefined where nothing was. A record that an edit only moved says what it said: the
 * places are put where they stand now.
 */
export function keptOf<Facts extends Kept>(record: Span & Keeping): Facts | undefined {
  const facts = record.kept as Facts | undefined;
  if (!facts || facts.at === record.start) return facts;
  const by = record.start - facts.at;
  for (const place of facts.places) shiftSpan(place, by);
  facts.at = record.start;
  return facts;
}

/** For what has no place in it. */
export const NO_PLACES: readonly Span[] = [];
