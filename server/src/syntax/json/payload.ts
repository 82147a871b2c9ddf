import { max, min } from '../../integers';
import type { Keeping } from '../kept';
import { countBefore } from '../search';
import { shiftSpan, type Span } from '../span';
import type { Damage, DamageKind, Repair, Repairs } from './damage';
import type { JsonTree, NodeId } from './tree';

/** A stretch of the document with a part of a payload, and the offset of that part in the source. */
export interface Piece extends Span {
  readonly source: number;
}

/** A JSON payload of a capture: its tree, its place in the document, and its damage. */
export class JsonPayload implements Keeping<'payload'> {
  kept: Keeping<'payload'>['kept'];
  readonly #repairs: Repairs;
  /** The document's offset minus the source's, if the payload is on one line. */
  #shift: number | undefined;

  /** @param pieces the lines that hold the payload, in order: one for each line of a wrapped payload */
  constructor(
    readonly tree: JsonTree,
    readonly pieces: readonly Piece[],
    repairs: Repairs,
  ) {
    this.#repairs = repairs;
    const [only] = pieces;
    this.#shift = only && pieces.length === 1 ? only.start - only.source : undefined;
  }

  /** Shifts the payload by `by` code units, in place. */
  shift(by: number): void {
    for (const piece of this.pieces) shiftSpan(piece, by);
    if (this.#shift !== undefined) this.#shift += by;
  }

  /** From the first bracket to the last, including anything in between. */
  get start(): number {
    return this.pieces[0]?.start ?? 0;
  }

  get end(): number {
    return this.pieces[this.pieces.length - 1]?.end ?? 0;
  }

  /** The first damage; undefined if the payload is valid. Its span is in the document. */
  get damage(): (Span & { readonly kind: DamageKind }) | undefined {
    const first: Damage | undefined = this.#repairs.first;
    return first && { kind: first.kind, ...this.toDocument(first) };
  }

  /** The span of `node` in the document; strings without their quotes. */
  span(node: NodeId): Span {
    const { tape } = this.tree;
    // Called for every node with a meaning: for a payload on one line, only one object is created.
    return this.#shift === undefined
      ? this.toDocument(this.tree.place(node))
      : { start: tape.start(node) + this.#shift, end: tape.end(node) + this.#shift };
  }

  /** Converts a span of the source to a span of the document. */
  toDocument({ start, end }: Span): Span {
    // Nearly every payload is on one line of the document.
    if (this.#shift !== undefined) return { start: start + this.#shift, end: end + this.#shift };
    const from = this.#documentOffset(start);
    return { start: from, end: end > start ? this.#documentOffset(end - 1) + 1 : from };
  }

  /** The stretches of the document with `node`: one, or one per line over which it was wrapped. */
  parts(node: NodeId): readonly Span[] {
    if (this.pieces.length === 1) return [this.span(node)];
    const { start, end } = this.tree.place(node);
    return this.pieces.flatMap(piece => {
      const from = max(start, piece.source);
      const to = min(end, piece.source + piece.end - piece.start);
      const shift = piece.start - piece.source;
      return from < to ? [{ start: from + shift, end: to + shift }] : [];
    });
  }

  /** Converts an offset of the document to an offset of the source; -1 if the payload has no text there. */
  toSource(offset: number): number {
    for (const piece of this.pieces) {
      if (offset >= piece.start && offset <= piece.end) return piece.source + offset - piece.start;
    }
    return -1;
  }

  /** The payload as valid JSON on one line, or undefined if the reader stopped at a limit. */
  repaired(): string | undefined {
    if (!this.#repairs.complete) return undefined;
    const [first, last] = [this.pieces[0], this.pieces[this.pieces.length - 1]];
    if (!first || !last) return undefined;
    return this.#repairs.apply(this.tree.source, first.source, last.source + last.end - last.start);
  }

  /**
   * The edits of the document that make the payload valid JSON; undefined if that is impossible. A payload on one line
   * keeps every valid character; a wrapped one is joined where it begins.
   */
  repairs(): readonly Repair[] | undefined {
    const repaired = this.repaired();
    const first = this.pieces[0];
    if (repaired === undefined || !first) return undefined;
    if (this.pieces.length === 1) {
      const shift = first.start - first.source;
      return this.#repairs.edits.map(edit => ({ ...edit, start: edit.start + shift, end: edit.end + shift }));
    }
    const rest = this.pieces.slice(1).map(piece => ({ start: piece.start, end: piece.end, text: '' }));
    return [{ start: first.start, end: first.end, text: repaired }, ...rest];
  }

  #documentOffset(offset: number): number {
    const after = countBefore(this.pieces.length, index => (this.pieces[index]?.source ?? 0) <= offset);
    const piece = this.pieces[max(0, after - 1)];
    return piece ? min(piece.start + offset - piece.source, piece.end) : 0;
  }
}
