import type { Span } from '../../syntax';

/** A place in the text, and what replaces it in the redacted copy. */
export interface RedactEdit extends Span {
  readonly text: string;
}
