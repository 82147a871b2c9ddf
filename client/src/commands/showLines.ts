import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../detect';
import { type ReadOnlyViews, titleOf } from '../views/readOnly';

/** A code lens over an exchange or a login uses this command; its arguments are the document and the ranges of its lines. */
export const SHOW_LINES = 'fortiosDebug.showLines';

interface ProtocolRange {
  readonly start: { readonly line: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Shows the lines of one exchange or login alone. */
export function registerShowLines(views: ReadOnlyViews): vscode.Disposable {
  return vscode.commands.registerCommand(SHOW_LINES, async (uri: unknown, ranges: unknown) => {
    if (typeof uri !== 'string' || !Array.isArray(ranges)) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    const lines = new Set<number>();
    for (const { start, end } of ranges as ProtocolRange[]) {
      const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
      for (let line = start.line; line <= Math.min(last, document.lineCount - 1); line++) lines.add(line);
    }
    const text = [...lines].sort((a, b) => a - b).map(line => document.lineAt(line).text + '\n');
    await views.show(`lines-of-${titleOf(document)}`, text.join(''), LANGUAGE_ID);
  });
}
