import * as vscode from 'vscode';
import type { IncidentModel } from './model';
import type { IncidentPicture } from './picture';

/**
 * Shows the first failure of a capture beside it when it is opened, if the settings want that. The editor keeps the
 * focus.
 */
export function showOnOpen(model: IncidentModel, picture: IncidentPicture): vscode.Disposable {
  const seen = new Set<string>();
  const showIfEmpty = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const capture = uri && model.scenesOf(uri);
    if (capture?.source !== 'document' || seen.has(capture.uri.toString())) return;
    seen.add(capture.uri.toString());
    const failed = capture.list.scenes.find(({ ending }) => ending === 'failed');
    if (!failed || !isEnabled(capture.uri)) return;
    model.select(capture.uri, failed.id);
    picture.open();
    void vscode.commands.executeCommand('fortiosDebug.incidents.focus', { preserveFocus: true });
  };
  return vscode.Disposable.from(
    // VS Code may keep the document after its tab was closed.
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed)
        if (input instanceof vscode.TabInputText) seen.delete(input.uri.toString());
    }),
    vscode.window.onDidChangeActiveTextEditor(showIfEmpty),
    model.onDidChange(showIfEmpty),
  );
}

function isEnabled(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('fortiosDebug', uri).get<boolean>('showOnOpen') === true;
}
