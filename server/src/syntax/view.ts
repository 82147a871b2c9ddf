import { PrefixStream, withoutPrefixes } from './prefixes';
import { WordWrapStream, withoutWordWraps } from './wordWraps';

/** The text as FortiOS printed it, at unchanged offsets: without what programs added to its lines and between them. */
export function viewOf(text: string): string {
  return withoutWordWraps(withoutPrefixes(text));
}

/** Makes the view of a text that arrives in pieces. */
export class ViewStream {
  readonly #prefixes = new PrefixStream();
  readonly #wraps = new WordWrapStream();

  /** Takes the next piece; returns the text that is complete, which can be empty. */
  push(piece: string): string {
    return this.#wraps.push(this.#prefixes.push(piece));
  }

  /** Ends the text and returns the rest. */
  finish(): string {
    return this.#wraps.push(this.#prefixes.finish()) + this.#wraps.finish();
  }
}
