import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../detect';
import { isOurs, reasonAt } from './problems';

/** Which problems have a text at the end of their line. */
type Shown = 'off' | 'errors' | 'all';

/** At the end of each line that a problem ends on: why it failed, in a few words. */
export function registerLineEnds(): vscode.Disposable {
  const decoration = vscode.window.createTextEditorDecorationType({
    after: { margin: '0 0 0 2ch', fontStyle: 'italic' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  const update = (editor: vscode.TextEditor): void => {
    const { document } = editor;
    if (document.languageId !== LANGUAGE_ID) return;
    const shown = vscode.workspace
      .getConfiguration('fortiosDebug', document)
      .get<Shown>('lineEnds', 'errors');
    editor.setDecorations(decoration, shown === 'off' ? [] : lineEndsOf(document, shown));
  };
  const updateAll = (): void => vscode.window.visibleTextEditors.forEach(update);
  updateAll();
  return vscode.Disposable.from(
    decoration,
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

function lineEndsOf(document: vscode.TextDocument, shown: Shown): vscode.DecorationOptions[] {
  const reasons = new Map<number, { reasons: Set<string>; severity: vscode.DiagnosticSeverity }>();
  for (const problem of vscode.languages.getDiagnostics(document.uri)) {
    const { severity, range } = problem;
    const least =
      shown === 'errors' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Information;
    if (!isOurs(problem) || severity > least || range.end.line >= document.lineCount) continue;
    const there = reasons.get(range.end.line) ?? { reasons: new Set<string>(), severity };
    there.reasons.add(reasonAt(problem));
    reasons.set(range.end.line, severity < there.severity ? { ...there, severity } : there);
  }
  return [...reasons].map(([line, { reasons: said, severity }]) => {
    const { end } = document.lineAt(line).range;
    const isError = severity === vscode.DiagnosticSeverity.Error;
    const color = new vscode.ThemeColor(
      isError ? 'fortiosDebug.failureForeground' : 'fortiosDebug.quietForeground',
    );
    return {
      range: new vscode.Range(end, end),
      renderOptions: { after: { contentText: `← ${[...said].join(' · ')}`, color } },
    };
  });
}
