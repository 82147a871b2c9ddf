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
    const { selections } = editor;
    // VS Code makes such folds from selections, and lets go of those that a selection touches.
    editor.selections = [whole(editor.document)];
    await vscode.commands.executeCommand('editor.removeManualFoldingRanges');
    editor.selections = ranges.map(selectionOf);
    await vscode.commands.executeCommand('editor.createFoldingRangeFromSelection');
    editor.selections = selections.map(selection => inSight(selection, ranges));
  });
}

function whole({ lineCount }: vscode.TextDocument): vscode.Selection {
  return new vscode.Selection(0, 0, lineCount, 0);
}

/** A selection up to the beginning of a line does not have this line: that is why it ends on the line behind the fold. */
function selectionOf({ start, end }: NoiseRanges[number]): vscode.Selection {
  return new vscode.Selection(start.line, 0, end.line + 1, 0);
}

/** The person's selection, or the line that is left of the fold that hides it: VS Code opens a fold with the cursor in it. */
function inSight(selection: vscode.Selection, ranges: NoiseRanges): vscode.Selection {
  const { line } = selection.active;
  const hiding = ranges.find(({ start, end }) => start.line < line && line <= end.line);
  return hiding ? new vscode.Selection(hiding.start.line, 0, hiding.start.line, 0) : selection;
}
