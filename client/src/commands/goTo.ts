import * as vscode from 'vscode';

/** The command of links in hovers; its arguments are a URI, a line and a character, both from 0. */
export const GO_TO = 'fortiosDebug.goTo';

export function registerGoTo(): vscode.Disposable {
  return vscode.commands.registerCommand(GO_TO, async (uri: unknown, line: unknown, character: unknown) => {
    if (typeof uri !== 'string' || typeof line !== 'number' || typeof character !== 'number') return;
    const place = new vscode.Position(Math.max(0, line), Math.max(0, character));
    const selection = new vscode.Range(place, place);
    await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
  });
}
