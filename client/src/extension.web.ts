import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateExtension } from './client';

/** The door of the web worker extension host: the server runs in a worker. */
export function activate(context: vscode.ExtensionContext): Promise<void> {
  const script = vscode.Uri.joinPath(context.extensionUri, 'server', 'dist', 'browser.js');
  const worker = new Worker(script.toString(true));
  context.subscriptions.push({ dispose: () => worker.terminate() });
  return activateExtension(
    context,
    options => new LanguageClient('fortiosDebug', 'FortiOS Debug', worker, options),
  );
}
