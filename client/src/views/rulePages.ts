import * as vscode from 'vscode';
import { codeOf, isOurs } from './problems';

/** The scheme of the pages on rules; package.json opens it in the preview of Markdown. */
const SCHEME = 'fortios-debug-rule';
/** Ids of rules have a page each; what else has a code of ours has none. */
const RULE = /^[a-z]+\/[a-z0-9-]+$/;
const WITHOUT_PAGE = /^(?:site\/|capture\/more-problems$)/;

/** Shows the pages on rules that come with the extension: what a rule finds, the probable causes, all steps, the sources. */
export function registerRulePages(extension: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ path }) {
      const file = vscode.Uri.joinPath(extension, 'docs', 'rules', path);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    },
  });
}

/** A problem whose code leads to the page on its rule. */
export function withRulePage(problem: vscode.Diagnostic): vscode.Diagnostic {
  const rule = codeOf(problem);
  if (!isOurs(problem) || !RULE.test(rule) || WITHOUT_PAGE.test(rule)) return problem;
  problem.code = { value: rule, target: vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` }) };
  return problem;
}
