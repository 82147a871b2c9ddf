import * as vscode from 'vscode';
import { isCapture } from '../../../server/src/syntax/isCapture';
import { LANGUAGE_ID } from '../captureLanguage';
import { shownName } from '../views/shownName';

/** A capture, and its editor, if it has one. */
interface Chosen {
  readonly document: vscode.TextDocument;
  readonly selections: readonly vscode.Selection[];
}

/**
 * The capture that a command is about: the one whose title or text was clicked, or the one in the active editor. If
 * there is none, shows a message.
 */
export async function chosenCapture(clicked: unknown): Promise<Chosen | undefined> {
  const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  const editor =
    clicked instanceof vscode.Uri
      ? editors.find(one => one?.document.uri.toString() === clicked.toString())
      : editors[0];
  if (editor?.document.languageId === LANGUAGE_ID) return editor;
  const document = clicked instanceof vscode.Uri && !editor ? await captureOf(clicked) : undefined;
  if (document) return { document, selections: [] };
  await vscode.window.showInformationMessage(
    clicked instanceof vscode.Uri && !editor
      ? vscode.l10n.t('{0} does not look like a FortiOS debug capture.', shownName(clicked))
      : vscode.l10n.t('Open a FortiOS debug capture in an editor first.'),
  );
  return undefined;
}

/** The capture in a file without an editor; undefined if the file is not a capture. */
export async function captureOf(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.languageId === LANGUAGE_ID) return document;
    return isCapture(document.getText())
      ? await vscode.languages.setTextDocumentLanguage(document, LANGUAGE_ID)
      : undefined;
  } catch {
    // It was deleted, is not text, or is too large for VS Code.
    return undefined;
  }
}
