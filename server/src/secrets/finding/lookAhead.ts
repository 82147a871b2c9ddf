import type { Passage } from './passage';

/** The end condition of a value. */
export interface EndCondition {
  /** Code units below 128 that may end it, as a table; any other code unit may end it. */
  readonly characters: Uint8Array;
  /** True if the value ends before the code unit at `at`. Reads a bounded number of code units around it. */
  readonly endsAt: (text: string, at: number, to: number) => boolean;
}

/** A stop at `characters` and code units from 128 on, if `endsAt` is true; by default, at all `characters`. */
export function stopAt(
  characters: string,
  endsAt: EndCondition['endsAt'] = (text, at) => text.charCodeAt(at) < 128,
): EndCondition {
  const table = new Uint8Array(128);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return { characters: table, endsAt };
}

/** Control characters and the space. */
export const WHITE = Array.from({ length: 33 }, (_, code) => String.fromCharCode(code)).join('');

/** A searched range: nothing in `[from, to)` ends a value; if `stopped`, `to` does. */
interface Searched {
  readonly from: number;
  to: number;
  stopped: boolean;
}

/** Maximum length of a search that is not cached, in UTF-16 code units: most values end within it. */
const MAX_PLAIN = 64;

const remembered = new WeakMap<Passage, Map<EndCondition, Searched>>();

/**
 * The offset of the first code unit in `[start, limit)` that ends a value, or `limit`. Searched ranges are cached, so that
 * many values with the same end take no longer than one.
 */
export function stopAfter(passage: Passage, start: number, limit: number, stop: EndCondition): number {
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

function isStop({ characters, endsAt }: EndCondition, text: string, at: number, to: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 128 || characters[code] === 1) && endsAt(text, at, to);
}

function searchedFrom(passage: Passage, at: number, stop: EndCondition): Searched {
  let stops = remembered.get(passage);
  if (!stops) remembered.set(passage, (stops = new Map<EndCondition, Searched>()));
  const known = stops.get(stop);
  if (known && known.from <= at && at <= known.to) return known;
  const searched = { from: at, to: at, stopped: false };
  stops.set(stop, searched);
  return searched;
}

/** Finds the next occurrence of a string, in one pass over the text for any number of calls. */
export class NextOf {
  #at = -1;

  constructor(
    readonly text: string,
    readonly needle: string,
  ) {}

  /** The first offset at or after `from`, or the length of the text. `from` must not decrease. */
  find(from: number): number {
    if (this.#at < from) {
      const at = this.text.indexOf(this.needle, from);
      this.#at = at < 0 ? this.text.length : at;
    }
    return this.#at;
  }
}
