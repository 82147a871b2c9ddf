import { lexer, type Token, walkTokens } from 'marked';

/** The blocks of a Markdown text, from the parser that VS Code's hovers use. */
function tokensOf(markdown: string): Token[] {
  const tokens: Token[] = [];
  void walkTokens(lexer(markdown), token => void tokens.push(token));
  return tokens;
}

/** Everything that a reader could click or load, or that could mislead: links, pictures, HTML, tables, headings. */
export function active(markdown: string): string[] {
  return tokensOf(markdown).flatMap(token => {
    switch (token.type) {
      case 'link':
        return [`link ${(token as { href: string }).href}`];
      case 'image':
      case 'html':
      case 'table':
      case 'heading':
        return [`${token.type} ${token.raw}`];
      default:
        return [];
    }
  });
}

/** The part of a report that is not folded. */
export function unfolded(markdown: string): string {
  let depth = 0;
  return markdown
    .split('\n')
    .filter(line => {
      if (line === '<details>') depth++;
      const isShown = depth === 0;
      if (line === '</details>') depth--;
      return isShown;
    })
    .join('\n');
}

export function linksOf(markdown: string): string[] {
  return active(markdown).flatMap(one => (one.startsWith('link ') ? [one.slice(5)] : []));
}

/** The text of every code block. */
export function codeOf(markdown: string): string[] {
  return tokensOf(markdown).flatMap(token =>
    token.type === 'code' ? [(token as { text: string }).text] : [],
  );
}

/** The list below a heading: its items, and whether they are numbered. */
export function listBelow(markdown: string, heading: string): { numbered: boolean; items: string[] } {
  const blocks = lexer(markdown).filter(({ type }) => type !== 'space');
  const at = blocks.findIndex(({ raw }) => raw.trim() === `**${heading}**`);
  const list = blocks[at + 1];
  if (at < 0 || list?.type !== 'list') throw new Error(`No list below ${heading} in:\n${markdown}`);
  const { ordered, items } = list as { ordered: boolean; items: { text: string }[] } & Token;
  return { numbered: ordered, items: items.map(({ text }) => text) };
}

/** The first line, without its markup. */
export function firstLine(markdown: string | undefined): string {
  return (markdown?.split('\n')[0] ?? '').replace(/\*\*/g, '');
}
