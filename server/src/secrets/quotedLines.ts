import type { Span } from '../syntax';

/** The signs before a line that a mail quotes. */
const QUOTE = /(?:> ?){1,8}/y;

/** What a mail quotes: for each run of such lines, their text behind the signs, line ends among it. */
export function* quotedLines(text: string): Generator<Span[]> {
  let lines: Span[] = [];
  for (let at = text.startsWith('>') ? 0 : nextQuote(text, 0); at < text.length;) {
    QUOTE.lastIndex = at;
    const start = at + (QUOTE.exec(text)?.[0].length ?? 0);
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    lines.push({ start, end: next });
    if (text[next] === '>') at = next;
    else {
      yield lines;
      lines = [];
      at = nextQuote(text, next - 1);
    }
  }
}

function nextQuote(text: string, from: number): number {
  const at = text.indexOf('\n>', from);
  return at < 0 ? text.length : at + 1;
}
