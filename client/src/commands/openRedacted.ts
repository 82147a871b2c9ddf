import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LANGUAGE_ID } from '../detect';
import { chosenCapture, redacted, warnOf } from './redact';

/** Opens a redacted copy, which no file has yet, beside the capture. */
export function registerOpenRedacted(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand('fortiosDebug.openRedacted', async (clicked: unknown) => {
    const chosen = await chosenCapture(clicked);
    const copy = chosen && (await redacted(client, chosen.document));
    if (!copy) return;
    const document = await vscode.workspace.openTextDocument({ content: copy.text, language: LANGUAGE_ID });
    const { viewColumn } = await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preview: false,
    });
    await warnOf(copy, () => vscode.window.showTextDocument(document, viewColumn));
  });
}
