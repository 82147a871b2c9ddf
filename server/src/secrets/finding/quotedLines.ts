import { Lines, type Span } from '../../syntax';

/** The signs before a line that a mail quotes. */
const QUOTE = /(?:> ?){1,8}/y;

/** What a mail quotes: for each run of such lines, their text behind the signs, line ends among it. */
export function* quotedLines(text: string): Generator<Span[]> {
  const lines = new Lines(text);
  const feeds = new QuoteAfter(text, '\n>');
  const returns = new QuoteAfter(text, '\r>');
  const nextQuote = (from: number): number => Math.min(feeds.find(from), returns.find(from));
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

/** Finds the lines that begin with `>` after one kind of line break, in one pass. */
class QuoteAfter {
  #at = -1;

  constructor(
    readonly text: string,
    readonly sign: string,
  ) {}

  /** Where the first such line begins whose break is at `from` or later; the end of the text where there is none. */
  find(from: number): number {
    if (this.#at <= from) {
      const at = this.text.indexOf(this.sign, from);
      this.#at = at < 0 ? this.text.length : at + 1;
    }
    return this.#at;
  }
}
