import type { Write } from './formats';
import type { Threads } from './threads';

/** Where a command reads and writes. */
export interface Streams {
  readonly input: AsyncIterable<Uint8Array>;
  readonly write: Write;
  reportError(text: string): void;
  /** Shows how far the work is, where a person looks on; nothing for the empty text. */
  progress?(text: string): void;
  /** Makes the first interrupt end the input instead of the program. Gives the signal that is set then. */
  endInputOnInterrupt?(): AbortSignal;
  /** Takes the exit code by what was found so far: the one of a program whose reader closes early. */
  exitCodeSoFar?(code: number): void;
  readonly drafts?: Drafts;
  readonly threads?: Threads;
  /** Has the process let go of memory early, at the price of time. */
  preferLowMemory?(): void;
}

/** Paths of files that are not whole yet. Whoever ends the program early removes them. */
export interface Drafts {
  add(path: string): unknown;
  delete(path: string): unknown;
}
