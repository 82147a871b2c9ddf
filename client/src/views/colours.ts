import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { MARKS, type Marks, type MarksParams } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../captureLanguage';

/** Number of lines above and below the visible ones that are coloured, so that scrolling shows no change. */
const MARGIN = 1500;
/** Delay between the last edit and new colours, in milliseconds. */
const PAUSE = 300;
const KINDS = ['quiet', 'failed', 'secret'] as const;

/**
 * Colours what themes have no scope for: noise, failures and secrets. The default colours are readable in any theme;
 * themes and users can change them.
 */
export function registerColours(client: BaseLanguageClient): vscode.Disposable {
  const { createTextEditorDecorationType: decoration } = vscode.window;
  const rangeBehavior = vscode.DecorationRangeBehavior.ClosedClosed;
  const decorations = {
    quiet: decoration({
      color: new vscode.ThemeColor('fortiosDebug.quietForeground'),
      // The scope of a comment is below this, and some themes write it in italics.
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
  /** The lines of an editor that are coloured already. */
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
    // An edit makes the ranges invalid, and they are requested again.
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
    // Diagnostics show that the server has read the document.
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

/** The ranges for a flat list with three numbers each: line, character and length. */
function rangesOf(places: readonly number[]): vscode.Range[] {
  const ranges: vscode.Range[] = [];
  for (let at = 0; at + 2 < places.length; at += 3) {
    const [line = 0, character = 0, length = 0] = places.slice(at, at + 3);
    ranges.push(new vscode.Range(line, character, line, character + length));
  }
  return ranges;
}
