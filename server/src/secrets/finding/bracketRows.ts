import type { Span } from '../../syntax';

/** A row in brackets: a JSON array, or a list or tuple of a program. */
export type BracketRow = readonly Span[];

const CELL = String.raw`(?:"(?:[^"\\\r\n]|\\.){0,128}"|'[^'\\\r\n]{0,128}'|[\w.+-]{1,32})`;
/** Two or more strings or numbers in brackets, with or without line breaks between them. */
const ROW = new RegExp(String.raw`[[(]\s{0,24}(${CELL}(?:\s{0,4},\s{0,24}${CELL}){1,15})\s{0,24}[\])]`, 'g');
const CELLS = new RegExp(CELL, 'g');
/** A quick test. */
const MAY_BE_ROW = /[[(]\s{0,24}["']/;
/** Maximum length of the text to read, in UTF-16 code units. */
const MAX_TEXT = 1 << 18;
const QUOTE = /["']/;

/** The rows in brackets of a text: the spans of their cells, without quotes. */
export function bracketRows(text: string): BracketRow[] {
  if (!MAY_BE_ROW.test(text)) return [];
  return [...text.slice(0, MAX_TEXT).matchAll(ROW)].map(({ 0: row, 1: cells = '', index }) => {
    const from = index + row.indexOf(cells);
    return [...cells.matchAll(CELLS)].map(({ 0: cell, index: at }) => {
      const quote = QUOTE.test(cell.charAt(0)) ? 1 : 0;
      return { start: from + at + quote, end: from + at + cell.length - quote };
    });
  });
}

/** A line that only opens or closes brackets, with the name of what is in them: `"rows": [`. */
const BETWEEN_ROWS = /^\s*(?:["']?[\w.-]{1,40}["']?\s?[:=]\s?)?[[({\])},;]*\s*$/;

export function isBetweenRows(line: string): boolean {
  return BETWEEN_ROWS.test(line);
}
