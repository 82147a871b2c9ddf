import * as vscode from 'vscode';

/** The column of the first tab with a text document; undefined if it has none. */
export function viewColumnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const groups = vscode.window.tabGroups.all;
  const has = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  return groups.find(({ tabs }) => tabs.some(has))?.viewColumn;
}

/** The document or file in the active tab, as text or in another editor; undefined if it is a page or two documents. */
export function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isOne = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
  return isOne ? input.uri : undefined;
}
