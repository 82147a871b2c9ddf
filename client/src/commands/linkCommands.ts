import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  LINK,
  type LinkParams,
  type LinkTarget,
  TICKET,
  type TicketParams,
} from '../../../server/src/lsp/protocol';

// The commands that the server writes into quick fixes, code lenses and hovers.

/** The command of quick fixes that copy something; its argument is the text. */
export const COPY_TEXT = 'fortiosDebug.copyText';
const SHOWN = 4000; // milliseconds

export function registerCopyText(): vscode.Disposable {
  return vscode.commands.registerCommand(COPY_TEXT, async (text: unknown) => {
    if (typeof text !== 'string') return;
    await vscode.env.clipboard.writeText(text);
    const lines = text.trimEnd().split('\n').length;
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('Copied {0} lines to the clipboard, secrets masked', lines),
      SHOWN,
    );
  });
}

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

/** The command of links in hovers. Its argument is an id: what it leads to is known to the server alone. */
export const FOLLOW_LINK = 'fortiosDebug.followLink';

export function registerFollowLink(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand(FOLLOW_LINK, async (id: unknown) => {
    if (typeof id !== 'string') return;
    const params: LinkParams = { id };
    const target = await client.sendRequest<LinkTarget | null>(LINK, params).catch(() => null);
    if (!target)
      await vscode.window.showInformationMessage(
        vscode.l10n.t('The link is out of date. Point at the line again.'),
      );
    else if ('copied' in target) await vscode.commands.executeCommand(COPY_TEXT, target.copied);
    else {
      const place = new vscode.Position(Math.max(0, target.line), 0);
      const selection = new vscode.Range(place, place);
      await vscode.window.showTextDocument(vscode.Uri.parse(target.uri), { selection });
    }
  });
}

/** The command of the quick fix that turns a rule or one of its causes off; its argument is the id. */
export const TURN_RULE_OFF = 'fortiosDebug.turnRuleOff';

export function registerTurnRuleOff(): vscode.Disposable {
  return vscode.commands.registerCommand(TURN_RULE_OFF, async (rule: unknown) => {
    if (typeof rule !== 'string') return;
    const inWorkspace = vscode.workspace.workspaceFolders !== undefined;
    const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
    const settings = vscode.workspace.getConfiguration('fortiosDebug');
    const known = settings.inspect<Record<string, string>>('rules');
    const rules = (inWorkspace ? known?.workspaceValue : known?.globalValue) ?? {};
    await settings.update('rules', { ...rules, [rule]: 'off' }, target);
    const undo = vscode.l10n.t('Undo');
    const message = inWorkspace
      ? vscode.l10n.t('{0} is now off in this workspace.', rule)
      : vscode.l10n.t('No folder is open, so {0} is now off in your user settings.', rule);
    if ((await vscode.window.showInformationMessage(message, undo)) === undo)
      await settings.update('rules', rules, target);
  });
}
