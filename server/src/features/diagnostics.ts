import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Position,
  type Range,
} from 'vscode-languageserver-types';
import type { Analysis } from '../analysis';
import { label, type AnyRuleId, type Severity, type Translate } from '../knowledge';
import { articleOf } from '../rules';
import type { Span } from '../syntax';
import type { Severities } from '../telling/findings';
import { furtherOf, type ProblemRow, problemRowsOf, relatedOf } from './problemRows';

export const SOURCE = 'fortios';
/** The code of the problem that counts those which are not shown. */
export const MORE_PROBLEMS = 'capture/more-problems';
const MAX_RELATED = 20;

/** What a quick fix needs to know of a problem; it travels in the diagnostic. */
export interface ProblemData {
  readonly rule: AnyRuleId;
  readonly entry?: string;
  readonly facts: Readonly<Record<string, string>>;
  /** Why something failed, in a few words that a client shows where a message is too long. */
  readonly reason: string;
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
  /** The number of related places for a message; a client that shows them in a hover has little room there. */
  readonly mostRelated?: ((message: string) => number) | undefined;
}

/** What converts offsets to lines and characters: a document, or a table of the lines of a text that was dropped. */
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

/**
 * The problems of a document as the protocol wants them: one for each cause, at its first place, with the number of its
 * places. The most severe ones are kept, in the order of the text.
 */
export function diagnosticsOf(
  analysis: Pick<Analysis, 'findings'>,
  document: PlacesOf,
  options: DiagnosticOptions,
): Diagnostic[] {
  const rows = problemRowsOf(analysis, options);
  const kept = gravest(rows, options.maxProblems);
  const diagnostics = kept.map(row => diagnosticOf(row, document, options));
  const hidden = rows.length - kept.length;
  return hidden > 0 ? [...diagnostics, summary(hidden, document, options)] : diagnostics;
}

/** The further places of a problem, which have no row of their own. */
export interface FurtherPlaces {
  readonly severity: DiagnosticSeverity;
  readonly message: string;
  /** Each place is four numbers in a row: line and character of its start, line and character of its end. */
  readonly places: readonly number[];
}

/** The places of a document's problems that are no first ones, each problem's in the order of the text. */
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
      return places.length === 0 ? [] : [{ severity: PROTOCOL[row.severity], message, places }];
    }),
  );
}

function gravest<Item extends { severity: Severity }>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const kept = new Set(
    ORDER.flatMap(severity => items.filter(item => item.severity === severity)).slice(0, most),
  );
  return items.filter(item => kept.has(item));
}

function diagnosticOf(row: ProblemRow, document: PlacesOf, options: DiagnosticOptions): Diagnostic {
  const { finding, severity, message, reason } = row;
  const article = options.codeDescription ? articleOf(finding) : undefined;
  const related = options.relatedInformation ? relatedIn(row, document, options) : [];
  const data: ProblemData = {
    rule: finding.rule,
    facts: finding.facts,
    reason,
    ...(finding.entry !== undefined && { entry: finding.entry }),
  };
  return {
    range: rangeOf(document, finding),
    severity: PROTOCOL[severity],
    code: finding.rule,
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

/** A span of the text as a range of the protocol. */
export function rangeOf(document: Places, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
