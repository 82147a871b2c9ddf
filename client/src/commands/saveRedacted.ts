import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { reasonOf } from '../reasons';
import { chosenCapture, redacted, warnOf } from './redact';

/** Saves a redacted copy to a file that the person chooses, and that is never the capture itself. */
export function registerSaveRedacted(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand('fortiosDebug.saveRedacted', async (clicked: unknown) => {
    const chosen = await chosenCapture(clicked);
    if (!chosen) return;
    const { document } = chosen;
    const target = await vscode.window.showSaveDialog({
      defaultUri: proposed(document.uri),
      title: vscode.l10n.t('Save a Redacted Copy'),
      filters: { [vscode.l10n.t('Logs')]: ['log', 'txt'] },
    });
    if (!target) return;
    if (await isSameFile(document.uri, target)) {
      await vscode.window.showErrorMessage(
        vscode.l10n.t('A redacted copy never takes the place of the capture. Choose another name.'),
      );
      return;
    }
    const copy = await redacted(client, document);
    if (!copy) return;
    const name = vscode.workspace.asRelativePath(target);
    try {
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(copy.text));
    } catch (error) {
      await vscode.window.showErrorMessage(
        vscode.l10n.t('{0} could not be written: {1}', name, reasonOf(error)),
      );
      return;
    }
    const open = (): Thenable<vscode.TextEditor> =>
      vscode.window.showTextDocument(target, { preview: false });
    if (copy.left.length > 0) return warnOf(copy, open);
    const show = vscode.l10n.t('Open');
    const said = vscode.l10n.t('{0} was saved. Read it before you share it.', name);
    if ((await vscode.window.showInformationMessage(said, show)) === show) await open();
  });
}

/** `capture.redacted.log` beside `capture.log`; for a text that no file has, in the folder that is open. */
function proposed(uri: vscode.Uri): vscode.Uri {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.(?:log|txt)$/i, '') + '.redacted.log';
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (uri.scheme !== 'untitled' && uri.scheme !== 'fortios-debug-view')
    return vscode.Uri.joinPath(uri, '..', name);
  return folder ? vscode.Uri.joinPath(folder.uri, name) : vscode.Uri.file(name);
}

/** Whether two addresses name one file: also where a name differs in its case only, or is a link to the other. */
async function isSameFile(one: vscode.Uri, other: vscode.Uri): Promise<boolean> {
  if (one.toString() === other.toString()) return true;
  const [a, b] = await Promise.all([statOf(one), statOf(other)]);
  return (
    a !== undefined && b !== undefined && a.mtime > 0 &&
    a.mtime === b.mtime && a.ctime === b.ctime && a.size === b.size
  ); // prettier-ignore
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  return vscode.workspace.fs.stat(uri).then(
    stat => stat,
    () => undefined,
  );
}
