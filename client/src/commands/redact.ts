import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  REDACT,
  type Redacted,
  type RedactedText,
  type RedactParams,
} from '../../../server/src/lsp/protocol';
import { isCapture } from '../../../server/src/syntax/detect';
import { LANGUAGE_ID } from '../detect';
import { shownName } from '../views/shownName';

/** A capture to redact, and its editor, if it has one. */
export interface Chosen {
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
async function captureOf(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
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

/** Asks the server for a redacted copy of a document or of ranges of it. If there is none, shows a message. */
export async function redacted(
  client: BaseLanguageClient,
  document: vscode.TextDocument,
  selections: readonly vscode.Selection[] = [],
): Promise<RedactedText | undefined> {
  const { code2ProtocolConverter: converter } = client;
  const params: RedactParams = {
    uri: document.uri.toString(),
    keepIdentities: false,
    ...(selections.length > 0 && { ranges: selections.map(selection => converter.asRange(selection)) }),
  };
  const copy = await client.sendRequest<Redacted | null>(REDACT, params).catch(() => null);
  if (copy && 'text' in copy) return copy;
  await vscode.window.showErrorMessage(
    copy
      ? vscode.l10n.t(
          'No redacted copy was created: line {0} would hold something that is not known to be harmless.',
          copy.unproven + 1,
        )
      : vscode.l10n.t('No redacted copy was created: the language server did not return one. Try again.'),
  );
  return undefined;
}
