import { expect, test } from 'vitest';
import { bracketRows, isBetweenRows } from '../../../../server/src/secrets/finding/bracketRows';

/** The text with the cells of its rows marked. */
function withCells(text: string): string {
  let copy = '';
  let at = 0;
  for (const { start, end } of bracketRows(text).flat()) {
    copy += `${text.slice(at, start)}«${text.slice(start, end)}»`;
    at = end;
  }
  return copy + text.slice(at);
}

test.each([
  '["«user»", "«password»"]',
  "('«user»', '«password»')",
  '["«user»", «7», «-1.5»]',
  '[["«user»", "«password»"], ["«bob»", "«Winter-Sun-1»"]]',
  '[\n  "«user»",\n  "«password»"\n]',
  String.raw`["«user»", "«Winter\"Sun»"]`,
  '["«user»", "«»"]',
  '["user"]',
  '"user", "password"',
  '(user, password)',
  '[1, 2]',
])('The cells of rows in brackets: %j', marked => {
  expect(withCells(marked.replaceAll(/[«»]/g, ''))).toBe(marked);
});

test('A row after very much text is not read', () => {
  const row = '["user","password"]';
  expect(bracketRows(row + ' '.repeat(1 << 18) + row)).toHaveLength(1);
});

test.each([
  ['"rows": [', true],
  ['rows = (', true],
  ['  ],', true],
  ['', true],
  ['[7]', false],
  ['rows', false],
])('A line between rows: %j', (line, isBetween) => expect(isBetweenRows(line)).toBe(isBetween));
