import { detached } from './window';

/** Maximum length of a cached text, in UTF-16 code units; longer ones are seldom repeated. */
const MAX_LENGTH = 200;
/** Maximum number of cached texts; a capture has fewer that are repeated often. */
const MAX_TEXTS = 4096;

/** Caches results for short texts: daemons print the same messages again and again. */
export class Repeats<Value> {
  readonly #cache = new Map<string, Value>();

  get(text: string): Value | undefined {
    return this.#cache.get(text);
  }

  /** `length` is in UTF-16 code units; longer texts are not cached. */
  static isShort(length: number): boolean {
    return length <= MAX_LENGTH;
  }

  /** Caches a result without keeping the capture that contains the text in memory. */
  set(text: string, value: Value): void {
    if (!Repeats.isShort(text.length)) return;
    if (this.#cache.size >= MAX_TEXTS) this.#cache.clear();
    this.#cache.set(detached(text), value);
  }
}
