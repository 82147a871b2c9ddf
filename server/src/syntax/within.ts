import type { Source } from './source';
import type { Span } from './span';
import { detached } from './window';

declare const RELATIVE: unique symbol;

/** An offset relative to the start of a record or payload, in UTF-16 code units; other offsets are relative to the text. */
export type RecordOffset = number & { readonly [RELATIVE]: true };

/** A record or payload, which an edit before it moves as a whole. */
interface Movable {
  readonly start: number;
}

function relativeTo(owner: Movable, offset: number): RecordOffset {
  return (offset - owner.start) as RecordOffset;
}

/** A value of the capture and its place. */
export interface Located extends Span {
  readonly text: string;
}

/** A place within a record or payload; it moves with its owner. */
export class Within implements Span {
  readonly #owner: Movable;
  readonly #from: RecordOffset;
  readonly #to: RecordOffset;

  /** @param owner the record or payload; `start` and `end` are current offsets in the text */
  constructor(owner: Movable, start: number, end: number) {
    this.#owner = owner;
    this.#from = relativeTo(owner, start);
    this.#to = relativeTo(owner, end);
  }

  get start(): number {
    return this.#owner.start + this.#from;
  }

  get end(): number {
    return this.#owner.start + this.#to;
  }
}

/** A value within a record or a payload. */
export class LocatedWithin extends Within implements Located {
  constructor(
    owner: Movable,
    readonly text: string,
    start: number,
    end: number,
  ) {
    super(owner, start, end);
  }
}

/** The text at a place within a record; the value does not keep the capture in memory. */
export function locatedAt(owner: Span, text: Source, { start, end }: Span): LocatedWithin {
  return new LocatedWithin(owner, detached(text.slice(start, end)), start, end);
}

/** A place within a record or a payload, with further properties. */
export function within<About extends object>(
  owner: Movable,
  { start, end }: Span,
  about: About,
): Within & About {
  return Object.assign(new Within(owner, start, end), about);
}
