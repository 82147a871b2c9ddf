import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type DocumentParams, NOISE, type NoiseRanges } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../captureLanguage';

/** Set while noise is folded; the button in the title then unfolds it. */
const FOLDED = 'fortiosDebug.folded';

/** Folds everything but the problems and what led to them, or unfolds it again. */
export function registerFoldNoise(client: BaseLanguageClient): vscode.Disposable {
  const folded = new WeakSet<vscode.TextDocument>();
  const updateContext = (): Thenable<unknown> => {
    const document = vscode.window.activeTextEditor?.document;
    return vscode.commands.executeCommand(
      'setContext',
      FOLDED,
      document !== undefined && folded.has(document),
    );
  };
  const unfold = async (): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== LANGUAGE_ID) return;
    const { selections } = editor;
    editor.selections = [wholeDocument(editor.document)];
    await vscode.commands.executeCommand('editor.removeManualFoldingRanges');
    editor.selections = selections;
    await vscode.commands.executeCommand('editor.unfoldAll');
    folded.delete(editor.document);
    await updateContext();
  };
  const fold = async (): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== LANGUAGE_ID) return;
    const params: DocumentParams = { uri: editor.document.uri.toString() };
    const ranges = await client.sendRequest<NoiseRanges>(NOISE, params);
    if (ranges.length === 0) {
      await vscode.window.showInformationMessage(
        vscode.l10n.t('Nothing was folded, because no problem was found to keep visible.'),
      );
      return;
    }
    const { selections } = editor;
    // VS Code makes such folds from selections, and drops those that a selection touches.
    editor.selections = [wholeDocument(editor.document)];
    await vscode.commands.executeCommand('editor.removeManualFoldingRanges');
    editor.selections = ranges.map(selectionOf);
    await vscode.commands.executeCommand('editor.createFoldingRangeFromSelection');
    editor.selections = selections.map(selection => visibleSelection(selection, ranges));
    folded.add(editor.document);
    await updateContext();
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('fortiosDebug.foldNoise', fold),
    vscode.commands.registerCommand('fortiosDebug.unfoldAll', unfold),
    vscode.window.onDidChangeActiveTextEditor(updateContext),
  );
}

function wholeDocument({ lineCount }: vscode.TextDocument): vscode.Selection {
  return new vscode.Selection(0, 0, lineCount, 0);
}

/** A selection that ends at the start of a line does not include it, so it ends on the line after the fold. */
function selectionOf({ start, end }: NoiseRanges[number]): vscode.Selection {
  return new vscode.Selection(start.line, 0, end.line + 1, 0);
}

/** The user's selection, or the visible line of the fold that hides it: VS Code opens a fold that contains the cursor. */
function visibleSelection(selection: vscode.Selection, ranges: NoiseRanges): vscode.Selection {
  const { line } = selection.active;
  const hiding = ranges.find(({ start, end }) => start.line < line && line <= end.line);
  return hiding ? new vscode.Selection(hiding.start.line, 0, hiding.start.line, 0) : selection;
}
