import { SPACE } from './characters';

// A copy can have more blanks between two words than the unit printed. Sentences and the heads of lines are compared with
// one blank for each run; only their places are those in the capture.

const RUN = '  ';
const RUNS = / {2,}/g;

/** The text with one blank for each run of them. */
export function withoutRuns(text: string): string {
  return text.includes(RUN) ? text.replace(RUNS, ' ') : text;
}

/** A text with one blank for each run of them; undefined if it has no run. */
export function singleBlanks(text: string): SingleBlanks | undefined {
  return text.includes(RUN) ? new SingleBlanks(text) : undefined;
}

/** A text with one blank for each run of them, and the offsets in the original. */
export class SingleBlanks {
  readonly text: string;
  /** Offsets in `text` after each run, and how many blanks were left out before. */
  readonly #cuts: (readonly [at: number, by: number])[] = [];

  constructor(original: string) {
    const parts: string[] = [];
    let [from, by] = [0, 0];
    for (let at = original.indexOf(RUN); at >= 0; at = original.indexOf(RUN, from)) {
      let end = at + RUN.length;
      while (original.charCodeAt(end) === SPACE) end++;
      parts.push(original.slice(from, at + 1));
      by += end - at - 1;
      this.#cuts.push([end - by, by]);
      from = end;
    }
    this.text = parts.join('') + original.slice(from);
  }

  /** The offset in the original of an offset in `text`. */
  offsetOf(at: number): number {
    let by = 0;
    for (const cut of this.#cuts) {
      if (cut[0] > at) break;
      by = cut[1];
    }
    return at + by;
  }
}
