import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type DocumentParams, type FurtherPlaces, PLACES } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../captureLanguage';
import { isOurs, originalOf } from './ownProblems';
import { VIEW_SCHEME } from './readOnly';
import { areNeighbours, sortedTargets, isNextOf, nextTarget, type Target } from './problemOrder';

/** How long VS Code may take to move the cursor to a problem, and the polling interval, in milliseconds. */
const CURSOR_TIMEOUT = 300;
const STEP = 20;

/** A severity of the protocol, and its VS Code colours. */
const COLOURS = [
  [1, 'editorError-foreground', 'editorOverviewRuler.errorForeground'],
  [2, 'editorWarning-foreground', 'editorOverviewRuler.warningForeground'],
  [3, 'editorInfo-foreground', 'editorOverviewRuler.infoForeground'],
] as const;

/** A problem without a row of its own in the Problems panel. */
interface PlacedProblem {
  /** As in the protocol: 1 for an error. */
  readonly severity: number;
  readonly ranges: readonly vscode.Range[];
  /** The text of a hover; undefined if VS Code shows it anyway. */
  readonly message: string | undefined;
}

/**
 * Marks places of problems that have no row in the Problems panel, because an equal problem comes before them or
 * because they belong to the capture of a view. They are marked in the text and in the ruler, and the keys for
 * problems lead to them.
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
  const known = new WeakMap<vscode.TextDocument, readonly Target[]>();
  /** The problem that VS Code shows below its line, if this module asked for it. */
  let peeked: vscode.Position | undefined;

  const show = (editor: vscode.TextEditor, placed: readonly PlacedProblem[]): void => {
    known.set(
      editor.document,
      placed.flatMap(({ ranges, severity }) => ranges.map(({ start }) => targetOf(start, severity, false))),
    );
    for (const [severity, mark] of marks)
      editor.setDecorations(
        mark,
        placed
          .filter(problem => problem.severity === severity)
          .flatMap(({ ranges, message }) => {
            const hoverMessage = message === undefined ? [] : new vscode.MarkdownString().appendText(message);
            return ranges.map(range => ({ range, hoverMessage }));
          }),
      );
  };
  const update = async (editor: vscode.TextEditor | undefined): Promise<void> => {
    if (editor?.document.languageId !== LANGUAGE_ID || !client.isRunning()) return;
    if (editor.document.uri.scheme === VIEW_SCHEME) return show(editor, repeatedIn(editor.document));
    const params: DocumentParams = { uri: editor.document.uri.toString() };
    const places = await client
      .sendRequest<readonly FurtherPlaces[] | null>(PLACES, params)
      .catch(() => null);
    // If there is no answer, the known places stay.
    if (!places || !vscode.window.visibleTextEditors.includes(editor)) return;
    show(
      editor,
      places.map(problem => ({ ...problem, ranges: rangesOf(problem.places) })),
    );
  };
  const go = async (forwards: boolean): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== LANGUAGE_ID) return;
    const { document } = editor;
    // In a large capture they come a moment after its problems.
    if (!known.has(document)) await update(editor);
    const bySeverity =
      vscode.workspace.getConfiguration('problems', document).get('sortOrder') !== 'position';
    const ordered = sortedTargets([...listedIn(document), ...(known.get(document) ?? [])], bySeverity);
    const cursor = editor.selection.active;
    const target = nextTarget(ordered, cursor, forwards, bySeverity);
    if (!target) return;
    const place = new vscode.Position(target.line, target.character);
    const isShown = peeked?.isEqual(cursor) === true && areNeighbours(ordered, cursor, target, forwards);
    if (target.isListed && (isShown || isNextOf(ordered, target))) {
      if (!isShown) {
        await vscode.commands.executeCommand('closeMarkersNavigation');
        editor.selection = new vscode.Selection(place, place);
      }
      await vscode.commands.executeCommand(
        isShown && !forwards ? 'editor.action.marker.prev' : 'editor.action.marker.next',
      );
      if (await waitForCursor(editor, place)) {
        peeked = place;
        return;
      }
    }
    peeked = undefined;
    await vscode.commands.executeCommand('closeMarkersNavigation');
    editor.selection = new vscode.Selection(place, place);
    editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenter);
    // If a hover is already shown, the command would move the keyboard focus into it, and F8 would do nothing.
    await vscode.commands.executeCommand('editor.action.showHover', { focus: 'noAutoFocus' });
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

/** The problems that a view repeats: VS Code shows their hovers. */
function repeatedIn({ uri }: vscode.TextDocument): PlacedProblem[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(isOurs)
    .map(problem => ({
      severity: originalOf(problem).severity + 1,
      ranges: [problem.range],
      message: undefined,
    }));
}

/** The ranges for a flat list with four numbers each. */
function rangesOf(places: readonly number[]): vscode.Range[] {
  const ranges: vscode.Range[] = [];
  for (let at = 0; at + 3 < places.length; at += 4) {
    const [line = 0, character = 0, endLine = 0, endCharacter = 0] = places.slice(at, at + 4);
    ranges.push(new vscode.Range(line, character, endLine, endCharacter));
  }
  return ranges;
}

/** The problems of a document that the Problems panel lists. */
function listedIn({ uri }: vscode.TextDocument): Target[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ severity }) => severity < vscode.DiagnosticSeverity.Hint)
    .map(({ range, severity }) => targetOf(range.start, severity + 1, true));
}

function targetOf({ line, character }: vscode.Position, severity: number, isListed: boolean): Target {
  return { line, character, severity, isListed };
}

/** Waits until the cursor is at a position; returns whether it arrived. */
async function waitForCursor(editor: vscode.TextEditor, place: vscode.Position): Promise<boolean> {
  for (let waited = 0; waited < CURSOR_TIMEOUT; waited += STEP) {
    if (editor.selection.active.isEqual(place)) return true;
    await new Promise(resolve => setTimeout(resolve, STEP));
  }
  return editor.selection.active.isEqual(place);
}
