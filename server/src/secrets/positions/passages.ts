import { Lines } from '../../syntax';
import { joined, type Passage, stretch, unbroken } from './passage';

/** The passages of one text, with lines joined that a terminal or a page wrapped. */
export class Passages {
  readonly lines: Lines;

  constructor(readonly text: string) {
    this.lines = new Lines(text);
  }

  /** A span of one record. */
  of(start: number, end: number): Passage {
    if (this.lines.endOf(start) >= end && !this.#hasJoint(start, end)) return stretch(this.text, start, end);
    return joined(this.text, unbroken(this.text, start, end));
  }

  /** True if a page wrapped the lines in this place. The whole text is never searched: it is read in many batches. */
  #hasJoint(start: number, end: number): boolean {
    return this.text.slice(start, end).includes('\v');
  }
}
