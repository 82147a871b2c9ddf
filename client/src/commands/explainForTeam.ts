import { modify, parse } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type PlaceParams, TEAM_ENTRY } from '../../../server/src/lsp/protocol';
import { KNOWLEDGE_FOLDER } from '../../../server/src/site/names';

/**
 * The command of the quick fix that lets a team explain a message. Its arguments are the URI of the capture and the
 * position of the problem.
 */
export const EXPLAIN_FOR_TEAM = 'fortiosDebug.explainForTeam';
const FILE = 'team.json';

/** The content of a new file: a comment about its purpose, and no entries. */
const newFile = (): string =>
  `// ${vscode.l10n.t('What your team knows of its own messages. Completion lists what an entry can have.')}\n[]\n`;

export function registerExplainForTeam(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand(EXPLAIN_FOR_TEAM, async (capture: unknown, position: unknown) => {
    if (typeof capture !== 'string') return;
    const params = { uri: capture, position } as PlaceParams;
    const entry = await client.sendRequest<Record<string, unknown> | null>(TEAM_ENTRY, params);
    if (!entry) return;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    if (!folder) {
      const words = vscode.l10n.t(
        'Open a folder first: your own knowledge is kept in its folder .fortios-debug.',
      );
      await vscode.window.showInformationMessage(words);
      return;
    }
    const uri = vscode.Uri.joinPath(folder, KNOWLEDGE_FOLDER, FILE);
    await write(uri, entry);
  });
}

/** Adds an entry to the file and selects its title. The file is not saved, and nothing else in it changes. */
async function write(uri: vscode.Uri, entry: Readonly<Record<string, unknown>>): Promise<void> {
  const isThere = await Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
  if (!isThere) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(newFile()));
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  const known: unknown = parse(text);
  if (!Array.isArray(known)) {
    await vscode.window.showTextDocument(document);
    const words = vscode.l10n.t('{0} is not a list of entries. Correct it first.', FILE);
    await vscode.window.showWarningMessage(words);
    return;
  }
  const [insertion] = modify(text, [known.length], entry, {
    isArrayInsertion: true,
    formattingOptions: { insertSpaces: true, tabSize: 2 },
  });
  if (!insertion) return;
  const edit = new vscode.WorkspaceEdit();
  const [start, end] = [insertion.offset, insertion.offset + insertion.length].map(at =>
    document.positionAt(at),
  );
  if (!start || !end) return;
  edit.replace(uri, new vscode.Range(start, end), insertion.content);
  await vscode.workspace.applyEdit(edit);
  const editor = await vscode.window.showTextDocument(document);
  const title = document.getText().lastIndexOf(JSON.stringify(entry['title']));
  if (title < 0) return;
  const words = String(entry['title']).length;
  editor.selection = new vscode.Selection(
    document.positionAt(title + 1),
    document.positionAt(title + 1 + words),
  );
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
}
