import type { Passage } from './passage';

/** The characters that end a value. */
export interface Stop {
  /** The code units below 128 that may end it; any other may. */
  readonly signs: Uint8Array;
  /** True if it ends before the code unit at `at`. Looks at a bounded number of code units around it. */
  readonly endsAt: (text: string, at: number, to: number) => boolean;
}

/** A stop at `signs`, and at the code units from 128 on for which `endsAt` holds. */
export function stopAt(
  signs: string,
  endsAt: Stop['endsAt'] = (text, at) => text.charCodeAt(at) < 128,
): Stop {
  const table = new Uint8Array(128);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return { signs: table, endsAt };
}

/** Control characters and the blank. */
export const WHITE = Array.from({ length: 33 }, (_, code) => String.fromCharCode(code)).join('');

/** A part that was searched: nothing in `[from, to)` ends a value, and `to` does if `stopped`. */
interface Searched {
  readonly from: number;
  to: number;
  stopped: boolean;
}

/** Length within which nearly every value ends, in UTF-16 code units: for these, nothing is remembered. */
const MAX_PLAIN = 64;

const remembered = new WeakMap<Passage, Map<Stop, Searched>>();

/**
 * The offset of the first code unit in `[start, limit)` of the passage that ends a value, or `limit`. What was looked
 * through is remembered, so that many values that end in the same place take no longer than one.
 */
export function stopAfter(passage: Passage, start: number, limit: number, stop: Stop): number {
  const { text, to } = passage;
  const near = Math.min(limit, start + MAX_PLAIN);
  for (let at = start; at < near; at++) if (isStop(stop, text, at, to)) return at;
  if (near >= limit) return limit;
  const searched = searchedFrom(passage, near, stop);
  while (!searched.stopped && searched.to < limit) {
    searched.stopped = isStop(stop, text, searched.to, to);
    if (!searched.stopped) searched.to++;
  }
  return Math.min(searched.to, limit);
}

function isStop({ signs, endsAt }: Stop, text: string, at: number, to: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 128 || signs[code] === 1) && endsAt(text, at, to);
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

/** Finds where some characters come next in a text, in one pass over it however often it is asked. */
export class NextOf {
  #at = -1;

  constructor(
    readonly text: string,
    readonly said: string,
  ) {}

  /** The first offset from `from` on where they are; the length of the text for none. `from` never goes back. */
  find(from: number): number {
    if (this.#at < from) {
      const at = this.text.indexOf(this.said, from);
      this.#at = at < 0 ? this.text.length : at;
    }
    return this.#at;
  }
}
