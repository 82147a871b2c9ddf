import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenCapture, redacted } from './redact';
import { chosenTarget, tryWrite } from './saving';

/** Saves a redacted copy to a file that the user chooses, never to the capture itself. */
export function registerSaveRedacted(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand('fortiosDebug.saveRedacted', async (clicked: unknown) => {
    const chosen = await chosenCapture(clicked);
    if (!chosen) return;
    const { document } = chosen;
    const target = await chosenTarget(document.uri, {
      title: vscode.l10n.t('Save a Redacted Copy'),
      ending: '.redacted.log',
      filters: { [vscode.l10n.t('Logs')]: ['log', 'txt'] },
      refused: vscode.l10n.t('A redacted copy never overwrites the capture. Choose another name.'),
    });
    const copy = target && (await redacted(client, document));
    if (!copy || !(await tryWrite(target, copy.text))) return;
    const open = (): Thenable<vscode.TextEditor> =>
      vscode.window.showTextDocument(target, { preview: false });
    const show = vscode.l10n.t('Open');
    const message = vscode.l10n.t(
      '{0} was saved. Read it before you share it.',
      vscode.workspace.asRelativePath(target),
    );
    if ((await vscode.window.showInformationMessage(message, show)) === show) await open();
  });
}
