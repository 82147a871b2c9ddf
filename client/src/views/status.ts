import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type DocumentParams, type ShownStatus, STATUS } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../captureLanguage';
import { firstFailure } from './ownProblems';

const FIRST_FAILURE = 'fortiosDebug.firstFailure';

const SEVERITIES: Readonly<Record<ShownStatus['severity'], vscode.LanguageStatusSeverity>> = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
};

/** A language status item: what was read of the active capture, what is wrong, what was not recognised. */
export function registerStatus(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('fortiosDebug.status', { language: LANGUAGE_ID });
  item.name = 'FortiOS Debug';
  const update = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== LANGUAGE_ID || !client.isRunning()) return;
    const params: DocumentParams = { uri: document.uri.toString() };
    const shown = await client.sendRequest<ShownStatus | null>(STATUS, params).catch(() => null);
    if (!shown || vscode.window.activeTextEditor?.document !== document) return;
    item.text = shown.text;
    item.detail = shown.detail;
    item.severity = SEVERITIES[shown.severity];
    item.command = firstFailure(document.uri) && {
      command: FIRST_FAILURE,
      title: vscode.l10n.t('First failure'),
    };
  };
  return vscode.Disposable.from(
    item,
    vscode.commands.registerCommand(FIRST_FAILURE, goToFirstFailure),
    vscode.window.onDidChangeActiveTextEditor(() => void update()),
    // Diagnostics show that the server has read the document, so the status is updated.
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some(uri => uri.toString() === active)) void update();
    }),
  );
}

/** Moves the cursor to the first failure of the active capture, and shows it. */
async function goToFirstFailure(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return;
  const failure = firstFailure(editor.document.uri);
  if (!failure) {
    await vscode.window.showInformationMessage(vscode.l10n.t('No failure was found in this capture.'));
    return;
  }
  const { start } = failure.range;
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(failure.range, vscode.TextEditorRevealType.InCenter);
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  await vscode.commands.executeCommand('editor.action.showHover');
}
