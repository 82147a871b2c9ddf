import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenCapture, redacted } from './redact';

const SHOWN = 4000; // milliseconds

/** Copies the selection, or the whole capture if nothing is selected, with secrets masked and identities replaced. */
export function registerCopyRedacted(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand('fortiosDebug.copyRedacted', async (clicked: unknown) => {
    const chosen = await chosenCapture(clicked);
    if (!chosen) return;
    const selected = chosen.selections.filter(({ isEmpty }) => !isEmpty);
    const copy = await redacted(client, chosen.document, selected);
    if (!copy) return;
    await vscode.env.clipboard.writeText(copy.text);
    const lines = copy.text.trimEnd().split('\n').length;
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('Copied {0} lines to the clipboard, redacted', lines),
      SHOWN,
    );
  });
}
