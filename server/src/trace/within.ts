import { detached, type Source, type Span } from '../syntax';
import type { Located } from './types';

/** A place within a record or a payload, with which it moves. */
export class Within implements Span {
  readonly #of: { readonly start: number };
  readonly #from: number;
  readonly #to: number;

  /** @param of what it is in; `start` and `end` are where it stands now */
  constructor(of: { readonly start: number }, start: number, end: number) {
    this.#of = of;
    this.#from = start - of.start;
    this.#to = end - of.start;
  }

  get start(): number {
    return this.#of.start + this.#from;
  }

  get end(): number {
    return this.#of.start + this.#to;
  }
}

/** A value within a record or a payload. */
export class LocatedWithin extends Within implements Located {
  constructor(
    of: { readonly start: number },
    readonly text: string,
    start: number,
    end: number,
  ) {
    super(of, start, end);
  }
}

/** What stands at a place within a record; the value does not keep the text. */
export function locatedAt(of: Span, text: Source, { start, end }: Span): Located {
  return new LocatedWithin(of, detached(text.slice(start, end)), start, end);
}

/** A place within a record or a payload, and what is said of it. */
export function within<About extends object>(
  of: { readonly start: number },
  { start, end }: Span,
  about: About,
): Within & About {
  return Object.assign(new Within(of, start, end), about);
}
