import type { Range, SemanticTokensLegend } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { type Finding, placesAgain, severityOf } from '../rules';
import type { Span } from '../syntax';
import type { Exchange, ServiceMessage } from '../trace';
import { secretParts } from '../telling/mask';
import { firstFrom, occurrencesOf } from './occurrences';
import { encodeTokens, type PlacedToken } from './semanticEncoding';

export { semanticDelta } from './semanticEncoding';

/** Only what the grammar cannot decide: which part a serial number plays, what failed, what must not be shared. */
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

/** The semantic tokens of the document, or of a range of it, as the protocol encodes them. */
export function semanticTokensOf(analysis: Analysis, document: TextDocument, range?: Range): number[] {
  const marks = marksOf(analysis);
  if (!range) return encodeTokens(placed(document, marks));
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  // The token before can reach into the range.
  const inside = marks
    .slice(Math.max(0, firstFrom(marks, start) - 1), firstFrom(marks, end))
    .filter(mark => mark.end > start);
  return encodeTokens(placed(document, inside));
}

/** What failed and what is secret between two offsets, in the order of the text; each part is on one line. */
export function standingOut(analysis: Analysis, { start, end }: Span): { failed: Span[]; secret: Span[] } {
  const marks = marksOf(analysis);
  const inside = marks.slice(firstFrom(marks, start), firstFrom(marks, end));
  return {
    failed: inside.filter(({ type, modifiers }) => type === FAILURE || (modifiers & FAILED) !== 0),
    secret: inside.filter(({ type }) => type === SECRET),
  };
}

/** Marks with their lines. A line is looked up once: most lines with a mark have several. */
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

/** A token that failed is one wherever its exchange names it: in its debug lines, too. */
function placesIn(analysis: Analysis, { start, end }: Span, serial: string): Mark[] {
  const places = occurrencesOf(analysis, 'token', serial);
  return places
    .slice(firstFrom(places, start), firstFrom(places, end))
    .map(place => marked(place, SERIAL, FAILED));
}

/** The unit that asks, where the message names it, and among the members of its cluster. */
function unitMarks({ unit, members }: ServiceMessage): Mark[] {
  if (!unit) return [];
  const own = members.filter(({ serial, error }) => serial?.text === unit.text && !error);
  return [unit, ...own.flatMap(({ serial }) => serial ?? [])].map(serial => marked(serial, SERIAL, ASKING));
}

/** Tokens and members of a cluster that an answer has an error for. */
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

/** An error of the whole answer is one of each token in it, unless one of them says what went wrong. */
function failedSerials({ tokens, error }: ServiceMessage): string[] {
  const own = tokens.filter(token => token.error);
  const failed = own.length > 0 || !error ? own : tokens;
  return failed.flatMap(({ serial }) => (serial ? [serial.text] : []));
}

/** Where a finding says that something failed, and where the same or its consequence shows. */
function failureMarks(finding: Finding): Mark[] {
  if (!saysFailure(finding)) return [];
  const consequences = finding.related.filter(({ role }) => role === 'consequence');
  return [finding, ...consequences, ...placesAgain(finding)].map(place => marked(place, FAILURE, NONE));
}

/** What is secret, and what a capture lacks, is worth a warning but did not fail. */
function saysFailure(finding: Finding): boolean {
  if (finding.rule === 'daemon/said-failure') return true;
  const severity = severityOf(finding);
  return (severity === 'error' || severity === 'warning') && !/^(?:secret|capture)\//.test(finding.rule);
}

/** A token of the protocol cannot span lines: one that was wrapped is one for each of its lines. */
function onLines(text: string, mark: Mark): Mark[] {
  const { start, end } = mark;
  if (!/[\r\n]/.test(text.slice(start, end))) return end > start ? [mark] : [];
  return [...text.slice(start, end).matchAll(/[^\r\n]+/g)].map(({ 0: piece, index }) => ({
    ...mark,
    start: start + index,
    end: start + index + piece.length,
  }));
}

/** In the order of the text; of two that overlap a secret stays, else the one that begins first. */
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
