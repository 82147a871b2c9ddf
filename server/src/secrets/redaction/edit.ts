import type { Span } from '../../syntax';

/** A span of the text and its replacement in the redacted copy. */
export interface RedactEdit extends Span {
  readonly text: string;
}
