/** The data of the worker at its start. */
export interface Start {
  readonly words: readonly string[];
  readonly colour: boolean;
  /** False if standard output is to be ASCII. */
  readonly unicode: boolean;
  /** Show progress: standard error is a terminal. */
  readonly progress: boolean;
}

/** Texts for errors that only the main thread sees, in the language of the user. */
export interface FaultWords {
  readonly outOfMemory: string;
  /** `{reason}` is the system's reason. */
  readonly output: string;
}

/** Messages from the working thread to the thread that handles signals and output. */
export type FromWork =
  | { readonly write: string | Uint8Array }
  | { readonly reportError: string }
  /** The progress line; empty to remove it. */
  | { readonly progress: string }
  /** A file that is not complete yet, or now is. */
  | { readonly draft: string; readonly isDone: boolean }
  | { readonly exitCodeSoFar: number }
  | { readonly faults: FaultWords }
  /** From now on an interrupt ends the input first. */
  | 'endsInput'
  /** The input has ended, and the rest is being processed. */
  | 'finishing'
  /** The language server is to be started. */
  | 'serve';

/** Later messages of the main thread: the length of the output written, or that the input ends. */
export type ToWork = { readonly written: number } | 'endInput';
