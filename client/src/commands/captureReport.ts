import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { REPORT, type Report, type ReportParams } from '../../../server/src/lsp/protocol';
import { shownName } from '../views/shownName';
import { chosenCapture } from './chosenCapture';
import { chosenTarget, tryWrite } from './saving';

/** The server writes it into code lenses. */
export const OPEN_REPORT = 'fortiosDebug.openReport';

type Choice = Pick<ReportParams, 'reader' | 'isRedacted'>;

/** Shows a report on a capture beside it, with secrets masked, and saves it as a self-contained page. */
export function registerReport(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(OPEN_REPORT, async (clicked: unknown) => {
      const report = await reportOn(client, clicked);
      if (!report) return;
      const panel = vscode.window.createWebviewPanel(
        'fortiosDebug.report',
        vscode.l10n.t('Report on {0}', shownName(report.document.uri)),
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        { enableFindWidget: true },
      );
      panel.webview.html = report.html;
    }),
    vscode.commands.registerCommand('fortiosDebug.saveReport', async (clicked: unknown) => {
      const choice = await chosenReport();
      const report = choice && (await reportOn(client, clicked, choice));
      if (report) await save(report.document.uri, report.html, choice);
    }),
  );
}

/** Asks for whom the report is; undefined if the user cancelled. */
async function chosenReport(): Promise<Choice | undefined> {
  const choices: readonly (vscode.QuickPickItem & { choice: Choice })[] = [
    { label: vscode.l10n.t('Whole report'), choice: {} },
    {
      label: vscode.l10n.t('One page for the customer'),
      detail: vscode.l10n.t('The outcome, its picture and what to do'),
      choice: { reader: 'customer' },
    },
    {
      label: vscode.l10n.t('One page for the customer, redacted'),
      detail: vscode.l10n.t('Names, serial numbers and addresses are replaced, too'),
      choice: { reader: 'customer', isRedacted: true },
    },
  ];
  return (await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Save the Report') }))?.choice;
}

async function reportOn(
  client: BaseLanguageClient,
  clicked: unknown,
  choice: Choice = {},
): Promise<{ document: vscode.TextDocument; html: string } | undefined> {
  const chosen = await chosenCapture(clicked);
  if (!chosen) return undefined;
  const { document } = chosen;
  const params: ReportParams = { uri: document.uri.toString(), name: shownName(document.uri), ...choice };
  const report = await client.sendRequest<Report | null>(REPORT, params).catch(() => null);
  if (report) return { document, html: report.html };
  await vscode.window.showErrorMessage(
    vscode.l10n.t('No report was created: the language server did not return one. Try again.'),
  );
  return undefined;
}

async function save(capture: vscode.Uri, html: string, { isRedacted = false }: Choice): Promise<void> {
  const target = await chosenTarget(capture, {
    title: vscode.l10n.t('Save the Report'),
    ending: '.report.html',
    filters: { HTML: ['html', 'htm'] },
    refused: vscode.l10n.t('A report never overwrites the capture. Choose another name.'),
  });
  if (!target || !(await tryWrite(target, html))) return;
  const open = vscode.l10n.t('Open in Browser');
  const name = vscode.workspace.asRelativePath(target);
  const message = isRedacted
    ? vscode.l10n.t('{0} was saved. Read it before you share it.', name)
    : vscode.l10n.t('{0} was saved. Its secrets are masked; names and addresses are not.', name);
  if ((await vscode.window.showInformationMessage(message, open)) === open)
    await vscode.env.openExternal(target);
}
