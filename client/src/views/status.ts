import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type DocumentParams, type ShownStatus, STATUS } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../detect';

const SEVERITIES: Readonly<Record<ShownStatus['severity'], vscode.LanguageStatusSeverity>> = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
};

/** One language status item: what was read of the capture in the editor, what is wrong, what was not recognised. */
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
  };
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(() => void update()),
    // Problems come when a document was read: then there is something new to say.
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some(uri => uri.toString() === active)) void update();
    }),
  );
}
