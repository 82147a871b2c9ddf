import { visible } from '../telling/visible';
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Position,
  type Range,
} from 'vscode-languageserver-types';
import type { Analysis } from '../analysis';
import { label, type RuleId, type Severity, type Translate } from '../knowledge';
import { articleOf, type Finding, messageOf, relatedMessageOf } from '../rules';
import type { Span } from '../syntax';
import { chosenSeverity, type Severities } from '../telling/findings';

export const SOURCE = 'fortios';
/** The code of the problem that stands for those which are not shown. */
export const MORE_PROBLEMS = 'capture/more-problems';
const MOST_RELATED = 20;

/** What a quick fix needs to know of a problem; it travels in the diagnostic. */
export interface ProblemData {
  readonly rule: RuleId;
  readonly entry?: string;
  readonly facts: Readonly<Record<string, string>>;
}

export interface DiagnosticOptions {
  readonly severities: Severities;
  /** The number of problems a file; what is more is counted in one summary problem. */
  readonly maxProblems: number;
  readonly translate: Translate;
  /** What the client takes. */
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly data: boolean;
}

/** What tells the lines and characters of offsets: a document, or a table of the lines of one that was let go. */
export interface Places {
  positionAt(offset: number): Position;
}

/** Places of a document that has this address. */
export interface PlacesOf extends Places {
  readonly uri: string;
  /** The address of the document that an offset is in, where the places of several are in one row of offsets. */
  uriOf?(offset: number): string;
}

const ORDER: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
const PROTOCOL: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The problems of a document as the protocol wants them: the gravest first kept, then in the order of the text. */
export function diagnosticsOf(
  analysis: Pick<Analysis, 'findings'>,
  document: PlacesOf,
  options: DiagnosticOptions,
): Diagnostic[] {
  const shown: { finding: Finding; severity: Severity }[] = [];
  for (const finding of analysis.findings) {
    const severity = chosenSeverity(finding, options.severities);
    if (severity !== 'off') shown.push({ finding, severity });
  }
  const kept = gravest(shown, options.maxProblems);
  const diagnostics = kept.map(({ finding, severity }) => diagnosticOf(finding, severity, document, options));
  const hidden = shown.length - kept.length;
  return hidden > 0 ? [...diagnostics, summary(hidden, document, options)] : diagnostics;
}

function gravest<Item extends { severity: Severity }>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const kept = new Set(
    ORDER.flatMap(severity => items.filter(item => item.severity === severity)).slice(0, most),
  );
  return items.filter(item => kept.has(item));
}

function diagnosticOf(
  finding: Finding,
  severity: Severity,
  document: PlacesOf,
  options: DiagnosticOptions,
): Diagnostic {
  const article = options.codeDescription ? articleOf(finding.rule, finding.entry) : undefined;
  const related = options.relatedInformation ? relatedOf(finding, document, options) : [];
  const data: ProblemData = {
    rule: finding.rule,
    facts: finding.facts,
    ...(finding.entry !== undefined && { entry: finding.entry }),
  };
  return {
    range: rangeOf(document, finding),
    severity: PROTOCOL[severity],
    code: finding.rule,
    source: SOURCE,
    message: visible(messageOf(finding, options.translate)),
    ...(article && { codeDescription: { href: article.address } }),
    ...(related.length > 0 && { relatedInformation: related }),
    ...(options.data && { data }),
  };
}

function relatedOf(
  finding: Finding,
  document: PlacesOf,
  { translate }: DiagnosticOptions,
): DiagnosticRelatedInformation[] {
  return finding.related.slice(0, MOST_RELATED).map(place => ({
    location: { uri: document.uriOf?.(place.start) ?? document.uri, range: rangeOf(document, place) },
    message: visible(relatedMessageOf(finding, place, translate)),
  }));
}

function summary(
  count: number,
  document: PlacesOf,
  { maxProblems, translate }: DiagnosticOptions,
): Diagnostic {
  return {
    range: { start: { line: 0, character: 0 }, end: document.positionAt(1) },
    severity: DiagnosticSeverity.Information,
    code: MORE_PROBLEMS,
    source: SOURCE,
    message: label('moreProblems', translate, { count: String(count), limit: String(maxProblems) }),
  };
}

/** A span of the text as a range of the protocol. */
export function rangeOf(document: Places, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
