import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { RedactedText } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../detect';
import { type ReadOnlyViews, titleOf } from '../views/readOnly';
import { chosenCapture, redacted } from './redact';

/** Shows the capture and its redacted copy side by side, and how many values were replaced. */
export function registerOpenRedacted(client: BaseLanguageClient, views: ReadOnlyViews): vscode.Disposable {
  return vscode.commands.registerCommand('fortiosDebug.openRedacted', async (clicked: unknown) => {
    const chosen = await chosenCapture(clicked);
    const copy = chosen && (await redacted(client, chosen.document));
    if (!copy) return;
    const { document } = chosen;
    const view = await views.open(`redacted-${titleOf(document)}`, copy.text, LANGUAGE_ID);
    const title = vscode.l10n.t('{0} ↔ redacted', titleOf(document));
    await vscode.commands.executeCommand('vscode.diff', document.uri, view.uri, title, { preview: false });
    const [save, copyAll] = [vscode.l10n.t('Save…'), vscode.l10n.t('Copy')];
    const chosenButton = await vscode.window.showInformationMessage(replacedIn(copy), save, copyAll);
    if (chosenButton === save)
      await vscode.commands.executeCommand('fortiosDebug.saveRedacted', document.uri);
    else if (chosenButton === copyAll) await vscode.env.clipboard.writeText(copy.text);
  });
}

/** `1 secret, 3 serial numbers and 2 names or addresses were replaced.` */
function replacedIn({ replaced: { secrets, serials, others } }: RedactedText): string {
  const parts = [
    secrets === 1 ? vscode.l10n.t('1 secret') : vscode.l10n.t('{0} secrets', secrets),
    serials === 1 ? vscode.l10n.t('1 serial number') : vscode.l10n.t('{0} serial numbers', serials),
    others === 1 ? vscode.l10n.t('1 name or address') : vscode.l10n.t('{0} names or addresses', others),
  ].filter((_, index) => [secrets, serials, others][index] !== 0);
  if (parts.length === 0) return vscode.l10n.t('Nothing was replaced. Read the capture before you share it.');
  return vscode.l10n.t('Replaced: {0}. Read the copy before you share it.', parts.join(', '));
}
