import { printableLine } from '../report/printable';
import type { Write } from './formats';
import type { Threads } from './threads';
import { cliText } from './cliText';

/** The input and output of a command. */
export interface Streams {
  readonly input: AsyncIterable<Uint8Array>;
  readonly write: Write;
  reportError(text: string): void;
  /** Shows progress if the output is a terminal; the empty text removes it. */
  progress?(text: string): void;
  /** Makes the first SIGINT end the input instead of the program. Returns the signal that is aborted then. */
  endInputOnInterrupt?(): AbortSignal;
  /** Sets the exit code for the case that the reader of the output closes early. */
  exitCodeSoFar?(code: number): void;
  readonly drafts?: Drafts;
  readonly threads?: Threads;
  /** Makes the process release memory early, at the cost of time. */
  preferLowMemory?(): void;
}

/** Paths of incomplete files, which are removed if the program ends early. */
export interface Drafts {
  add(path: string): unknown;
  delete(path: string): unknown;
}

/** Reports why a file could not be processed, after removing the progress line. */
export function reportFault(streams: Streams, file: string, reason: string): void {
  streams.progress?.('');
  streams.reportError(`fortios-debug: ${printableLine(file)}: ${reason}\n`);
}

/**
 * Shows the processed megabytes of a file: call the returned function with the length of each further text, in UTF-16
 * code units.
 */
export function progressOf(
  file: string,
  what: 'megabytes' | 'megabytesRead' | 'megabytesRedacted',
  streams: Streams,
): (units: number) => void {
  let sum = 0;
  return units => {
    sum += units;
    streams.progress?.(cliText(what, { file: printableLine(file), size: (sum / 1e6).toFixed(0) }));
  };
}
