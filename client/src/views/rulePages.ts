import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { RULE_PAGE, type RulePageParams } from '../../../server/src/lsp/protocol';
import { codeOf, isOurs } from './problems';

/** The scheme of the rule pages; package.json opens it in the Markdown preview. */
const SCHEME = 'fortios-debug-rule';
/** Each rule id has a page; other diagnostic codes have none. */
const RULE = /^[a-z]+\/[a-z0-9-]+$/;
const WITHOUT_PAGE = /^(?:site\/|capture\/more-problems$)/;

/** The command of links in hovers; its argument is the id of a rule. */
export const SHOW_RULE = 'fortiosDebug.showRule';

/** Shows the rule pages: what a rule finds, probable causes, all steps, sources. */
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

/** A problem whose code links to the page on its rule. */
export function withRulePage(problem: vscode.Diagnostic): vscode.Diagnostic {
  const rule = codeOf(problem);
  if (!isOurs(problem) || !hasPage(rule)) return problem;
  problem.code = { value: rule, target: pageOf(rule) };
  return problem;
}
