import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type DocumentParams, RECOGNISE, type Recognised } from '../../server/src/lsp/protocol';
import { ANALYSE, fileLabel } from './commands/analyseFile';
import { LANGUAGE_ID } from './captureLanguage';
import { isPacked, SHOW_INCIDENT } from './views/incidents/incidentCommands';

/** Maximum length of a document that VS Code passes to extensions, in code units; a file has at least as many bytes. */
const MAX_OPENED_SIZE = 50 * 1024 * 1024;
/** Limits in code units and lines above which VS Code does not colour a document. */
const MAX_COLOURED_SIZE = 20 * 1024 * 1024;
const MAX_COLOURED_LINES = 300_000;
/** How long VS Code takes to open a document after its tab, in milliseconds. */
const MOMENT = 1000;
/** If the content cannot be read, the name decides. */
const LOG_NAME = /\.(?:log|txt|fgtlog|ftklog|fortilog)(?:\.\d+)?(?:\.gz)?$/i;

/** Tells the user once per file that a capture is too large for VS Code, or compressed, and what to do. */
export function registerLargeFiles(client: BaseLanguageClient): vscode.Disposable {
  const notified = new Set<string>();
  const once = (uri: vscode.Uri): boolean => {
    const isNew = !notified.has(uri.toString());
    notified.add(uri.toString());
    return isNew;
  };
  const tab = async ({ input }: vscode.Tab): Promise<void> => {
    if (!(input instanceof vscode.TabInputText) || notified.has(input.uri.toString())) return;
    const { uri } = input;
    if (!isDetectionOn(uri) || !(isPacked(uri) || (await sizeOf(uri)) > MAX_OPENED_SIZE)) return;
    await new Promise(resolve => setTimeout(resolve, MOMENT));
    if (!documentOf(uri) && once(uri)) await noticeNotShown(client, uri);
  };
  const document = async (opened: vscode.TextDocument): Promise<void> => {
    const { languageId, uri, lineCount } = opened;
    if (languageId !== LANGUAGE_ID || notified.has(uri.toString())) return;
    const tooLarge = lineCount > MAX_COLOURED_LINES || (await sizeOf(uri)) > MAX_COLOURED_SIZE;
    if (tooLarge && once(uri)) await noticeUncoloured(uri);
  };
  for (const { tabs } of vscode.window.tabGroups.all) for (const one of tabs) void tab(one);
  for (const one of vscode.workspace.textDocuments) void document(one);
  return vscode.Disposable.from(
    vscode.window.tabGroups.onDidChangeTabs(({ opened }) => opened.forEach(one => void tab(one))),
    vscode.workspace.onDidOpenTextDocument(opened => void document(opened)),
  );
}

function isDetectionOn(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('fortiosDebug', uri).get<string>('detect') !== 'off';
}

/** In bytes; 0 if the file does not exist. */
async function sizeOf(uri: vscode.Uri): Promise<number> {
  return vscode.workspace.fs.stat(uri).then(
    ({ size }) => size,
    () => 0,
  );
}

function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
}

/** VS Code passes nothing of the file to extensions, and of a compressed one it shows nothing either. */
async function noticeNotShown(client: BaseLanguageClient, uri: vscode.Uri): Promise<void> {
  const params: DocumentParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  const { isCapture, reason } = await client
    .sendRequest<Recognised>(RECOGNISE, params)
    .catch((error: unknown): Recognised => ({ isCapture: false, reason: String(error) }));
  const why = isPacked(uri)
    ? vscode.l10n.t('{0} is compressed: VS Code does not show it as text.', fileLabel(uri))
    : vscode.l10n.t('{0} is too large: VS Code does not pass it to extensions.', fileLabel(uri));
  if (reason !== undefined) {
    if (LOG_NAME.test(uri.path)) await vscode.window.showWarningMessage(`${why} ${reason}`);
    return;
  }
  if (!isCapture) return;
  const show = vscode.l10n.t('Show what happened');
  const analyse = vscode.l10n.t('List its problems');
  const can = vscode.l10n.t('It can still be read from disk, piece by piece.');
  const chosen = await vscode.window.showInformationMessage(`${why} ${can}`, show, analyse);
  if (chosen === show) await vscode.commands.executeCommand(SHOW_INCIDENT, uri);
  else if (chosen === analyse) await vscode.commands.executeCommand(ANALYSE, uri);
}

/** VS Code passes the document to extensions, so its problems are listed, but does not colour it. */
async function noticeUncoloured(uri: vscode.Uri): Promise<void> {
  const button = vscode.l10n.t('Show problems');
  const message = vscode.l10n.t(
    '{0} is too large for VS Code to colour. Its problems are still listed.',
    fileLabel(uri),
  );
  if ((await vscode.window.showInformationMessage(message, button)) === button)
    await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
}
