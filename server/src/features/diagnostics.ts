import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Position,
  type Range,
} from 'vscode-languageserver-types';
import type { Analysis } from '../analysis';
import { label, type AnyRuleId, SEVERITIES, type Severity, type Translate } from '../knowledge';
import { causeIdOf, rulePageAddress } from '../knowledge/causes';
import { articleOf } from '../rules';
import type { Span } from '../syntax';
import type { Severities } from '../presentation/findings';
import { preferred } from '../presentation/relevance';
import {
  furtherOf,
  isSecretRule,
  type ProblemRow,
  problemRowsOf,
  relatedOf,
} from '../presentation/problemRows';

export const SOURCE = 'fortios';
/** The code of the summary problem, which counts those that are not shown. */
const MORE_PROBLEMS = 'capture/more-problems';
const MAX_RELATED = 20;

/** The data that a quick fix needs; it travels in the diagnostic. */
export interface ProblemData {
  readonly rule: AnyRuleId;
  readonly variant?: string;
  readonly entry?: string;
  /** The page on the problem, if it is not that of its code. */
  readonly page?: string;
  readonly facts: Readonly<Record<string, string>>;
  /** The reason in a few words, for places where the whole message is too long. */
  readonly reason: string;
}

export interface DiagnosticOptions {
  readonly severities: Severities;
  /** Maximum number of problems per file; one summary problem counts the rest. */
  readonly maxProblems: number;
  readonly translate: Translate;
  /** True if the client supports related information. */
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly data: boolean;
  /**
   * Returns the maximum number of related places for a message; a client that shows them in a hover has little room.
   */
  readonly mostRelated?: ((message: string) => number) | undefined;
}

/** Converts offsets to lines and characters: a document, or the line table of a text that is no longer in memory. */
export interface Places {
  positionAt(offset: number): Position;
}

/** Converts offsets of the document at this address. */
export interface PlacesOf extends Places {
  readonly uri: string;
  /** Returns the address of the document that an offset is in, if several documents share one range of offsets. */
  uriOf?(offset: number): string;
}

const PROTOCOL: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/**
 * Returns the problems of a document as diagnostics: one per cause, at its first place, with the number of its
 * places. Only the most severe are kept, in text order.
 */
export function diagnosticsOf(
  analysis: Pick<Analysis, 'findings'>,
  document: PlacesOf,
  options: DiagnosticOptions,
): Diagnostic[] {
  const rows = problemRowsOf(analysis, options);
  // There is room for the row of the secrets, unless there is room for one row only.
  const reserved = options.maxProblems > 1 ? (['secret'] as const) : [];
  const kept = preferred(rows, options.maxProblems, [...reserved, ...SEVERITIES], ({ finding, severity }) =>
    reserved.length > 0 && isSecretRule(finding) ? 'secret' : severity,
  );
  const diagnostics = kept.map(row => diagnosticOf(row, document, options));
  const hidden = rows.length - kept.length;
  return hidden > 0 ? [...diagnostics, summary(hidden, document, options)] : diagnostics;
}

/** The places of a problem other than its first one, which have no diagnostic of their own. */
export interface FurtherPlaces {
  readonly severity: DiagnosticSeverity;
  readonly message: string;
  /** The reason in a few words. */
  readonly reason: string;
  /** Four numbers for each place: line and character of its start, line and character of its end. */
  readonly places: readonly number[];
}

/** Returns the places of a document's problems after the first, for each problem in text order. */
export function furtherPlacesOf(
  analysis: Pick<Analysis, 'findings'>,
  document: Places,
  options: Pick<DiagnosticOptions, 'severities' | 'translate'>,
): FurtherPlaces[] {
  return problemRowsOf(analysis, options).flatMap(row =>
    furtherOf(row, options.translate).flatMap(({ message, places: spans }) => {
      const places = [...spans]
        .sort((a, b) => a.start - b.start)
        .flatMap(span => {
          const { start, end } = rangeOf(document, span);
          return [start.line, start.character, end.line, end.character];
        });
      const { severity, reason } = row;
      return places.length === 0 ? [] : [{ severity: PROTOCOL[severity], message, reason, places }];
    }),
  );
}

function diagnosticOf(row: ProblemRow, document: PlacesOf, options: DiagnosticOptions): Diagnostic {
  const { finding, severity, message, reason } = row;
  const article = options.codeDescription ? articleOf(finding) : undefined;
  const related = options.relatedInformation ? relatedIn(row, document, options) : [];
  const [code, page] = [causeIdOf(finding), rulePageAddress(finding)];
  const data: ProblemData = {
    rule: finding.rule,
    facts: finding.facts,
    reason,
    ...(finding.variant !== undefined && { variant: finding.variant }),
    ...(finding.entry !== undefined && { entry: finding.entry }),
    ...(page !== code && { page }),
  };
  return {
    range: rangeOf(document, finding),
    severity: PROTOCOL[severity],
    code,
    source: SOURCE,
    message,
    ...(article && { codeDescription: { href: article.address } }),
    ...(related.length > 0 && { relatedInformation: related }),
    ...(options.data && { data }),
  };
}

function relatedIn(
  row: ProblemRow,
  document: PlacesOf,
  { translate, mostRelated = () => MAX_RELATED }: DiagnosticOptions,
): DiagnosticRelatedInformation[] {
  return relatedOf(row, translate)
    .slice(0, mostRelated(row.message))
    .map(({ place, message }) => ({
      location: { uri: document.uriOf?.(place.start) ?? document.uri, range: rangeOf(document, place) },
      message,
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

/** Converts a span to a range of the protocol. */
export function rangeOf(document: Places, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
