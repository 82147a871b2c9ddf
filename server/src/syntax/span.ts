/** A place in the text: `start` inclusive, `end` exclusive, both offsets in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

declare const MOVES: unique symbol;

/** The place of a record, which an edit before it shifts in place. */
export interface MovingSpan extends Span {
  // Exists only as a type, so that the compiler distinguishes such a place.
  readonly [MOVES]?: never;
}

/** What only the functions that shift offsets after an edit may write. */
export type Writable<Part> = { -readonly [Key in keyof Part]: Part[Key] };

/** Shifts a span by `by` code units, in place. */
export function shiftSpan(span: Span, by: number): void {
  const one: Writable<Span> = span;
  one.start += by;
  one.end += by;
}
