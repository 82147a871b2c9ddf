import * as vscode from 'vscode';
import { errorMessage } from '../errorMessage';
import { VIEW_SCHEME } from '../views/readOnly';

/** The title of a save dialog, and the message if the user chooses the capture itself. */
interface Saving {
  readonly title: string;
  /** The end of the proposed name, instead of `.log` or `.txt`. */
  readonly ending: string;
  readonly filters: Record<string, string[]>;
  readonly refused: string;
}

/** Asks for the file to save to, which is never the capture itself. */
export async function chosenTarget(
  capture: vscode.Uri,
  { title, ending, filters, refused }: Saving,
): Promise<vscode.Uri | undefined> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: proposed(capture, ending),
    title,
    filters,
  });
  if (!target || !(await isSameFile(capture, target))) return target;
  await vscode.window.showErrorMessage(refused);
  return undefined;
}

/** Writes a file. If that fails, shows why and returns false. */
export async function tryWrite(target: vscode.Uri, text: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
    return true;
  } catch (error) {
    const name = vscode.workspace.asRelativePath(target);
    await vscode.window.showErrorMessage(
      vscode.l10n.t('{0} could not be written: {1}', name, errorMessage(error)),
    );
    return false;
  }
}

/** `capture.redacted.log` beside `capture.log`; for an untitled text, in the open folder. */
function proposed(capture: vscode.Uri, ending: string): vscode.Uri {
  const { scheme, path } = capture;
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:log|txt)$/i, '') + ending;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (scheme !== 'untitled' && scheme !== VIEW_SCHEME) return vscode.Uri.joinPath(capture, '..', name);
  return folder ? vscode.Uri.joinPath(folder.uri, name) : vscode.Uri.file(name);
}

/** True also if the names differ only in case, or if one is a link to the other. */
async function isSameFile(one: vscode.Uri, other: vscode.Uri): Promise<boolean> {
  if (one.toString() === other.toString()) return true;
  const [a, b] = await Promise.all([statOf(one), statOf(other)]);
  return (
    a !== undefined && b !== undefined && a.mtime > 0 &&
    a.mtime === b.mtime && a.ctime === b.ctime && a.size === b.size
  ); // oxfmt-ignore
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  return vscode.workspace.fs.stat(uri).then(
    stat => stat,
    () => undefined,
  );
}
