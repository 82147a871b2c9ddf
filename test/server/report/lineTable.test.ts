import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineTable } from '../../../server/src/report/lineTable';
import { anyText } from '../../support/arbitraries';

const broken = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', 'a', 'line', '😀', 'x'.repeat(20_000)), { maxLength: 40 })
  .map(parts => parts.join(''));

function tableOf(pieces: readonly string[]): LineTable {
  const table = new LineTable();
  for (const piece of pieces) table.add(piece);
  return table;
}

test('A table of lines gives the same positions as the document, at every offset and wherever the text is cut', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, broken), fc.nat(), fc.nat(), (text, cut, place) => {
      const at = cut % (text.length + 1);
      const table = tableOf([text.slice(0, at), text.slice(at)]);
      const document = TextDocument.create('file:///a.log', 'fortios-debug', 1, text);
      const offsets = [
        0,
        text.length,
        text.length + 5,
        ...[-1, 0, 1, 2].map(by => (place % (text.length + 1)) + by),
      ];
      for (const offset of offsets) expect(table.positionAt(offset)).toEqual(document.positionAt(offset));
    }),
    { numRuns: 1000 },
  );
});

test('A table of many lines finds each of them', () => {
  const lines = Array.from({ length: 5000 }, (_, index) => 'x'.repeat(index % 7));
  const text = lines.join('\r\n');
  const table = tableOf(text.match(/[^]{1,100}/g) ?? []);
  let start = 0;
  for (const [line, { length }] of lines.entries()) {
    expect(table.positionAt(start)).toEqual({ line, character: 0 });
    start += length + 2;
  }
  expect(table.count).toBe(5000);
});

test.each([
  ['', 0],
  ['a', 1],
  ['a\n', 1],
  ['a\r', 1],
  ['a\r\nb', 2],
  ['\n\n', 2],
])('%j has %i lines', (text, count) => {
  expect(tableOf(Array.from(text)).count).toBe(count);
});
