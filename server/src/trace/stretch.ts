import type { Span } from '../syntax';

/** A part of the text from one record to another. It moves with them. */
export class Stretch implements Span {
  readonly #from: Span;
  readonly #to: Span;

  constructor(from: Span, to: Span) {
    [this.#from, this.#to] = [from, to];
  }

  get start(): number {
    return this.#from.start;
  }

  get end(): number {
    return this.#to.end;
  }
}
