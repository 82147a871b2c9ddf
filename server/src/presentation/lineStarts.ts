import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { CR, countBefore, LF, type Span } from '../syntax';

/** The offsets at which lines start. Lines end with LF, CR LF or CR, as in the language server protocol. */
const startsOf = cached(({ text }: Analysis): readonly number[] => {
  const starts = [0];
  const hasReturns = text.includes('\r');
  for (let at = 0; at < text.length; at++) {
    if (!hasReturns) {
      at = text.indexOf('\n', at);
      if (at < 0) break;
      starts.push(at + 1);
      continue;
    }
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
  }
  return starts;
});

/** Returns the line of an offset, from 0. */
export function lineOf(analysis: Analysis, offset: number): number {
  const starts = startsOf(analysis);
  return countBefore(starts.length, index => (starts[index] ?? 0) <= offset) - 1;
}

/** Returns a line, from 0, without its line break. */
export function lineSpan(analysis: Analysis, line: number): Span {
  const starts = startsOf(analysis);
  const start = starts[line] ?? 0;
  let end = starts[line + 1] ?? analysis.text.length;
  while (end > start && /[\r\n]/.test(analysis.text.charAt(end - 1))) end--;
  return { start, end };
}
