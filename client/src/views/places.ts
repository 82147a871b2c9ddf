import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type DocumentParams, type FurtherPlaces, PLACES } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../detect';
import { SOURCE } from './problems';

/** A severity of the protocol, and the colours of VS Code for it. */
const COLOURS = [
  [1, 'editorError-foreground', 'editorOverviewRuler.errorForeground'],
  [2, 'editorWarning-foreground', 'editorOverviewRuler.warningForeground'],
  [3, 'editorInfo-foreground', 'editorOverviewRuler.infoForeground'],
] as const;

/**
 * Marks the places of problems that have no row in the Problems panel, since an equal problem comes before them, in the text
 * and in the ruler, and leads to each of them by the keys that lead to problems.
 */
export function registerPlaces(client: BaseLanguageClient): vscode.Disposable {
  const marks = COLOURS.map(
    ([severity, text, ruler]) =>
      [
        severity,
        vscode.window.createTextEditorDecorationType({
          textDecoration: `underline wavy var(--vscode-${text})`,
          overviewRulerColor: new vscode.ThemeColor(ruler),
          overviewRulerLane: vscode.OverviewRulerLane.Right,
          rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
        }),
      ] as const,
  );
  const known = new WeakMap<vscode.TextDocument, readonly vscode.Position[]>();

  const show = (editor: vscode.TextEditor, all: readonly FurtherPlaces[]): void => {
    const placed = all.map(problem => ({ ...problem, ranges: rangesOf(problem.places) }));
    known.set(
      editor.document,
      placed.flatMap(({ ranges }) => ranges.map(({ start }) => start)),
    );
    for (const [severity, mark] of marks)
      editor.setDecorations(
        mark,
        placed
          .filter(problem => problem.severity === severity)
          .flatMap(({ ranges, message }) => {
            const hoverMessage = new vscode.MarkdownString().appendText(message);
            return ranges.map(range => ({ range, hoverMessage }));
          }),
      );
  };
  const update = async (editor: vscode.TextEditor | undefined): Promise<void> => {
    if (editor?.document.languageId !== LANGUAGE_ID || !client.isRunning()) return;
    const params: DocumentParams = { uri: editor.document.uri.toString() };
    const places = await client
      .sendRequest<readonly FurtherPlaces[] | null>(PLACES, params)
      .catch(() => null);
    // Without an answer, those that are known stay.
    if (!places || !vscode.window.visibleTextEditors.includes(editor)) return;
    show(editor, places);
  };
  const go = async (forwards: boolean): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== LANGUAGE_ID) return;
    // Of a large capture they come a moment after its problems.
    if (!known.has(editor.document)) await update(editor);
    const listed = vscode.languages
      .getDiagnostics(editor.document.uri)
      .filter(({ source, severity }) => source === SOURCE && severity < vscode.DiagnosticSeverity.Hint)
      .map(({ range }) => range.start);
    const further = known.get(editor.document) ?? [];
    const target = nextOf([...listed, ...further], editor.selection.active, forwards);
    if (!target) return;
    const isListed = listed.some(start => start.isEqual(target));
    const beside = forwards ? before(target, editor.document) : target.translate(0, 1);
    editor.selection = new vscode.Selection(isListed ? beside : target, isListed ? beside : target);
    if (isListed)
      await vscode.commands.executeCommand(
        forwards ? 'editor.action.marker.next' : 'editor.action.marker.prev',
      );
    else {
      editor.revealRange(new vscode.Range(target, target), vscode.TextEditorRevealType.InCenter);
      // Where a hover is shown already, the command would put the keyboard's focus into it, and F8 would go nowhere.
      await vscode.commands.executeCommand('editor.action.showHover', { focus: 'noAutoFocus' });
    }
  };
  return vscode.Disposable.from(
    ...marks.map(([, mark]) => mark),
    vscode.window.onDidChangeVisibleTextEditors(editors => editors.forEach(editor => void update(editor))),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const changed = new Set(uris.map(String));
      for (const editor of vscode.window.visibleTextEditors)
        if (changed.has(editor.document.uri.toString())) void update(editor);
    }),
    vscode.commands.registerCommand('fortiosDebug.nextProblem', () => go(true)),
    vscode.commands.registerCommand('fortiosDebug.previousProblem', () => go(false)),
  );
}

/** The ranges of places that come as four numbers in a row. */
function rangesOf(places: readonly number[]): vscode.Range[] {
  const ranges: vscode.Range[] = [];
  for (let at = 0; at + 3 < places.length; at += 4) {
    const [line = 0, character = 0, endLine = 0, endCharacter = 0] = places.slice(at, at + 4);
    ranges.push(new vscode.Range(line, character, endLine, endCharacter));
  }
  return ranges;
}

/** The place after the cursor, or before it; from the last one on to the first. */
function nextOf(
  places: readonly vscode.Position[],
  cursor: vscode.Position,
  forwards: boolean,
): vscode.Position | undefined {
  const sorted = [...places].sort((a, b) => a.compareTo(b));
  return forwards
    ? (sorted.find(place => place.isAfter(cursor)) ?? sorted[0])
    : (sorted.findLast(place => place.isBefore(cursor)) ?? sorted[sorted.length - 1]);
}

/** The place just before another one, so that a marker there is the next one. */
function before(position: vscode.Position, document: vscode.TextDocument): vscode.Position {
  return document.positionAt(Math.max(0, document.offsetAt(position) - 1));
}
