import type { Write } from './formats';
import type { Threads } from './workers';

/** Where a command reads and writes. */
export interface Streams {
  readonly input: AsyncIterable<Uint8Array>;
  readonly write: Write;
  complain(text: string): void;
  /** Shows how far the work is, where a person looks on; nothing for the empty text. */
  progress?(text: string): void;
  /** Is set when the person wants no more. */
  readonly stopped?: AbortSignal;
  readonly threads?: Threads;
  /** Has the process let go of memory early, at the price of time. */
  spareMemory?(): void;
}
