import * as vscode from 'vscode';

/**
 * The name of a file as the user sees it: its path in the workspace. Outside of one it is the file's own name, because a
 * whole path is long, and in a report or a ticket it tells strangers the name of a user.
 */
export function shownName(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri)
    ? vscode.workspace.asRelativePath(uri)
    : uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
