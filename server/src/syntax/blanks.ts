import { max } from '../integers';
import { FILLER } from './characters';

// Web pages and word processors put other blanks between the words of a capture, and characters without a width before
// its lines; a recorded terminal session has the colours. FortiOS prints none of them, so a view of the text has plain
// spaces and fillers in their places.

/** What may stand for one space, has no width, or begins a colour. */
const OTHER = /[\u00a0\u2000-\u200f\u202f\u2060\u3000\u001b]/;
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

/** The text with plain spaces, and fillers for what has no width, at unchanged offsets; the text itself if it has none. */
export function withPlainBlanks(text: string): string {
  if (!OTHER.test(text)) return text;
  const plain = text.replace(BLANKS, ' ').replace(WIDTHLESS, FILL);
  return plain.replace(COLOUR, colour => (ENDS_COLOUR.test(colour) ? ' ' : FILL).repeat(colour.length));
}

/** How much of a piece can be replaced before the next one is known. */
export function wholeLength(piece: string): number {
  const from = max(0, piece.length - MAX_COLOUR);
  const begun = BEGUN_COLOUR.exec(piece.slice(from));
  return begun ? from + begun.index : piece.length;
}

const FILL = String.fromCharCode(FILLER);
