import * as vscode from 'vscode';

/** The command of quick fixes that copy something; its argument is the text. */
export const COPY_TEXT = 'fortiosDebug.copyText';
const SHOWN = 4000; // milliseconds

export function registerCopyText(): vscode.Disposable {
  return vscode.commands.registerCommand(COPY_TEXT, async (text: unknown) => {
    if (typeof text !== 'string') return;
    await vscode.env.clipboard.writeText(text);
    const lines = text.trimEnd().split('\n').length;
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('Copied {0} lines to the clipboard, secrets masked', lines),
      SHOWN,
    );
  });
}
