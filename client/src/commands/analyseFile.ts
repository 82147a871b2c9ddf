import { visibleLabel } from '../../../server/src/presentation/visible';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { WorkDoneProgress } from 'vscode-languageserver-protocol';
import { ANALYSE_FILE, type AnalysedFile, type AnalyseParams } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../captureLanguage';
import type { FileProblems } from '../views/fileProblems';
import { withRulePage } from '../views/rulePages';
import { shownName } from '../views/shownName';

export const ANALYSE = 'fortiosDebug.analyseFile';

/**
 * Has the server read a file from the disk, whatever its size, and lists its problems. Its argument: a `Uri`. The command
 * returns what was found, or undefined if nothing was read; its message stays until the user closes it.
 */
export function registerAnalyseFile(client: BaseLanguageClient, problems: FileProblems): vscode.Disposable {
  return vscode.commands.registerCommand(ANALYSE, async (given: unknown) => {
    if (!(given instanceof vscode.Uri)) return undefined;
    const uri = given;
    if (isOpenCapture(uri) || problems.areListedElsewhere(uri)) {
      // They are listed already, so go there.
      await vscode.window.showTextDocument(uri, { preview: false });
      await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
      return undefined;
    }
    try {
      const analysed = await withProgress(client, uri);
      if (analysed) await showResult(client, problems, uri, analysed);
      return analysed;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      showFailure(uri, reason);
      return undefined;
    }
  });
}

export function fileLabel(uri: vscode.Uri): string {
  return visibleLabel(shownName(uri));
}

export function isOpenCapture(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some(
    document => document.languageId === LANGUAGE_ID && document.uri.toString() === key,
  );
}

/** What was found; undefined if the user cancelled. */
async function withProgress(client: BaseLanguageClient, uri: vscode.Uri): Promise<AnalysedFile | undefined> {
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t('Analysing {0}', fileLabel(uri));
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const workDoneToken = `analyse-${crypto.randomUUID()}`;
    let done = 0;
    const subscription = client.onProgress(WorkDoneProgress.type, workDoneToken, report => {
      if (report.kind !== 'report') return;
      const percentage = report.percentage ?? done;
      progress.report({ increment: percentage - done, ...(report.message && { message: report.message }) });
      done = percentage;
    });
    const params: AnalyseParams = { uri: client.code2ProtocolConverter.asUri(uri), workDoneToken };
    try {
      return await client.sendRequest<AnalysedFile>(ANALYSE_FILE, params, token);
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      subscription.dispose();
    }
  });
}

async function showResult(
  client: BaseLanguageClient,
  problems: FileProblems,
  uri: vscode.Uri,
  { diagnostics, isCapture, lines = 0, reason = '' }: AnalysedFile,
): Promise<void> {
  const name = fileLabel(uri);
  if (!diagnostics) {
    showFailure(uri, reason);
    return;
  }
  const converted = await client.protocol2CodeConverter.asDiagnostics([...diagnostics]);
  // It may have been opened, or found in its folder, in the meantime.
  if (!isOpenCapture(uri) && !problems.areListedElsewhere(uri))
    problems.set(uri, converted.map(withRulePage));
  const found = vscode.l10n.t('{0}: {1} problems in {2} lines.', name, diagnostics.length, lines);
  const unlike = isCapture ? '' : vscode.l10n.t('It does not look like a FortiOS debug capture.');
  const { showInformationMessage, showWarningMessage } = vscode.window;
  const show = reason === '' && isCapture ? showInformationMessage : showWarningMessage;
  void offerProblems(show, [found, reason, unlike].filter(Boolean).join(' '));
}

function showFailure(uri: vscode.Uri, reason: string): void {
  void vscode.window.showErrorMessage(vscode.l10n.t('{0} was not analysed: {1}', fileLabel(uri), reason));
}

async function offerProblems(
  show: (message: string, button: string) => Thenable<string | undefined>,
  message: string,
): Promise<void> {
  const button = vscode.l10n.t('Show problems');
  if ((await show(message, button)) === button)
    await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
}
