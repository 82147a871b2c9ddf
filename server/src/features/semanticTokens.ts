import { max, min } from '../integers';
import type { Range, SemanticTokensLegend, SemanticTokensEdit } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { type Finding, repeatPlaces, severityOf } from '../rules';
import type { Span } from '../syntax';
import type { Exchange, ServiceMessage } from '../trace';
import { secretParts } from '../presentation/mask';
import { firstFrom, occurrencesOf } from './occurrences';

/** Only what the grammar cannot decide: roles of serial numbers, failures, and values that must not be shared. */
export const SEMANTIC_LEGEND: SemanticTokensLegend = {
  tokenTypes: ['serial', 'secret', 'failure'],
  tokenModifiers: ['asking', 'failed'],
};
const SERIAL = 0;
const SECRET = 1;
const FAILURE = 2;
const NONE = 0;
const ASKING = 1;
const FAILED = 2;

/** A token on one line, with offsets. */
interface Mark extends Span {
  readonly type: number;
  readonly modifiers: number;
}

/** Returns the semantic tokens of the document, or of a range of it, as the protocol encodes them. */
export function semanticTokensOf(analysis: Analysis, document: TextDocument, range?: Range): number[] {
  const marks = marksOf(analysis);
  if (!range) return encodeTokens(placed(document, marks));
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  // A token that begins before the range can reach into it.
  const inside = marks
    .slice(max(0, firstFrom(marks, start) - 1), firstFrom(marks, end))
    .filter(mark => mark.end > start);
  return encodeTokens(placed(document, inside));
}

/** Returns the failures and secrets between two offsets, in text order; each part is on one line. */
export function failuresAndSecrets(
  analysis: Analysis,
  { start, end }: Span,
): { failed: Span[]; secret: Span[] } {
  const marks = marksOf(analysis);
  const inside = marks.slice(firstFrom(marks, start), firstFrom(marks, end));
  return {
    failed: inside.filter(({ type, modifiers }) => type === FAILURE || (modifiers & FAILED) !== 0),
    secret: inside.filter(({ type }) => type === SECRET),
  };
}

/** Converts marks to lines; consecutive marks on one line share one look-up. */
function placed(document: TextDocument, marks: readonly Mark[]): PlacedToken[] {
  let line = { number: 0, start: 0, end: 0 };
  return marks.map(({ start, end, type, modifiers }) => {
    if (start >= line.end) {
      const { line: number } = document.positionAt(start);
      const offset = (at: number): number => document.offsetAt({ line: at, character: 0 });
      line = { number, start: offset(number), end: offset(number + 1) };
    }
    return { line: line.number, character: start - line.start, length: end - start, type, modifiers };
  });
}

const marksOf = cached(findMarks);

function findMarks(analysis: Analysis): readonly Mark[] {
  const { trace } = analysis;
  const secrets = secretParts(analysis).map(part => marked(part, SECRET, NONE));
  const lone = trace.messages.flatMap(message => [...unitMarks(message), ...failedMarks(message)]);
  const exchanges = trace.exchanges.flatMap(exchange => exchangeMarks(analysis, exchange));
  const all = [...secrets, ...exchanges, ...lone, ...analysis.findings.flatMap(failureMarks)];
  return withoutOverlaps(all.flatMap(mark => onLines(analysis.text, mark)));
}

function marked({ start, end }: Span, type: number, modifiers: number): Mark {
  return { start, end, type, modifiers };
}

function exchangeMarks(analysis: Analysis, exchange: Exchange): Mark[] {
  const { request, answer } = exchange;
  const failed = new Set(answer ? failedSerials(answer) : []);
  return [
    ...(request ? unitMarks(request) : []),
    ...(answer ? [...unitMarks(answer), ...failedMarks(answer)] : []),
    ...[...failed].flatMap(serial => placesIn(analysis, exchange, serial)),
  ];
}

/** Returns the places where an exchange names a failed token, including its debug lines. */
function placesIn(analysis: Analysis, { start, end }: Span, serial: string): Mark[] {
  const places = occurrencesOf(analysis, 'token', serial);
  return places
    .slice(firstFrom(places, start), firstFrom(places, end))
    .map(place => marked(place, SERIAL, FAILED));
}

/** Returns the unit that asks, where the message names it and among the members of its cluster. */
function unitMarks({ unit, members }: ServiceMessage): Mark[] {
  if (!unit) return [];
  const own = members.filter(({ serial, error }) => serial?.text === unit.text && !error);
  return [unit, ...own.flatMap(({ serial }) => serial ?? [])].map(serial => marked(serial, SERIAL, ASKING));
}

/** Returns the tokens and cluster members that an answer reports an error for. */
function failedMarks(message: ServiceMessage): Mark[] {
  const { unit, members } = message;
  const failed = new Set(failedSerials(message));
  const tokens = message.tokens.flatMap(({ serial }) => (serial && failed.has(serial.text) ? [serial] : []));
  return [
    ...tokens.map(serial => marked(serial, SERIAL, FAILED)),
    ...members.flatMap(({ serial, error }) =>
      serial && error ? [marked(serial, SERIAL, serial.text === unit?.text ? FAILED | ASKING : FAILED)] : [],
    ),
  ];
}

/**
 * Returns the tokens that failed: an error of the whole answer applies to each token, unless one has an error of its
 * own.
 */
function failedSerials({ tokens, error }: ServiceMessage): string[] {
  const own = tokens.filter(token => token.error);
  const failed = own.length > 0 || !error ? own : tokens;
  return failed.flatMap(({ serial }) => (serial ? [serial.text] : []));
}

/** Returns the places of a failure: the finding, its consequences and its repeats. */
function failureMarks(finding: Finding): Mark[] {
  if (!saysFailure(finding)) return [];
  const consequences = finding.related.filter(({ role }) => role === 'consequence');
  return [finding, ...consequences, ...repeatPlaces(finding)].map(place => marked(place, FAILURE, NONE));
}

/** False for secrets and gaps in the capture, which are worth a warning but are not failures. */
function saysFailure(finding: Finding): boolean {
  if (finding.rule === 'daemon/said-failure') return true;
  const severity = severityOf(finding);
  return (severity === 'error' || severity === 'warning') && !/^(?:secret|capture)\//.test(finding.rule);
}

/** Splits a mark at line breaks: a token of the protocol cannot span lines. */
function onLines(text: string, mark: Mark): Mark[] {
  const { start, end } = mark;
  if (!/[\r\n]/.test(text.slice(start, end))) return end > start ? [mark] : [];
  return [...text.slice(start, end).matchAll(/[^\r\n]+/g)].map(({ 0: piece, index }) => ({
    ...mark,
    start: start + index,
    end: start + index + piece.length,
  }));
}

/** Sorts marks and removes overlaps: a secret wins, otherwise the mark that begins first. */
function withoutOverlaps(marks: readonly Mark[]): Mark[] {
  const sorted = [...marks].sort((a, b) => a.start - b.start || b.type - a.type || b.end - a.end);
  const kept: Mark[] = [];
  for (const mark of sorted) {
    const last = kept[kept.length - 1];
    if (!last || mark.start >= last.end) kept.push(mark);
    else if (mark.type === SECRET && last.type !== SECRET) kept[kept.length - 1] = mark;
  }
  return kept;
}

/** A token on one line. `modifiers` has one bit for each modifier of the legend. */
interface PlacedToken {
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly type: number;
  readonly modifiers: number;
}

/** Encodes tokens in text order as the protocol does: five numbers each, positions relative to the previous token. */
export function encodeTokens(tokens: readonly PlacedToken[]): number[] {
  const data: number[] = [];
  let [line, character] = [0, 0];
  for (const token of tokens) {
    const from = token.line === line ? character : 0;
    data.push(token.line - line, token.character - from, token.length, token.type, token.modifiers);
    [line, character] = [token.line, token.character];
  }
  return data;
}

/**
 * Returns the edit that turns `previous` into `next`: one that replaces all between their common start and end, or
 * none.
 */
export function semanticDelta(previous: readonly number[], next: readonly number[]): SemanticTokensEdit[] {
  const shorter = min(previous.length, next.length);
  let start = 0;
  while (start < shorter && previous[start] === next[start]) start++;
  if (start === previous.length && start === next.length) return [];
  let same = 0;
  while (same < shorter - start && previous[previous.length - 1 - same] === next[next.length - 1 - same])
    same++;
  const data = next.slice(start, next.length - same);
  return [{ start, deleteCount: previous.length - same - start, ...(data.length > 0 && { data }) }];
}
