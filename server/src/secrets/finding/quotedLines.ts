import { Lines, type Span } from '../../syntax';
import { NextOf } from './lookAhead';

/** Quote marks at the start of a quoted mail line. */
const QUOTE = /(?:> ?){1,8}/y;

/** The quoted lines of a mail: for each run of lines, their text without quote marks, line ends included. */
export function* quotedLines(text: string): Generator<Span[]> {
  const lines = new Lines(text);
  const feeds = new NextOf(text, '\n>');
  const returns = new NextOf(text, '\r>');
  const nextQuote = (from: number): number =>
    Math.min(text.length, 1 + Math.min(feeds.find(from), returns.find(from)));
  let quoted: Span[] = [];
  for (let at = text.startsWith('>') ? 0 : nextQuote(0); at < text.length;) {
    QUOTE.lastIndex = at;
    const start = at + (QUOTE.exec(text)?.[0].length ?? 0);
    const next = lines.nextOf(lines.endOf(start));
    quoted.push({ start, end: next });
    if (text[next] === '>') at = next;
    else {
      yield quoted;
      quoted = [];
      at = nextQuote(next - 1);
    }
  }
}
