/** What the thread that does the work is told at its start. */
export interface Start {
  readonly words: readonly string[];
  readonly colour: boolean;
  /** Show progress: standard error is a terminal. */
  readonly progress: boolean;
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
  /** From now on an interrupt ends the input first. */
  | 'endsInput'
  /** The input was ended, and what came is being dealt with. */
  | 'finishing'
  /** The language server is to be started. */
  | 'serve';

/** What it is told meanwhile: that so much of what it wrote was taken, or that its input ends. */
export type ToWork = { readonly written: number } | 'endInput';
