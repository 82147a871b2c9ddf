import { FILLER } from './characters';
import { Lines } from './line';

/** How much of a text is read to find the terminal's width, in UTF-16 code units. */
export const BEGINNING = 1 << 14;
/** A terminal has 80 columns, unless a text shows that it has fewer; wider ones cut no line below that. */
export const USUAL = 80;
export const NARROWEST = 40;
/** This many lines of the same length were cut by a terminal; fewer may be a coincidence. */
const MIN_CUT = 4;
/** White space at the end of a line that a copy may have trimmed. */
export const TRIMMED = 4;

/**
 * The length in columns from which on a terminal may have wrapped a line of this text: a line that is shorter was not. Of a
 * terminal with fewer than 80 columns, many lines have just its width and none has more.
 *
 * @param text the whole text, or as much of its beginning as `BEGINNING`
 */
export function wrappedFrom(text: string): number {
  const beginning = text.slice(0, BEGINNING);
  const lines = new Lines(beginning);
  let [longest, count] = [0, 0];
  // The last line may be cut by the end of what is read.
  for (let at = 0, end = lines.endOf(0); end < beginning.length; end = lines.endOf(at)) {
    let from = at;
    while (beginning.charCodeAt(from) === FILLER) from++;
    const length = end - from;
    if (length >= USUAL) return USUAL - TRIMMED;
    if (length > longest) [longest, count] = [length, 0];
    if (length === longest) count++;
    at = lines.nextOf(end);
  }
  return count >= MIN_CUT && longest >= NARROWEST ? Math.min(longest, USUAL) - TRIMMED : USUAL - TRIMMED;
}
