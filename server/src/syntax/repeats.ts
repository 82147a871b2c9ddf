import { detached } from './window';

/** Maximum length of a cached text, in UTF-16 code units; longer ones are seldom repeated. */
const MAX_LENGTH = 200;
/** Maximum number of cached texts; a capture has fewer that are repeated often. */
const MAX_TEXTS = 4096;
/** Number of hashes of texts that were seen once; a power of two. */
const HASHES = 4096;

/**
 * Caches results for short texts: daemons print the same messages again and again. Most others have a number of their own
 * and never come again, so a result is kept only from the second time on.
 */
export class Repeats<Value> {
  readonly #cache = new Map<string, Value>();
  /** The hash of the last text of each slot. */
  readonly #seen = new Int32Array(HASHES);

  get(text: string): Value | undefined {
    return this.#cache.get(text);
  }

  /** `length` is in UTF-16 code units; longer texts are not cached. */
  static isShort(length: number): boolean {
    return length <= MAX_LENGTH;
  }

  /** Caches a result without keeping the capture that contains the text in memory. */
  set(text: string, value: Value): void {
    if (!Repeats.isShort(text.length) || !this.#isSeen(text)) return;
    if (this.#cache.size >= MAX_TEXTS) this.#cache.clear();
    this.#cache.set(detached(text), value);
  }

  /** True if the text was seen before, not long ago. Another text can have the same hash, which does no harm. */
  #isSeen(text: string): boolean {
    let hash = text.length;
    for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    const slot = (hash ^ (hash >>> 15)) & (HASHES - 1);
    if (this.#seen[slot] === hash) return true;
    this.#seen[slot] = hash;
    return false;
  }
}
