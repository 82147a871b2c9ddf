/** A place in the text: `start` inclusive, `end` exclusive, both offsets in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** True if the spans have a code unit in common. */
export function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** True if the code unit at `offset` is in the span. */
export function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset < end;
}

/** True if a cursor at `offset` is in the span, or directly after it. */
export function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** True if all of `inner` is in `outer`. */
export function encloses(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

declare const MOVES: unique symbol;

/** The place of a record; an edit before it shifts it in place. */
export interface MovingSpan extends Span {
  // Exists only in the type, so that the compiler distinguishes such a place.
  readonly [MOVES]?: never;
}

/** A mutable view, only for functions that shift offsets after an edit. */
export type Writable<Part> = { -readonly [Key in keyof Part]: Part[Key] };

/** The span moved by `by` code units. */
export function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** Shifts a span by `by` code units, in place. */
export function shiftSpan(span: Span, by: number): void {
  const one: Writable<Span> = span;
  one.start += by;
  one.end += by;
}
