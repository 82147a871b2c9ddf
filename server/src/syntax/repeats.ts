import { detached } from './window';

/** Maximum length of a remembered text, in UTF-16 code units; longer ones are seldom repeated. */
const MAX_LENGTH = 200;
/** Maximum number of remembered texts; a capture has fewer that are often repeated. */
const MAX_TEXTS = 4096;

/** What was made of short texts: daemons print the same messages again and again, so each is read once. */
export class Repeats<Value> {
  readonly #known = new Map<string, Value>();

  get(text: string): Value | undefined {
    return this.#known.get(text);
  }

  /** `length` is in UTF-16 code units; longer texts are not remembered. */
  static isShort(length: number): boolean {
    return length <= MAX_LENGTH;
  }

  /** Remembers what was made of a text, without keeping the capture that it is a part of. */
  set(text: string, value: Value): void {
    if (!Repeats.isShort(text.length)) return;
    if (this.#known.size >= MAX_TEXTS) this.#known.clear();
    this.#known.set(detached(text), value);
  }
}
