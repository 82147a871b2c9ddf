import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateExtension } from './client';

/** Entry point in the web worker extension host: the server runs in a worker. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.Uri.joinPath(context.extensionUri, 'server', 'dist');
  const worker = new Worker(vscode.Uri.joinPath(folder, 'browser.js').toString(true));
  context.subscriptions.push({ dispose: () => worker.terminate() });
  const translations = await translationsIn(folder);
  return activateExtension(context, options => {
    const initializationOptions = { ...(options.initializationOptions as object), translations };
    return new LanguageClient('fortiosDebug', 'FortiOS Debug', worker, { ...options, initializationOptions });
  });
}

/** The server's translations for the language of the window, which it cannot read itself. */
async function translationsIn(folder: vscode.Uri): Promise<unknown> {
  const { language } = vscode.env;
  if (language.startsWith('en')) return undefined;
  try {
    const file = vscode.Uri.joinPath(folder, 'l10n', `${language.toLowerCase()}.json`);
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  } catch {
    // There are no translations for this language.
    return undefined;
  }
}
