import { min } from '../integers';
import type { Position, Range } from 'vscode-languageserver-types';
import { inUserLanguage, type AnyRuleId, type Origin, type Severity } from '../knowledge';
import { causeIdOf } from '../knowledge/causes';
import type { Analysis, Coverage } from '../analysis';
import { type CutOff, type Facts, type Finding, findingMessage, relatedMessage } from '../rules';
import { adviceOf } from '../presentation/advice';
import { chosenSeverity, type Severities } from '../presentation/findings';
import { isSecretRule, type ProblemRow, secretRowsOf } from '../presentation/problemRows';
import { recordingAdvised } from '../presentation/recordings';
import { writtenOut } from '../presentation/coverage';
import type { Span } from '../syntax';
import type { LineCounts } from '../trace';
import { type PlainStatement, plainStatements } from './plainStatements';

export type { Severities };

/** A place related to a problem, with its message. Lines and characters are zero-based and UTF-16. */
export interface ReportedPlace {
  readonly message: string;
  readonly range: Range;
  /** The file, if it differs from that of the problem. */
  readonly path?: string;
}

/** A problem as text, as in the JSON report. */
export interface ReportedProblem extends ReportedPlace {
  readonly rule: AnyRuleId;
  /** The id of its cause, if it is not that of the rule. */
  readonly cause?: string;
  /** Where the site's own knowledge explains it, if it does. */
  readonly from?: Origin;
  readonly severity: Severity;
  readonly related: readonly ReportedPlace[];
  /** The number of further places that `related` does not list. */
  readonly omitted?: number | undefined;
  /** True for one that stands for several secrets. */
  readonly isGathered?: boolean;
  readonly facts: Facts;
  /** What it can be due to, with what the capture shows of each, and the commands that decide what it leaves open. */
  readonly causes?: readonly PlainStatement[];
  readonly deciding?: readonly string[];
  /** The first step against it in this capture; undefined if the capture was not read as a whole. */
  readonly next?: PlainStatement | undefined;
}

/** The report on one capture. Its text may be gone. */
export interface FileReport {
  readonly path: string;
  readonly coverage: Coverage;
  /** What it cuts off before its result; undefined if unknown. */
  readonly cutOff?: CutOff | undefined;
  /** The problems; it can be iterated repeatedly, without holding those of a long capture in memory at once. */
  readonly findings: Iterable<ReportedProblem>;
  /** The commands for recording again what its problems need. */
  readonly recordBy: readonly string[];
}

/**
 * Returns the coverage; a line that lost its line breaks can contain several unrecognised parts, so the number is
 * capped.
 */
export function coverageOf(lines: number, counts: LineCounts): Coverage {
  const { unrecognised, understood, notUnderstood, unreadParts } = counts;
  return {
    lines,
    unrecognised: min(unrecognised, lines),
    understood,
    notUnderstood: min(notUnderstood, lines),
    unreadParts: unreadParts.map(writtenOut),
  };
}

/** Adds up the coverage of several texts. */
export function sumOfCoverage(all: readonly Coverage[]): Coverage {
  const sum = (of: (one: Coverage) => number): number => all.reduce((total, one) => total + of(one), 0);
  return {
    lines: sum(({ lines }) => lines),
    unrecognised: sum(({ unrecognised }) => unrecognised),
    understood: sum(({ understood }) => understood),
    notUnderstood: sum(({ notUnderstood }) => notUnderstood),
    unreadParts: [...new Set(all.flatMap(({ unreadParts }) => unreadParts))],
  };
}

/** A file that could not be read, with the reason. */
export interface UnreadFile {
  readonly path: string;
  readonly reason: string;
}

/** Maximum number of problems of a file whose possible causes are judged: each asks for facts of the whole capture. */
const MAX_JUDGED = 200;

/** The number of problems by severity. */
export type Counts = Record<Severity, number>;

/** The findings of a capture, and the document that converts their offsets. */
export interface Checked {
  readonly path: string;
  readonly analysis: { readonly findings: readonly Finding[]; readonly coverage: Coverage };
  /** The analysis of the whole text, if the report says what the possible causes are. */
  readonly whole?: Analysis | undefined;
  readonly document: { positionAt(offset: number): Position };
}

/** The id by which a problem is switched off. */
export function problemId({ rule, cause }: Pick<ReportedProblem, 'rule' | 'cause'>): string {
  return cause ?? rule;
}

/**
 * Puts the findings of a capture into words.
 *
 * @param gathers whether all secrets become one problem, after the others
 */
export function fileReport(
  { path, analysis, whole, document }: Checked,
  severities: Severities = {},
  gathers = false,
): FileReport {
  const findings = {
    *[Symbol.iterator]() {
      let judged = 0;
      for (const finding of analysis.findings) {
        if (gathers && isSecretRule(finding)) continue;
        const problem = reportedProblem(finding, document, severities);
        const causes = problem && whole && judged < MAX_JUDGED && judgedCauses(whole, finding, document);
        if (causes) judged++;
        if (problem) yield { ...problem, ...causes };
      }
      if (!gathers) return;
      for (const row of secretRowsOf(analysis.findings, { severities, translate: inUserLanguage })) {
        const problem = reportedProblem(row.finding, document, severities);
        if (problem) yield row.repeats.length > 0 ? ofSecrets(problem, row) : problem;
      }
    },
  };
  return {
    path,
    coverage: analysis.coverage,
    findings,
    recordBy: recordingsOf(analysis.findings, severities),
  };
}

/** Returns what a capture shows of the possible causes of a problem, if it can show any of them, and its first step. */
function judgedCauses(
  analysis: Analysis,
  finding: Finding,
  document: Checked['document'],
): Pick<ReportedProblem, 'causes' | 'deciding' | 'next'> {
  const lineAt = (offset: number): number => document.positionAt(offset).line;
  const { guidance, deciding } = adviceOf(analysis, finding, { translate: inUserLanguage, lineAt });
  const causes = plainStatements(guidance.causes, 0);
  return {
    next: plainStatements(guidance.steps?.slice(0, 1))[0],
    ...(causes.some(({ verdict }) => verdict) && { causes, deciding }),
  };
}

/** Returns the problem that stands for the secrets of a row. */
function ofSecrets(first: ReportedProblem, { message, repeats }: ProblemRow): ReportedProblem {
  const isOneKind = repeats.every(({ rule }) => rule === first.rule);
  return {
    ...first,
    ...(!isOneKind && { cause: 'secret/*' }),
    message,
    related: [],
    omitted: undefined,
    isGathered: true,
    facts: {},
  };
}

/** Returns the commands for recording again what the problems of a capture need. */
export function recordingsOf(findings: readonly Finding[], severities: Severities): string[] {
  const commands = findings.flatMap(finding => {
    const severity = chosenSeverity(finding, severities);
    if (severity === 'off') return [];
    return recordingAdvised({ rule: finding.rule, severity }, findings)?.command ?? [];
  });
  return [...new Set(commands)];
}

/** Returns counts of zero. */
export function noProblems(): Counts {
  return { error: 0, warning: 0, information: 0, hint: 0 };
}

/** Puts one finding into words; undefined if the user turned its rule off. */
export function reportedProblem(
  finding: Finding,
  document: Checked['document'],
  severities: Severities,
): ReportedProblem | undefined {
  const severity = chosenSeverity(finding, severities);
  if (severity === 'off') return undefined;
  const rangeOf = ({ start, end }: Span): Range => ({
    start: document.positionAt(start),
    end: document.positionAt(end),
  });
  const cause = causeIdOf(finding);
  return {
    rule: finding.rule,
    ...(cause !== finding.rule && { cause }),
    ...(finding.site?.text.from && { from: finding.site.text.from }),
    severity,
    message: findingMessage(finding, inUserLanguage),
    range: rangeOf(finding),
    related: finding.related.map(place => ({
      message: relatedMessage(finding, place, inUserLanguage),
      range: rangeOf(place),
    })),
    omitted: finding.omitted,
    facts: finding.facts,
  };
}
