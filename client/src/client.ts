import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

export const LANGUAGE_ID = 'fortios-debug';

/** Starts the language client that `create` makes for this host, and everything on the VS Code side that needs it. */
export async function activate(
  context: vscode.ExtensionContext,
  create: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<void> {
  const client = create({ documentSelector: [{ language: LANGUAGE_ID }] });
  context.subscriptions.push(client);
  await client.start();
}
