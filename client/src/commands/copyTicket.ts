import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { TICKET, type TicketParams } from '../../../server/src/lsp/protocol';
import { COPY_TEXT } from './copyText';

/** The command that copies the ticket about a problem: of a quick fix, a lens or a link in a hover. */
export const COPY_TICKET = 'fortiosDebug.copyTicket';

export function registerCopyTicket(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand(COPY_TICKET, async (uri: unknown, rule: unknown, start: unknown) => {
    if (typeof uri !== 'string' || typeof rule !== 'string' || typeof start !== 'number') return;
    const params: TicketParams = { uri, rule, start };
    const text = await client.sendRequest<string | null>(TICKET, params);
    if (text !== null) await vscode.commands.executeCommand(COPY_TEXT, text);
    else
      await vscode.window.showInformationMessage(
        vscode.l10n.t('Nothing was copied: the problem is no longer in the capture.'),
      );
  });
}
