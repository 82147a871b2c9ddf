import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../captureLanguage';
import { firstFailure } from '../views/ownProblems';
import { viewColumnOf } from '../views/tabs';

const OPEN_EXAMPLE = 'fortiosDebug.openExample';

const EXAMPLE = ['examples', 'failed-activation.fgtlog'];
/** Maximum wait for the problems of a capture that was just opened, in milliseconds. */
const MAX_WAIT = 5000;

/**
 * Opens the example capture of the extension. With the name of one of our commands, as steps of the walkthrough give
 * it, goes to an open capture, or to the example if there is none, and runs that command where the capture failed.
 */
export function registerOpenExample(extension: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand(OPEN_EXAMPLE, async (next: unknown) => {
    const isStep = typeof next === 'string' && next.startsWith('fortiosDebug.');
    const editor = (isStep ? await openCapture() : undefined) ?? (await openExample(extension));
    if (!isStep) return;
    await hasProblems(editor.document.uri);
    goToFailure(editor);
    await vscode.commands.executeCommand(next);
    // A command that an extension runs does not complete a walkthrough step.
    await vscode.commands.executeCommand(
      'setContext',
      `fortiosDebug.tour.${next.split('.').pop() ?? ''}`,
      true,
    );
  });
}

async function openExample(extension: vscode.Uri): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(extension, ...EXAMPLE));
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  // It is a file of the extension, not of the user.
  await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
  return editor;
}

/** The visible capture, or one that has a tab, with the focus in it. */
async function openCapture(): Promise<vscode.TextEditor | undefined> {
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.languageId === LANGUAGE_ID);
  if (shown) return vscode.window.showTextDocument(shown.document, shown.viewColumn);
  for (const document of vscode.workspace.textDocuments) {
    const column = document.languageId === LANGUAGE_ID ? viewColumnOf(document.uri) : undefined;
    if (column !== undefined) return vscode.window.showTextDocument(document, column);
  }
  return undefined;
}

/** Moves the cursor to where the capture failed, unless the user has moved it. */
function goToFailure(editor: vscode.TextEditor): void {
  const failure = firstFailure(editor.document.uri);
  if (!failure || !editor.selection.isEmpty || editor.selection.start.line > 0) return;
  editor.selection = new vscode.Selection(failure.range.start, failure.range.start);
  editor.revealRange(failure.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Waits until a document has problems, for a limited time. */
async function hasProblems(uri: vscode.Uri): Promise<void> {
  if (vscode.languages.getDiagnostics(uri).length > 0) return;
  await new Promise<void>(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(done, MAX_WAIT);
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const isOurs = uris.some(one => one.toString() === uri.toString());
      if (isOurs && vscode.languages.getDiagnostics(uri).length > 0) done();
    });
  });
}
