import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type DocumentParams, FILE_NAMES, type NamedFile } from '../../../server/src/lsp/protocol';
import { LANGUAGE_ID } from '../captureLanguage';

/** Maximum number of file names that are looked up per document; a log with more is a list of files. */
const MAX_NAMES = 200;

/** Makes links of file names in a log, if the files are in the workspace. */
export function registerFileLinks(client: BaseLanguageClient): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(
    { language: LANGUAGE_ID },
    {
      async provideDocumentLinks(document, token) {
        if (!client.isRunning() || !vscode.workspace.workspaceFolders) return [];
        const params: DocumentParams = { uri: document.uri.toString() };
        const named = await client
          .sendRequest<readonly NamedFile[]>(FILE_NAMES, params, token)
          .catch(() => []);
        const files = new Map<string, Promise<vscode.Uri | undefined>>();
        const links = named.slice(0, MAX_NAMES).map(async ({ name, range }) => {
          const known = files.get(name) ?? fileOf(name, document.uri);
          files.set(name, known);
          const target = await known;
          return target && new vscode.DocumentLink(client.protocol2CodeConverter.asRange(range), target);
        });
        return (await Promise.all(links)).filter(link => link !== undefined);
      },
    },
  );
}

/** The file with this name beside the log or in a folder of the workspace, by its path or its last name. */
async function fileOf(name: string, log: vscode.Uri): Promise<vscode.Uri | undefined> {
  const path = name.replaceAll('\\', '/');
  const folders = [
    vscode.Uri.joinPath(log, '..'),
    ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
  ];
  const paths = [path, path.slice(path.lastIndexOf('/') + 1)];
  for (const candidate of paths.flatMap(one => folders.map(folder => vscode.Uri.joinPath(folder, one)))) {
    // A path with `..` could leave the folders that the user has opened.
    if (!vscode.workspace.getWorkspaceFolder(candidate)) continue;
    const found = await vscode.workspace.fs.stat(candidate).then(
      ({ type }) => (type & vscode.FileType.File) !== 0,
      () => false,
    );
    if (found) return candidate;
  }
  return undefined;
}
