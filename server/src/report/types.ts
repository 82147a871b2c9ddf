import type { Position, Range } from 'vscode-languageserver-types';
import { inUserLanguage, type AnyRuleId, type Origin, type RuleId, type Severity } from '../knowledge';
import { type Facts, type Finding, messageOf, relatedMessageOf } from '../rules';
import { chosenSeverity } from '../telling/findings';
import { recordingAdvised } from '../telling/recipes';
import type { Span } from '../syntax';

/** A place that belongs to a problem, and what is said of it. Lines and characters are zero-based and UTF-16. */
export interface ReportedPlace {
  readonly message: string;
  readonly range: Range;
  /** The file, if it is not that of the problem. */
  readonly path?: string;
}

/** A problem in words, as the report in JSON has it. */
export interface ReportedProblem extends ReportedPlace {
  readonly rule: AnyRuleId;
  /** Where the site's own knowledge says so, if it does. */
  readonly from?: Origin;
  readonly severity: Severity;
  readonly related: readonly ReportedPlace[];
  /** How many places more it shows in than `related` lists. */
  readonly omitted?: number | undefined;
  readonly facts: Facts;
}

/** What a report says of one capture. Its text may be gone. */
export interface FileReport {
  readonly path: string;
  /** Lines that were read, and those of them that no line form knows. */
  readonly coverage: { readonly lines: number; readonly unrecognised: number };
  /** The problems, as often as they are asked for: those of a long capture need not be in memory all at once. */
  readonly findings: Iterable<ReportedProblem>;
  /** What to type for how to record it again, where it lacks what its problems are about. */
  readonly recordBy: readonly string[];
}

/** What was read of a capture; a line that lost its breaks can have several things that were not recognised. */
export function coverageOf(lines: number, unrecognised: number): FileReport['coverage'] {
  return { lines, unrecognised: Math.min(unrecognised, lines) };
}

/** A file that could not be read, and why. */
export interface UnreadFile {
  readonly path: string;
  readonly reason: string;
}

/** How many problems there are of each severity. */
export type Counts = Record<Severity, number>;

/** What was found in a capture, and the document that converts its offsets. */
export interface Checked {
  readonly path: string;
  readonly analysis: { readonly findings: readonly Finding[]; readonly coverage: FileReport['coverage'] };
  readonly document: { positionAt(offset: number): Position };
}

/** Severities that the user chose for rules; `off` leaves a rule out. */
export type ChosenSeverities = Readonly<Partial<Record<RuleId, Severity | 'off'>>>;

/** Puts what was found in a capture into words. */
export function fileReport(
  { path, analysis, document }: Checked,
  severities: ChosenSeverities = {},
): FileReport {
  const findings = {
    *[Symbol.iterator]() {
      for (const finding of analysis.findings) {
        const problem = reportedProblem(finding, document, severities);
        if (problem) yield problem;
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

/** What to type for how to record a capture again that lacks what its problems are about. */
export function recordingsOf(findings: readonly Finding[], severities: ChosenSeverities): string[] {
  const commands = findings.flatMap(finding => {
    const severity = chosenSeverity(finding, severities);
    if (severity === 'off') return [];
    return recordingAdvised({ rule: finding.rule, severity }, findings)?.command ?? [];
  });
  return [...new Set(commands)];
}

/** No problems at all, to count from. */
export function noProblems(): Counts {
  return { error: 0, warning: 0, information: 0, hint: 0 };
}

/** Puts one finding into words; undefined if the user turned its rule off. */
export function reportedProblem(
  finding: Finding,
  document: Checked['document'],
  severities: ChosenSeverities,
): ReportedProblem | undefined {
  const severity = chosenSeverity(finding, severities);
  if (severity === 'off') return undefined;
  const rangeOf = ({ start, end }: Span): Range => ({
    start: document.positionAt(start),
    end: document.positionAt(end),
  });
  return {
    rule: finding.rule,
    ...(finding.site && { from: finding.site.text.from }),
    severity,
    message: messageOf(finding, inUserLanguage),
    range: rangeOf(finding),
    related: finding.related.map(place => ({
      message: relatedMessageOf(finding, place, inUserLanguage),
      range: rangeOf(place),
    })),
    omitted: finding.omitted,
    facts: finding.facts,
  };
}
