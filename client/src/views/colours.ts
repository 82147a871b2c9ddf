import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { MARKS, type Marks, type MarksParams } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../detect';

/** Lines that are coloured on either side of those in view: nobody who scrolls sees them change. */
const MARGIN = 1500;
/** How long after the last edit the text is coloured again, in milliseconds. */
const PAUSE = 300;
const KINDS = ['quiet', 'failed', 'secret'] as const;

/**
 * Colours what the themes have no scope for: what steps back, what failed and what is secret. The colours are ours, so that
 * they can be read in any theme; a theme or a user can choose others.
 */
export function registerColours(client: BaseLanguageClient): vscode.Disposable {
  const { createTextEditorDecorationType: decoration } = vscode.window;
  const rangeBehavior = vscode.DecorationRangeBehavior.ClosedClosed;
  const decorations = {
    quiet: decoration({
      color: new vscode.ThemeColor('fortiosDebug.quietForeground'),
      // Below is the scope of a comment, which some themes write in italics.
      fontStyle: 'normal',
      rangeBehavior,
    }),
    failed: decoration({
      color: new vscode.ThemeColor('fortiosDebug.failureForeground'),
      fontWeight: 'bold',
      rangeBehavior,
    }),
    secret: decoration({
      color: new vscode.ThemeColor('fortiosDebug.secretForeground'),
      textDecoration: 'underline',
      rangeBehavior,
    }),
  };
  /** The lines of an editor that have their colours. */
  const coloured = new WeakMap<vscode.TextEditor, vscode.Range>();
  const timers = new Map<vscode.TextEditor, NodeJS.Timeout>();

  const update = async (editor: vscode.TextEditor): Promise<void> => {
    const { document } = editor;
    if (document.languageId !== LANGUAGE_ID || !client.isRunning()) return;
    const range = linesAround(editor);
    const params: MarksParams = {
      uri: client.code2ProtocolConverter.asUri(document.uri),
      range: client.code2ProtocolConverter.asRange(range),
    };
    const { version } = document;
    const marks = await client.sendRequest<Marks | null>(MARKS, params).catch(() => null);
    // After an edit the places are wrong; it asks for them again.
    if (!marks || document.version !== version) return;
    for (const kind of KINDS) editor.setDecorations(decorations[kind], rangesOf(marks[kind]));
    coloured.set(editor, range);
  };
  const later = (editor: vscode.TextEditor): void => {
    clearTimeout(timers.get(editor));
    timers.set(
      editor,
      setTimeout(() => {
        timers.delete(editor);
        void update(editor);
      }, PAUSE),
    );
  };
  const editorsOf = (uri: string): vscode.TextEditor[] =>
    vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri);

  return vscode.Disposable.from(
    ...Object.values(decorations),
    { dispose: () => timers.forEach(timer => clearTimeout(timer)) },
    vscode.window.onDidChangeVisibleTextEditors(editors => editors.forEach(editor => void update(editor))),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges }) => {
      const known = coloured.get(textEditor);
      if (known && !visibleRanges.every(range => known.contains(range))) void update(textEditor);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) =>
      editorsOf(document.uri.toString()).forEach(later),
    ),
    // Problems come when a document was read.
    vscode.languages.onDidChangeDiagnostics(({ uris }) =>
      uris.flatMap(uri => editorsOf(uri.toString())).forEach(editor => void update(editor)),
    ),
  );
}

function linesAround({ document, visibleRanges }: vscode.TextEditor): vscode.Range {
  const first = Math.min(...visibleRanges.map(({ start }) => start.line), document.lineCount);
  const last = Math.max(...visibleRanges.map(({ end }) => end.line), 0);
  return document.validateRange(new vscode.Range(Math.max(0, first - MARGIN), 0, last + MARGIN, 0));
}

/** The ranges of places that come as three numbers in a row: line, character and length. */
function rangesOf(places: readonly number[]): vscode.Range[] {
  const ranges: vscode.Range[] = [];
  for (let at = 0; at + 2 < places.length; at += 3) {
    const [line = 0, character = 0, length = 0] = places.slice(at, at + 3);
    ranges.push(new vscode.Range(line, character, line, character + length));
  }
  return ranges;
}
