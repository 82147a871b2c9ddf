import { modify, parse } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type PlaceParams, TEAM_ENTRY } from '../../../server/src/lsp/protocol';
import { KNOWLEDGE_FOLDER } from '../../../server/src/site/knowledgeFolder';
import { LANGUAGE_ID } from '../captureLanguage';

/**
 * The command that lets a team explain a line. Its arguments are the URI of the capture and a position in the line; without
 * them, it is for the line at the cursor.
 */
export const EXPLAIN_FOR_TEAM = 'fortiosDebug.explainForTeam';
const FILE = 'team.json';

/** The content of a new file: a comment about its purpose, and no entries. */
const newFile = (): string =>
  `// ${vscode.l10n.t('What your team knows of its own messages. Completion lists what an entry can have.')}\n[]\n`;

export function registerExplainForTeam(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand(EXPLAIN_FOR_TEAM, async (capture: unknown, position: unknown) => {
    const params = paramsOf(capture, position);
    if (!params) return;
    const entry = await client.sendRequest<Record<string, unknown> | null>(TEAM_ENTRY, params);
    if (!entry) {
      const words = vscode.l10n.t('This line has no words that could be explained.');
      await vscode.window.showInformationMessage(words);
      return;
    }
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

/** The arguments of a quick fix; the line of the cursor for the context menu, which gives others. */
function paramsOf(capture: unknown, position: unknown): PlaceParams | undefined {
  if (typeof capture === 'string' && position !== undefined) return { uri: capture, position } as PlaceParams;
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE_ID) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

/**
 * Adds an entry to the file, saves it, so that the capture shows the effect, and selects its title. A file with changes that
 * are not saved yet stays as it is but for the entry.
 */
async function write(uri: vscode.Uri, entry: Readonly<Record<string, unknown>>): Promise<void> {
  const isThere = await Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
  if (!isThere) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(newFile()));
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  const wasSaved = !document.isDirty;
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
  select(editor, String(entry['title']));
  // Now that it is shown: problems that change while another editor opens are not asked for again.
  if (wasSaved) await document.save();
}

/** Selects the last place of a title. */
function select(editor: vscode.TextEditor, words: string): void {
  const { document } = editor;
  const title = document.getText().lastIndexOf(JSON.stringify(words));
  if (title < 0) return;
  const [start, end] = [document.positionAt(title + 1), document.positionAt(title + 1 + words.length)];
  editor.selection = new vscode.Selection(start, end);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
}
