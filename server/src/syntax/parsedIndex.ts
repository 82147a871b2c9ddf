/** Texts by a key, which are parsed when their key is first looked up: a capture needs few of those that are known. */
export class ParsedIndex<Key, Text, Parsed> {
  readonly #texts = new Map<Key, Text[]>();
  readonly #parsed = new Map<Key, readonly Parsed[]>();

  /** @param parse called once for each key, with its texts in the order in which they were added */
  constructor(readonly parse: (texts: readonly Text[], key: Key) => readonly Parsed[]) {}

  add(key: Key, text: Text): void {
    const known = this.#texts.get(key);
    if (known) known.push(text);
    else this.#texts.set(key, [text]);
  }

  get keys(): Iterable<Key> {
    return this.#texts.keys();
  }

  /** What the texts of a key are parsed to; undefined if there are none. */
  at(key: Key): readonly Parsed[] | undefined {
    const known = this.#parsed.get(key);
    if (known) return known;
    const texts = this.#texts.get(key);
    if (!texts) return undefined;
    const parsed = this.parse(texts, key);
    this.#parsed.set(key, parsed);
    return parsed;
  }
}
