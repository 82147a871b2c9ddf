import { max } from '../integers';
import { FILLER, SPACE } from './characters';

// Web pages and word processors put other blanks between the words of a capture, and characters without a width before
// its lines; a recorded terminal session has the colours. FortiOS prints none of them, so a view of the text has plain
// spaces and fillers in their places.

/** What may stand for one space, or has no width. A string of one byte for each character has none, and is not searched. */
const WIDE = /[\u2000-\u200f\u202f\u2060\u3000]/;
/** A no-break space, and what begins a colour. */
const NARROW = ['\u00a0', '\u001b'];
const BLANKS = /[\u00a0\u2000-\u200a\u202f\u3000]/g;
/** The marks of directions are among the characters without a width. */
const WIDTHLESS = /[\u200b-\u200f\u2060]/g;
/** A terminal's colour, or another of its commands. */
const COLOUR = /\u001b\[[?\d;]{0,16}[A-Za-z]/g;
/** It usually stands at the end of a line, where FortiOS prints spaces, too. */
const ENDS_COLOUR = /\[[0;]*[mK]$/;
/** A colour that goes on in the next piece. */
const BEGUN_COLOUR = /\u001b(?:\[[?\d;]{0,16})?$/;
const MAX_COLOUR = 19;
const FILL = String.fromCharCode(FILLER);

/** The text with plain spaces, and fillers for what has no width, at unchanged offsets; the text itself if it has none. */
export function withPlainBlanks(text: string): string {
  if (!WIDE.test(text) && !NARROW.some(one => text.includes(one))) return text;
  const plain = text.replace(BLANKS, ' ').replace(WIDTHLESS, FILL);
  return plain.replace(COLOUR, colour => (ENDS_COLOUR.test(colour) ? ' ' : FILL).repeat(colour.length));
}

/** How much of a piece can be replaced before the next one is known. */
export function wholeLength(piece: string): number {
  const from = max(0, piece.length - MAX_COLOUR);
  const begun = BEGUN_COLOUR.exec(piece.slice(from));
  return begun ? from + begun.index : piece.length;
}

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
class SingleBlanks {
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
