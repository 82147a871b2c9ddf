import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateExtension } from './client';

/** Entry point in the Node extension host: the server runs as a separate process. */
export function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'server', 'dist', 'node.js').fsPath;
  const server = { module, transport: TransportKind.ipc };
  return activateExtension(
    context,
    options => new LanguageClient('fortiosDebug', 'FortiOS Debug', server, options),
  );
}
