import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type DocumentParams, NOISE, type NoiseRanges } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../detect';

/** Folds everything but the problems and what led to them. */
export function registerFoldNoise(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand('fortiosDebug.foldNoise', async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== LANGUAGE_ID) return;
    const params: DocumentParams = { uri: editor.document.uri.toString() };
    const ranges = await client.sendRequest<NoiseRanges>(NOISE, params);
    if (ranges.length === 0) {
      await vscode.window.showInformationMessage(
        vscode.l10n.t('There is no problem to keep open, so nothing was folded.'),
      );
      return;
    }
    // These folds are not those of the outline: they are made from selections, and the person's own comes back.
    const { selections } = editor;
    await vscode.commands.executeCommand('editor.removeManualFoldingRanges');
    editor.selections = ranges.map(({ start, end }) => new vscode.Selection(start.line, 0, end.line, 0));
    await vscode.commands.executeCommand('editor.createFoldingRangeFromSelection');
    editor.selections = selections;
  });
}
