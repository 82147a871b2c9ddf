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
    await vscode.commands.executeCommand('editor.unfoldAll');
    if (ranges.length === 0) return;
    await vscode.commands.executeCommand('editor.fold', {
      levels: 1,
      selectionLines: ranges.map(({ start }) => start.line),
    });
  });
}
