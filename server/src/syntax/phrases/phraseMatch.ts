import type { SentenceRow } from '../../knowledge/domains/sentence';

/** A hole of a text that matched: `[start, end)` are offsets in the message, in UTF-16 code units. */
export interface FilledHole {
  readonly name: string;
  readonly shape: string;
  readonly start: number;
  readonly end: number;
}

/** A row of which one text matched a message. Empty holes are missing. */
export interface PhraseMatch {
  readonly row: SentenceRow;
  /** Number of code units of the literal text that matched: more is more specific. */
  readonly literal: number;
  /** Its text can match later in a message, after any text. */
  readonly floats: boolean;
  readonly start: number;
  readonly end: number;
  readonly holes: readonly FilledHole[];
}
