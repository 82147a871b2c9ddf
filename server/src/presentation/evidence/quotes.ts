import { max, min } from '../../integers';
import type { Analysis } from '../../analysis';
import { maskedText } from '../mask';
import { visible } from '../visible';
import type { FactValue } from './readings';

/** Maximum length of a quoted fact, and of the name before a masked value, in UTF-16 code units. */
const MAX_QUOTE = 60;
const MAX_NAME = 40;

/** The words that show a fact, with secrets masked; a value that is masked as a whole has its name before it. */
export function quoteOf({ words, start, end }: FactValue, analysis: Analysis): string {
  const last = min(end, start + MAX_QUOTE + 1);
  const own = words ?? maskedText(analysis, start, last);
  const quote = analysis.text[last] === '"' ? 1 : 0;
  const said = /^[*\s]+$/.test(own) ? maskedText(analysis, nameBefore(analysis, start), last + quote) : own;
  const line = visible(said.replace(/\s+/g, ' ').trim());
  return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE - 1)}…` : line;
}

/** The start of the last word before a value in its line: `license` of `set license "EFTM…"`. */
function nameBefore({ text }: Analysis, start: number): number {
  const before = text.slice(max(0, start - MAX_NAME), start);
  return start - (/[\w-]+[^\w\r\n]*$/.exec(before)?.[0].length ?? 0);
}
