import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activate as activateClient } from './client';

/** The door of the Node extension host: the server runs as a process of its own. */
export function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'server', 'dist', 'node.js').fsPath;
  return activateClient(
    context,
    options => new LanguageClient('fortiosDebug', 'FortiOS Debug', { module, transport: TransportKind.ipc }, options),
  );
}
