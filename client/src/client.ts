import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { registerCopyRedacted } from './commands/copyRedacted';
import { COPY_TEXT, registerCopyText } from './commands/copyText';
import { registerFoldNoise } from './commands/foldNoise';
import { registerOpenRedacted } from './commands/openRedacted';
import { registerSaveRedacted } from './commands/saveRedacted';
import { registerSetLanguage } from './commands/setLanguage';
import { registerShowLines, SHOW_LINES } from './commands/showLines';
import { registerShowPayload } from './commands/showPayload';
import { registerTurnRuleOff, TURN_RULE_OFF } from './commands/turnRuleOff';
import { LANGUAGE_ID, registerDetection } from './detect';
import { registerFileLinks } from './views/fileLinks';
import { ReadOnlyViews, VIEW_SCHEME } from './views/readOnly';
import { registerStatus } from './views/status';

/** Starts detection, the commands, and the language client that `create` makes for this host. */
export async function activateExtension(
  context: vscode.ExtensionContext,
  create: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<void> {
  const log = vscode.window.createOutputChannel('FortiOS Debug', { log: true });
  const client = create({
    documentSelector: [{ language: LANGUAGE_ID }],
    outputChannel: log,
    // Our own commands, which quick fixes may then use, and the words of the person's language.
    initializationOptions: {
      commands: [COPY_TEXT, TURN_RULE_OFF, SHOW_LINES],
      bundle: vscode.l10n.bundle ?? {},
    },
    markdown: { isTrusted: false, supportHtml: false },
    middleware: {
      // A view repeats lines of a log, whose problems are listed already, and lacks what stands around them there.
      provideDiagnostics: (document, previous, token, next) =>
        schemeOf(document) === VIEW_SCHEME ? undefined : next(document, previous, token),
    },
  });
  const views = new ReadOnlyViews();
  context.subscriptions.push(
    log,
    client,
    views,
    registerShowLines(views),
    registerShowPayload(client, views),
    registerFoldNoise(client),
    registerOpenRedacted(client),
    registerSaveRedacted(client),
    registerCopyRedacted(client),
    registerStatus(client),
    registerFileLinks(client),
    registerCopyText(),
    registerTurnRuleOff(),
    registerSetLanguage(),
    vscode.commands.registerCommand('fortiosDebug.showLog', () => log.show()),
    registerDetection(context.workspaceState),
  );
  try {
    await client.start();
  } catch (error) {
    log.error(error instanceof Error ? error.message : 'unknown error');
    const show = vscode.l10n.t('Show log');
    const message = vscode.l10n.t(
      'The FortiOS debug language server did not start. Captures are coloured, but not explained.',
    );
    if ((await vscode.window.showErrorMessage(message, show)) === show) log.show();
  }
}

function schemeOf(document: vscode.TextDocument | vscode.Uri): string {
  return document instanceof vscode.Uri ? document.scheme : document.uri.scheme;
}
