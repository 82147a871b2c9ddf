import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LANGUAGE_ID } from '../captureLanguage';
import { isOurs, originalOf, reasonAt } from './ownProblems';

/** Which problems have a text at the end of their line. */
type Shown = 'off' | 'errors' | 'all';

/** The server's `data` of the hint with the duration of an incident. */
const DURATION = 'duration';

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
  const colourOf = (id: string): vscode.TextEditorDecorationType =>
    vscode.window.createTextEditorDecorationType({
      color: new vscode.ThemeColor(id),
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
  const [ofErrors, ofOthers] = [
    colourOf('fortiosDebug.failureForeground'),
    colourOf('editorInlayHint.foreground'),
  ] as const;
  const update = (editor: vscode.TextEditor): void => {
    const { document } = editor;
    if (document.languageId !== LANGUAGE_ID) return;
    const [errors, others]: [vscode.Range[], vscode.Range[]] = [[], []];
    for (const { line, isError } of lineEndsOf(document)) {
      const { end } = document.lineAt(line).range;
      // A hint gets the colour of the adjacent characters: the last one of its line.
      (isError ? errors : others).push(new vscode.Range(line, Math.max(0, end.character - 1), line + 1, 0));
    }
    editor.setDecorations(ofErrors, errors);
    editor.setDecorations(ofOthers, others);
    if (!client.isRunning()) return;
    client.getFeature('textDocument/inlayHint').getProvider(document)?.onDidChangeInlayHints.fire();
  };
  const updateAll = (): void => vscode.window.visibleTextEditors.forEach(update);
  updateAll();
  return vscode.Disposable.from(
    ofErrors,
    ofOthers,
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

/**
 * The hints of a range with the reasons at the ends of its lines. A reason colours the hints before it, so a duration is left
 * out there: the lens of the incident says it, too.
 */
export function withLineEnds(
  document: vscode.TextDocument,
  { start, end }: vscode.Range,
  hints: readonly vscode.InlayHint[],
): vscode.InlayHint[] {
  const ends = lineEndsOf(document).filter(({ line }) => start.line <= line && line <= end.line);
  const coloured = new Set(ends.filter(({ isError }) => isError).map(({ line }) => line));
  const others = hints.filter(hint => !(isDuration(hint) && coloured.has(hint.position.line)));
  const reasons = ends.map(({ line, reasons: words }) => {
    const at = document.lineAt(line).range.end;
    // VS Code leaves no space between two hints at one position.
    const gap = others.some(({ position }) => position.isEqual(at)) ? '  ' : '';
    const hint = new vscode.InlayHint(at, `${gap}← ${[...words].join(' · ')}`);
    hint.paddingLeft = true;
    return hint;
  });
  return [...others, ...reasons];
}

function isDuration(hint: vscode.InlayHint): boolean {
  return (hint as { data?: unknown }).data === DURATION;
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
