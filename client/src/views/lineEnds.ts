import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LANGUAGE_ID } from '../captureLanguage';
import { isOurs, originalOf, reasonAt } from './ownProblems';

/** Which problems have a text at the end of their line. */
type Shown = 'off' | 'errors' | 'all';

/** The text at the end of a line. */
interface LineEnd {
  readonly line: number;
  readonly reasons: ReadonlySet<string>;
  readonly isError: boolean;
}

/**
 * Shows the reason of a problem, in a few words, at the end of its last line. The texts are inlay hints, which VS
 * Code wraps to the next row, while it cuts the text of a decoration. A decoration colours them.
 */
export function registerLineEnds(client: BaseLanguageClient): vscode.Disposable {
  const colour = vscode.window.createTextEditorDecorationType({
    color: new vscode.ThemeColor('fortiosDebug.failureForeground'),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  const update = (editor: vscode.TextEditor): void => {
    const { document } = editor;
    if (document.languageId !== LANGUAGE_ID) return;
    const errors = lineEndsOf(document).filter(({ isError }) => isError);
    // A hint gets the colour of the adjacent characters: the last one of its line.
    const ranges = errors.map(({ line }) => {
      const { end } = document.lineAt(line).range;
      return new vscode.Range(line, Math.max(0, end.character - 1), line + 1, 0);
    });
    editor.setDecorations(colour, ranges);
    if (!client.isRunning()) return;
    client.getFeature('textDocument/inlayHint').getProvider(document)?.onDidChangeInlayHints.fire();
  };
  const updateAll = (): void => vscode.window.visibleTextEditors.forEach(update);
  updateAll();
  return vscode.Disposable.from(
    colour,
    vscode.window.onDidChangeVisibleTextEditors(editors => editors.forEach(update)),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('fortiosDebug.lineEnds')) updateAll();
    }),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const changed = new Set(uris.map(String));
      for (const editor of vscode.window.visibleTextEditors)
        if (changed.has(editor.document.uri.toString())) update(editor);
    }),
  );
}

/** The hints at the ends of lines of a range, together with the `others` of the range. */
export function lineEndHints(
  document: vscode.TextDocument,
  { start, end }: vscode.Range,
  others: readonly vscode.InlayHint[],
): vscode.InlayHint[] {
  return lineEndsOf(document)
    .filter(({ line }) => start.line <= line && line <= end.line)
    .map(({ line, reasons }) => {
      const at = document.lineAt(line).range.end;
      // VS Code leaves no space between two hints at one position.
      const gap = others.some(({ position }) => position.isEqual(at)) ? '  ' : '';
      const hint = new vscode.InlayHint(at, `${gap}← ${[...reasons].join(' · ')}`);
      hint.paddingLeft = true;
      return hint;
    });
}

function lineEndsOf(document: vscode.TextDocument): LineEnd[] {
  const shown = vscode.workspace.getConfiguration('fortiosDebug', document).get<Shown>('lineEnds', 'errors');
  if (shown === 'off') return [];
  const { Error, Information } = vscode.DiagnosticSeverity;
  const ends = new Map<number, { line: number; reasons: Set<string>; isError: boolean }>();
  for (const problem of vscode.languages.getDiagnostics(document.uri)) {
    const { severity } = originalOf(problem);
    const { line } = problem.range.end;
    if (!isOurs(problem) || severity > (shown === 'errors' ? Error : Information)) continue;
    if (line >= document.lineCount) continue;
    const end = ends.get(line) ?? { line, reasons: new Set<string>(), isError: false };
    end.reasons.add(reasonAt(problem));
    end.isError ||= severity === Error;
    ends.set(line, end);
  }
  return [...ends.values()];
}
