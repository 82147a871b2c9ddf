import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type CancellationToken,
  type ClientCapabilities,
  type Diagnostic,
  DidChangeWatchedFilesNotification,
  type FileChangeType,
  type PreviousResultId,
  WorkspaceDiagnosticRequest,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { SEED_RULES as RULES } from './checked';
import { Client, LIKE_VS_CODE, type StartOptions } from './server';

/** The rules of the seed, in the format of `toldOf`. */
export const SEED_RULES = RULES.join(', ');

/** The rule that reports the problem of `failing`. */
export const FAILING_RULE = 'cli/command-failed';

/** A capture with one problem; `text` makes its content unique. */
export const failing = (text = ''): string =>
  `FGT # diagnose debug enable\nFGT # diagnose debug application fnbamd -1${text}\nCommand fail. Return code -1\n`;

/** A file that is not a capture. */
export const MAIL = 'Lorem ipsum\ndolor sit amet\n';

/** Notifies the server of a change to a file. */
export async function sendChange(client: Client, uri: string, type: FileChangeType): Promise<void> {
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri, type }],
  });
}

/** The capabilities of VS Code that concern folders. */
export const WITH_FOLDERS: ClientCapabilities = {
  ...LIKE_VS_CODE,
  workspace: {
    ...LIKE_VS_CODE.workspace,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  window: { ...LIKE_VS_CODE.window, workDoneProgress: true },
};

/** A client with an open folder, whose captures are to be checked. It ends with the test. */
export async function startInFolder(
  folder: string,
  diagnostics: object = {},
  options: StartOptions = {},
): Promise<Client> {
  const client = await Client.inMemory({
    capabilities: WITH_FOLDERS,
    configuration: { diagnostics: { scope: 'workspace', ...diagnostics } },
    folders: [folder],
    ...options,
  });
  onTestFinished(() => client.kill());
  if (options.capabilities === undefined) await client.eventually('the settings', () => client.refreshes > 0);
  return client;
}

/** The address of a file as VS Code writes it: with a small letter for a drive of Windows. */
export const uriOf = (folder: string, name: string): string =>
  pathToFileURL(path.join(folder, name)).href.replace(/^file:\/\/\/[A-Z]:/, drive => drive.toLowerCase());

/** The reports of the server about a folder. */
export function pullFolder(
  client: Client,
  previousResultIds: readonly PreviousResultId[] = [],
  more: object = {},
  token?: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  const params = { previousResultIds: [...previousResultIds], ...more };
  return client.connection.sendRequest(WorkspaceDiagnosticRequest.type, params, token);
}

/** The result ids of reports, as a client sends them back. */
export function idsOf({ items }: WorkspaceDiagnosticReport): PreviousResultId[] {
  return items.flatMap(({ uri, resultId }) => (resultId ? [{ uri, value: resultId }] : []));
}

/** One line per report: the file, and the rules of its problems or that it is unchanged. */
export function toldOf(folder: string, { items }: WorkspaceDiagnosticReport): string[] {
  const root = uriOf(folder, '') + '/';
  return items.map(item => `${item.uri.replace(root, '')}: ${rulesOrKind(item)}`).sort();
}

function rulesOrKind(item: WorkspaceDocumentDiagnosticReport): string {
  return item.kind === 'full' ? rulesOf(item.items).join(', ') : item.kind;
}

export const rulesOf = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ code }) => String(code));
