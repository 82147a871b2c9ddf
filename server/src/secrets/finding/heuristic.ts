import type { FoundKind } from '../types';

/** A guess based on what something looks like, used where no name before it identifies it. */
export interface Heuristic {
  readonly name: string;
  /** The reason for the guess. */
  readonly why: string;
  /** A text, and a value in it that only this guess finds, with its kind. */
  readonly example: readonly [text: string, kind: FoundKind, value: string];
}
