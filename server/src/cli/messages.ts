/** What the main thread sends to the worker at its start. */
export interface Start {
  readonly words: readonly string[];
  readonly colour: boolean;
  /** Show progress: standard error is a terminal. */
  readonly progress: boolean;
}

/** Why the command line ended, for faults that only the main thread sees, in the language of the user. */
export interface FaultWords {
  readonly outOfMemory: string;
  /** `{reason}` stands for the reason of the system. */
  readonly output: string;
}

/** What the thread that does the work says to the one that reads signals and writes. */
export type FromWork =
  | { readonly write: string | Uint8Array }
  | { readonly reportError: string }
  /** How far the work is; nothing any more for the empty text. */
  | { readonly progress: string }
  /** A file that is not whole yet, or is no longer one. */
  | { readonly draft: string; readonly isDone: boolean }
  | { readonly exitCodeSoFar: number }
  | { readonly faults: FaultWords }
  /** From now on an interrupt ends the input first. */
  | 'endsInput'
  /** The input was ended, and what came is being dealt with. */
  | 'finishing'
  /** The language server is to be started. */
  | 'serve';

/** What the main thread sends later: how much output was written, or that the input ends. */
export type ToWork = { readonly written: number } | 'endInput';
