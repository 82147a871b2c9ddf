import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { applyEdits } from '../../../server/src/lsp/documents';

const documentOf = (text: string): TextDocument => TextDocument.create('file:///a.log', 'a', 1, text);

test('An edit beyond the last line is one at the end', () => {
  const range = { start: { line: 22, character: 0 }, end: { line: 25, character: 0 } };
  const document = applyEdits(documentOf('a\nb'), [{ range, text: 'c\nd\ne\n' }], 2);
  expect(document.getText()).toBe('a\nbc\nd\ne\n');
  expect(document.positionAt(4)).toEqual({ line: 1, character: 2 });
});

test('An edit without a range is the whole text', () => {
  expect(applyEdits(documentOf('a\nb'), [{ text: 'c' }], 2).getText()).toBe('c');
});

test('After any edits the lines are those of the text', () => {
  const text = fc
    .array(fc.constantFrom('a', 'é', '\n', '\r', '\r\n'), { maxLength: 8 })
    .map(all => all.join(''));
  const position = fc.record({ line: fc.nat(9), character: fc.nat(9) });
  const edit = fc.record({ range: fc.record({ start: position, end: position }), text });
  fc.assert(
    fc.property(text, fc.array(edit, { maxLength: 5 }), (before, edits) => {
      const document = applyEdits(documentOf(before), edits, 2);
      const fresh = documentOf(document.getText());
      for (let offset = 0; offset <= document.getText().length; offset++)
        expect(document.positionAt(offset)).toEqual(fresh.positionAt(offset));
    }),
  );
});
