import type { FoundKind } from '../types';

/** A guess by what something looks like, where no word before it says what it is. */
export interface Heuristic {
  readonly name: string;
  /** Why it is made. */
  readonly why: string;
  /** A text, and a value in it that only this guess finds, with its kind. */
  readonly example: readonly [text: string, kind: FoundKind, value: string];
}
