import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activate as activateClient } from './client';

/** The door of the web worker extension host: the server runs in a worker. */
export function activate(context: vscode.ExtensionContext): Promise<void> {
  const script = vscode.Uri.joinPath(context.extensionUri, 'server', 'dist', 'browser.js');
  return activateClient(
    context,
    options => new LanguageClient('fortiosDebug', 'FortiOS Debug', new Worker(script.toString(true)), options),
  );
}
