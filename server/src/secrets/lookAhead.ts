import type { Passage } from './passage';

/** Whether a value ends before the code unit at `at`. Looks at a bounded number of code units around it. */
export type Stop = (text: string, at: number, to: number) => boolean;

/** What was looked through: nothing in `[from, to)` stops, and `to` does where `stopped`. */
interface Searched {
  readonly from: number;
  to: number;
  stopped: boolean;
}

/** Nearly every value ends within so many code units: for these, nothing is remembered. */
const MAX_PLAIN = 64;

const remembered = new WeakMap<Passage, Map<Stop, Searched>>();

/**
 * The offset of the first code unit in `[start, limit)` of the passage at which `stop` holds, or `limit`. What was looked
 * through is remembered, so that many values that end in the same place take no longer than one.
 */
export function stopAfter(passage: Passage, start: number, limit: number, stop: Stop): number {
  const { text, to } = passage;
  const near = Math.min(limit, start + MAX_PLAIN);
  for (let at = start; at < near; at++) if (stop(text, at, to)) return at;
  if (near >= limit) return limit;
  const searched = searchedFrom(passage, near, stop);
  while (!searched.stopped && searched.to < limit) {
    searched.stopped = stop(text, searched.to, to);
    if (!searched.stopped) searched.to++;
  }
  return Math.min(searched.to, limit);
}

function searchedFrom(passage: Passage, at: number, stop: Stop): Searched {
  let stops = remembered.get(passage);
  if (!stops) remembered.set(passage, (stops = new Map<Stop, Searched>()));
  const known = stops.get(stop);
  if (known && known.from <= at && at <= known.to) return known;
  const searched = { from: at, to: at, stopped: false };
  stops.set(stop, searched);
  return searched;
}
