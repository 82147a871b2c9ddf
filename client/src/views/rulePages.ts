import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { RULE_PAGE, type RulePageParams } from '../../../server/src/lsp/protocol';
import { codeOf, isOurs } from './ownProblems';

/** The scheme of the rule pages; package.json opens it in the Markdown preview. */
const SCHEME = 'fortios-debug-rule';
/** Each cause has a page, and each entry that explains one; other diagnostic codes have none. */
const PAGE = /^[a-z]+(?:\/[a-z0-9-]+){1,2}(?:\?[a-z0-9/-]+)?$/;
const WITHOUT_PAGE = /^(?:site\/|capture\/more-problems$)/;

/** The command of links in hovers; its argument is the address of a page. */
export const SHOW_RULE = 'fortiosDebug.showRule';

/** Shows the pages of causes: what is wrong, probable reasons, all steps, sources. */
export function registerRulePages(client: BaseLanguageClient): vscode.Disposable {
  const pages = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ path, query }) {
      const id = path.replace(/^\/|\.md$/g, '');
      const page = query === '' ? id : `${id}?${query}`;
      return client.sendRequest<string | null>(RULE_PAGE, { page } satisfies RulePageParams);
    },
  });
  const show = vscode.commands.registerCommand(SHOW_RULE, async (page: unknown) => {
    if (typeof page === 'string' && hasPage(page))
      await vscode.commands.executeCommand('vscode.open', uriOf(page), vscode.ViewColumn.Beside);
  });
  return vscode.Disposable.from(pages, show);
}

function hasPage(page: string): boolean {
  return PAGE.test(page) && !WITHOUT_PAGE.test(page);
}

function uriOf(page: string): vscode.Uri {
  const [id = '', query = ''] = page.split('?');
  return vscode.Uri.from({ scheme: SCHEME, path: `/${id}.md`, query });
}

/** A problem whose code links to the page on its cause. */
export function withRulePage(problem: vscode.Diagnostic): vscode.Diagnostic {
  const value = codeOf(problem);
  const { data } = problem as { data?: { page?: unknown } | null };
  const page = typeof data?.page === 'string' ? data.page : value;
  if (!isOurs(problem) || !hasPage(page)) return problem;
  problem.code = { value, target: uriOf(page) };
  return problem;
}
