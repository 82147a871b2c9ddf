import { min } from '../integers';
import { FILLER } from './characters';
import { Lines } from './line';

/** How much of a text is read to find the terminal's width, in UTF-16 code units. */
export const BEGINNING = 1 << 14;
/** A terminal has 80 columns, unless the text shows that it has fewer; a wider one does not wrap shorter lines. */
export const USUAL = 80;
export const NARROWEST = 40;
/** Minimum number of lines of the same length that show where a terminal wraps; fewer may be a coincidence. */
const MIN_CUT = 4;
/** Trailing white space that a copy may have trimmed, in columns. */
export const TRIMMED = 4;

/**
 * The minimum length in columns of a line that a terminal may have wrapped. In a terminal with fewer than 80 columns, many
 * lines have exactly its width and none is longer.
 *
 * @param text the whole text, or its first `BEGINNING` code units
 */
export function wrappedFrom(text: string): number {
  const beginning = text.slice(0, BEGINNING);
  const lines = new Lines(beginning);
  let [longest, count] = [0, 0];
  // The last line may be incomplete.
  for (let at = 0, end = lines.endOf(0); end < beginning.length; end = lines.endOf(at)) {
    let from = at;
    while (beginning.charCodeAt(from) === FILLER) from++;
    const length = end - from;
    if (length >= USUAL) return USUAL - TRIMMED;
    if (length > longest) [longest, count] = [length, 0];
    if (length === longest) count++;
    at = lines.nextOf(end);
  }
  return count >= MIN_CUT && longest >= NARROWEST ? min(longest, USUAL) - TRIMMED : USUAL - TRIMMED;
}
