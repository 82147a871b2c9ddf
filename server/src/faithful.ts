import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, analyze } from './analysis';
import type { CompareCopy } from './secrets';
import type { SiteKnowledge } from './site/knowledge';

type Capture = Pick<Analysis, 'text' | 'findings' | 'site'>;

/**
 * Returns a comparison of redacted copies with their capture, which is asked for only with the first copy. A copy must
 * have the problems of the capture, in the same lines.
 */
export function differencesFrom(captureOf: () => Capture): CompareCopy {
  let known: { readonly site: SiteKnowledge; readonly expected: readonly ProblemInLines[] } | undefined;
  return copy => {
    if (!known) {
      const capture = captureOf();
      known = { site: capture.site, expected: problemsIn(capture) };
    }
    const { site, expected } = known;
    const problems = problemsIn(analyze(copy, undefined, site));
    const different = [...without(expected, problems), ...without(problems, expected)];
    return different.flatMap(({ lines }) => lines);
  };
}

/** A problem other than a secret. */
export interface ProblemInLines {
  /** Rule, line, and number of related places. */
  readonly name: string;
  /** The lines of the problem and of its related places, from 0. */
  readonly lines: readonly number[];
}

export function problemsIn({ text, findings }: Omit<Capture, 'site'>): ProblemInLines[] {
  const document = TextDocument.create('', '', 0, text);
  return findings
    .filter(({ rule }) => !rule.startsWith('secret/'))
    .map(finding => {
      const lines = [finding, ...finding.related].map(({ start }) => document.positionAt(start).line);
      return { name: `${finding.rule} ${lines[0] ?? 0} ${finding.related.length}`, lines };
    });
}

/** The problems that others do not have, or have less often. Problems of one place may be in another order. */
function without(problems: readonly ProblemInLines[], others: readonly ProblemInLines[]): ProblemInLines[] {
  const left = new Map<string, number>();
  for (const { name } of others) left.set(name, (left.get(name) ?? 0) + 1);
  return problems.filter(({ name }) => {
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count <= 0;
  });
}
