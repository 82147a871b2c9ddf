import type { Span } from '../span';

/** The kinds of nodes. A `KEY` is followed by its value, a `WORD` is an unquoted value that is not a JSON word. */
export const OBJECT = 1;
export const ARRAY = 2;
export const KEY = 3;
export const STRING = 4;
export const NUMBER = 5;
export const LITERAL = 6;
export const WORD = 7;

/** A node: its index on the tape. -1 means no node. */
export type NodeId = number;

/** One node per name. */
type NodesOf<Names extends readonly string[]> = { -readonly [Index in keyof Names]: NodeId };

const NO_NODES: readonly NodeId[] = [];

const FIELDS = 4; // kind, start, end, the node after its contents

/**
 * The nodes of all payloads of a text, in the order in which they begin. Four numbers per node need a tenth of the memory
 * of an object with children, and a capture of 50 MB has millions of nodes.
 */
export class JsonTape {
  #data = new Int32Array(1024);
  #length = 0;

  /** The index of the next node. */
  get length(): number {
    return this.#length;
  }

  push(kind: number, start: number, end: number): NodeId {
    if (this.#length + FIELDS > this.#data.length) {
      const larger = new Int32Array(this.#data.length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    const node = this.#length;
    this.#data[node] = kind;
    this.#data[node + 1] = start;
    this.#data[node + 2] = end;
    this.#length = node + FIELDS;
    this.#data[node + 3] = this.#length;
    return node;
  }

  /** Ends the container `node` at the offset `end`: everything pushed since is its content. */
  close(node: NodeId, end: number): void {
    this.#data[node + 2] = end;
    this.#data[node + 3] = this.#length;
  }

  /** Removes everything that was pushed since the tape had this length. */
  truncate(length: number): void {
    this.#length = length;
  }

  kind(node: NodeId): number {
    return this.#data[node] ?? 0;
  }

  start(node: NodeId): number {
    return this.#data[node + 1] ?? 0;
  }

  end(node: NodeId): number {
    return this.#data[node + 2] ?? 0;
  }

  /** The node after `node` and its contents. */
  next(node: NodeId): NodeId {
    return this.#data[node + 3] ?? 0;
  }

  /** The first node inside the container `node`, if there is one. */
  first(node: NodeId): NodeId {
    return node + FIELDS;
  }
}

/**
 * The tree of one payload. Its offsets are in `source`: the document if the payload is on one line, the joined lines if it
 * was wrapped. `JsonPayload.span` converts them to offsets of the document. The spans of strings and keys exclude their
 * quotes.
 */
export class JsonTree {
  constructor(
    readonly source: string,
    readonly root: NodeId,
    readonly tape: JsonTape,
  ) {}

  kind(node: NodeId): number {
    return node < 0 ? 0 : this.tape.kind(node);
  }

  /** The span of `node` in `source`; strings without their quotes. */
  place(node: NodeId): Span {
    return { start: this.tape.start(node), end: this.tape.end(node) };
  }

  /** The raw text of `node`; empty for no node. */
  text(node: NodeId): string {
    return node < 0 ? '' : this.source.slice(this.tape.start(node), this.tape.end(node));
  }

  /** True for `null`, and if `node` is absent. */
  isNull(node: NodeId): boolean {
    return node < 0 || (this.tape.kind(node) === LITERAL && this.#reads(node, 'null'));
  }

  /** The text of a string, a number or a bare word; undefined for anything else and for `null`. */
  scalar(node: NodeId): string | undefined {
    return node < 0 || this.tape.kind(node) <= KEY || this.isNull(node) ? undefined : this.text(node);
  }

  /** The value of the member `name` of an object; -1 if there is none, or `node` is not an object. */
  member(node: NodeId, name: string): NodeId {
    if (this.kind(node) !== OBJECT) return -1;
    const end = this.tape.next(node);
    for (let at = this.tape.first(node); at < end;) {
      const value = this.tape.kind(at) === KEY ? this.tape.next(at) : -1;
      const hasValue = value >= 0 && value < end && this.tape.kind(value) !== KEY;
      if (hasValue && this.#reads(at, name)) return value;
      at = hasValue ? this.tape.next(value) : this.tape.next(at);
    }
    return -1;
  }

  /** Like `member` for several names in one pass, in their order. */
  members<const Names extends readonly string[]>(node: NodeId, names: Names): NodesOf<Names> {
    const found = names.map(() => -1) as NodesOf<Names> & NodeId[];
    if (this.kind(node) !== OBJECT) return found;
    const end = this.tape.next(node);
    for (let at = this.tape.first(node); at < end;) {
      const value = this.tape.kind(at) === KEY ? this.tape.next(at) : -1;
      const hasValue = value >= 0 && value < end && this.tape.kind(value) !== KEY;
      const index = hasValue ? this.#indexOfName(at, names) : -1;
      if (index >= 0 && found[index] === -1) found[index] = value;
      at = hasValue ? this.tape.next(value) : this.tape.next(at);
    }
    return found;
  }

  /** The nodes directly inside a container: the items of an array; keys and values, in turn, of an object. */
  children(node: NodeId): readonly NodeId[] {
    if (this.kind(node) !== OBJECT && this.kind(node) !== ARRAY) return NO_NODES;
    const found: NodeId[] = [];
    const end = this.tape.next(node);
    for (let at = this.tape.first(node); at < end; at = this.tape.next(at)) found.push(at);
    return found;
  }

  /** Every node of the payload, in the order in which they begin. */
  *nodes(): Generator<NodeId, void> {
    if (this.root < 0) return;
    const end = this.tape.next(this.root);
    for (let at = this.root; at < end; at = this.tape.first(at)) yield at;
  }

  /** The nodes that contain the offset `at` of `source`, from the root inwards. */
  pathAt(at: number): NodeId[] {
    const path: NodeId[] = [];
    let [node, end] = [this.root, this.root < 0 ? -1 : this.tape.next(this.root)];
    while (node >= 0 && node < end) {
      const inside = at >= this.tape.start(node) && at <= this.tape.end(node);
      if (!inside) {
        node = this.tape.next(node);
        continue;
      }
      path.push(node);
      [node, end] = [this.tape.first(node), this.tape.next(node)];
    }
    return path;
  }

  #indexOfName(key: NodeId, names: readonly string[]): number {
    for (let index = 0; index < names.length; index++) if (this.#reads(key, names[index] ?? '')) return index;
    return -1;
  }

  #reads(node: NodeId, name: string): boolean {
    const start = this.tape.start(node);
    return this.tape.end(node) - start === name.length && this.source.startsWith(name, start);
  }
}
