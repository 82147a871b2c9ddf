import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { RULE_PAGE, type RulePageParams } from '../../../server/src/lsp/protocol';
import { codeOf, isOurs } from './problems';

/** The scheme of the pages on rules; package.json opens it in the preview of Markdown. */
const SCHEME = 'fortios-debug-rule';
/** Ids of rules have a page each; what else has a code of ours has none. */
const RULE = /^[a-z]+\/[a-z0-9-]+$/;
const WITHOUT_PAGE = /^(?:site\/|capture\/more-problems$)/;

/** Links of hovers use this command; its argument is the id of a rule. */
export const SHOW_RULE = 'fortiosDebug.showRule';

/** Shows the pages on rules: what a rule finds, the probable causes, all steps, the sources. */
export function registerRulePages(client: BaseLanguageClient): vscode.Disposable {
  const pages = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ path }) {
      const rule = path.replace(/^\/|\.md$/g, '');
      return client.sendRequest<string | null>(RULE_PAGE, { rule } satisfies RulePageParams);
    },
  });
  const show = vscode.commands.registerCommand(SHOW_RULE, async (rule: unknown) => {
    if (typeof rule === 'string' && hasPage(rule))
      await vscode.commands.executeCommand('vscode.open', pageOf(rule), vscode.ViewColumn.Beside);
  });
  return vscode.Disposable.from(pages, show);
}

function hasPage(rule: string): boolean {
  return RULE.test(rule) && !WITHOUT_PAGE.test(rule);
}

function pageOf(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
}

/** A problem whose code leads to the page on its rule. */
export function withRulePage(problem: vscode.Diagnostic): vscode.Diagnostic {
  const rule = codeOf(problem);
  if (!isOurs(problem) || !hasPage(rule)) return problem;
  problem.code = { value: rule, target: pageOf(rule) };
  return problem;
}
