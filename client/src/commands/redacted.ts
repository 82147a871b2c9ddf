import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { REDACT, type RedactedText, type RedactParams } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../captureLanguage';
import { type ReadOnlyViews, viewTitle } from '../views/readOnly';
import { chosenCapture } from './chosenCapture';
import { chosenTarget, tryWrite } from './saving';

export const OPEN_REDACTED = 'fortiosDebug.openRedacted';

const SHOWN = 4000; // milliseconds

/** Asks the server for a redacted copy of a document or of ranges of it. If there is none, shows a message. */
async function redacted(
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
  const copy = await client.sendRequest<RedactedText | null>(REDACT, params).catch(() => null);
  if (copy) return copy;
  await vscode.window.showErrorMessage(
    vscode.l10n.t('No redacted copy was created: the language server did not return one. Try again.'),
  );
  return undefined;
}

/** Shows the capture and its redacted copy side by side, and how many values were replaced. */
export function registerOpenRedacted(client: BaseLanguageClient, views: ReadOnlyViews): vscode.Disposable {
  return vscode.commands.registerCommand(OPEN_REDACTED, async (clicked: unknown) => {
    const chosen = await chosenCapture(clicked);
    const copy = chosen && (await redacted(client, chosen.document));
    if (!copy) return;
    const { document } = chosen;
    const view = await views.open(`redacted-${viewTitle(document)}`, copy.text, LANGUAGE_ID);
    const title = vscode.l10n.t('{0} ↔ redacted', viewTitle(document));
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
