import type { Position } from 'vscode-languageserver';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';

/**
 * Applies a client's edits in order. A position outside the text is moved to the nearest one inside: otherwise
 * `TextDocument` would lose count of its lines, and every later answer would be misplaced.
 */
export function applyEdits(
  document: TextDocument,
  edits: readonly TextDocumentContentChangeEvent[],
  version: number,
): TextDocument {
  return edits.reduce(
    (before, edit) => TextDocument.update(before, [inside(before, edit)], version),
    document,
  );
}

/** Returns the length of the text that edits insert, in UTF-16 code units. */
export function insertedLength(edits: readonly TextDocumentContentChangeEvent[]): number {
  return edits.reduce((length, { text }) => length + text.length, 0);
}

function inside(
  document: TextDocument,
  edit: TextDocumentContentChangeEvent,
): TextDocumentContentChangeEvent {
  if (!('range' in edit)) return edit;
  const nearest = (at: Position): Position => document.positionAt(document.offsetAt(at));
  return { range: { start: nearest(edit.range.start), end: nearest(edit.range.end) }, text: edit.text };
}
