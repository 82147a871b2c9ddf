import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../detect';

/** Sets the language of the file in the editor to FortiOS debug log, whatever its content. */
export function registerSetLanguage(): vscode.Disposable {
  return vscode.commands.registerCommand('fortiosDebug.setLanguage', async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor) await vscode.languages.setTextDocumentLanguage(editor.document, LANGUAGE_ID);
    else await vscode.window.showInformationMessage(vscode.l10n.t('Open the capture in an editor first.'));
  });
}
