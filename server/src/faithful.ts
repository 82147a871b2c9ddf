import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, analyze } from './analysis';
import { type CompareCopy, withoutOverlaps } from './secrets';
import type { SiteKnowledge } from './site/knowledge';

type Capture = Pick<Analysis, 'text' | 'findings' | 'site'>;

/**
 * Returns a comparison of redacted copies with their capture, which is asked for only with the first copy. A copy must
 * have the problems of the capture, in the same lines, and no secret.
 */
export function differencesFrom(captureOf: () => Capture): CompareCopy {
  let known: { readonly site: SiteKnowledge; readonly expected: readonly ProblemInLines[] } | undefined;
  return copy => {
    if (!known) {
      const capture = captureOf();
      known = { site: capture.site, expected: problemsIn(capture) };
    }
    const { site, expected } = known;
    const analysis = analyze(copy, undefined, site);
    const problems = problemsIn(analysis);
    const isSame = namesOf(problems).join('\n') === namesOf(expected).join('\n');
    const others = [...without(expected, problems), ...without(problems, expected)];
    // If only the order differs, it may be due to any of them.
    const different = isSame || others.length > 0 ? others : problems;
    const secrets = withoutOverlaps(
      analysis.secrets.flatMap(({ places }) => places.flatMap(({ parts }) => parts)),
    );
    return { lines: different.flatMap(({ lines }) => lines), secrets };
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

const namesOf = (problems: readonly ProblemInLines[]): string[] => problems.map(({ name }) => name);

/** The problems that others do not have. */
function without(problems: readonly ProblemInLines[], others: readonly ProblemInLines[]): ProblemInLines[] {
  const names = new Set(namesOf(others));
  return problems.filter(({ name }) => !names.has(name));
}
