import { max } from '../integers';
/** Breaks text into lines of bounded length; longer words are split, and text that does not fit ends with `…`. */
export function wrapped(text: string, width: number, limit: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap(long => pieces(long, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width || line === '') line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= limit) return lines;
  const last = Array.from(lines[limit - 1] ?? '')
    .slice(0, max(1, width - 1))
    .join('');
  return [...lines.slice(0, limit - 1), `${last}…`];
}

function pieces(word: string, width: number): string[] {
  const characters = Array.from(word);
  const parts: string[] = [];
  for (let at = 0; at < characters.length; at += width) parts.push(characters.slice(at, at + width).join(''));
  return parts;
}
