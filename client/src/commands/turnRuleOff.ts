import * as vscode from 'vscode';

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
