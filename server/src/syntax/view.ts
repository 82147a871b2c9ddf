import { PrefixStream, withoutPrefixes } from './prefixes';
import { BEGINNING } from './width';
import { pageColumn, WordWrapStream, withoutWordWraps } from './wordWraps';

/**
 * The text as FortiOS printed it, at unchanged offsets: without what programs added to its lines and between them.
 * @param column the column at which a page wrapped the whole text, if this is a part of it
 */
export function viewOf(text: string, column?: number): string {
  return withoutWordWraps(withoutPrefixes(text), column);
}

/** The column at which a page wrapped a text, found in its beginning; 0 if it did not. */
export function pageColumnOf(text: string): number {
  return pageColumn(withoutPrefixes(text.slice(0, BEGINNING)));
}

/** Makes the view of a text that arrives in pieces. */
export class ViewStream {
  readonly #prefixes = new PrefixStream();
  readonly #wraps = new WordWrapStream();

  get haveTimes(): boolean {
    return this.#prefixes.haveTimes;
  }

  /** Takes the next piece; returns the text that is complete, which can be empty. */
  push(piece: string): string {
    return this.#wraps.push(this.#prefixes.push(piece));
  }

  /** Ends the text and returns the rest. */
  finish(): string {
    return this.#wraps.push(this.#prefixes.finish()) + this.#wraps.finish();
  }
}
