import { readFileSync } from 'node:fs';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type CodeAction,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  type Range,
} from 'vscode-languageserver-types';
import { type Analysis, analyze } from '../../server/src/analysis';
import {
  type CodeActionOptions,
  codeActionsOf,
  COPY_TEXT,
  RECORD_CAPTURE,
  TURN_RULE_OFF,
} from '../../server/src/features/codeActions';
import { type DiagnosticOptions, diagnosticsOf } from '../../server/src/features/diagnostics';
import { hoverAt, type HoverOptions } from '../../server/src/features/hover';
import { COPY_TICKET, ticketOf } from '../../server/src/features/ticket';
import { inEnglish } from '../../server/src/knowledge';
import { mark, unmark } from './markers';

/** The first capture of the project. */
export const SEED = readFileSync('test/fixtures/seed.log', 'utf8');
export const SEED_SECRET = 'A84E2CAAD3BCEA970E05DC1A9B7BD2D562622F4A';
export const URI = 'file:///capture.log';

export interface Opened {
  readonly document: TextDocument;
  readonly analysis: Analysis;
}

/** A text as opened in an editor. */
export function open(text: string): Opened {
  return { document: TextDocument.create(URI, 'fortios-debug', 1, text), analysis: analyze(text) };
}

const HOVER: HoverOptions = { severities: {}, translate: inEnglish, markdown: true };

/** The hover at the marker; undefined if there is none. */
export function hover(marked: string, options: Partial<HoverOptions> = {}): string | undefined {
  const answer = hoverAnswer(marked, options);
  return answer && wordsOf(answer);
}

/** The text with a marker around the range of the hover at its own marker. */
export function hovered(marked: string): string | undefined {
  const { document } = open(unmark(marked).text);
  const range = hoverAnswer(marked)?.range;
  return range && mark(document.getText(), offsets(document, range));
}

function hoverAnswer(marked: string, options: Partial<HoverOptions> = {}): Hover | undefined {
  const { text, offset } = unmark(marked);
  const { document, analysis } = open(text);
  return hoverAt(analysis, document, offset, { ...HOVER, ...options });
}

export function wordsOf({ contents }: Hover): string {
  if (typeof contents === 'string' || Array.isArray(contents)) throw new Error('No markup content');
  return contents.value;
}

export function offsets(document: TextDocument, { start, end }: Range): { start: number; end: number } {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

const DIAGNOSTICS: DiagnosticOptions = {
  severities: {},
  maxProblems: 200,
  translate: inEnglish,
  relatedInformation: true,
  codeDescription: true,
  data: true,
};

/** The problems of a text, for a client that supports everything. */
export function problems(text: string, options: Partial<DiagnosticOptions> = {}): Diagnostic[] {
  const { document, analysis } = open(text);
  return diagnosticsOf(analysis, document, { ...DIAGNOSTICS, ...options });
}

/** A problem as one line: line and column from 1, severity, rule. */
export function listed({ range: { start }, severity, code }: Diagnostic): string {
  return `${start.line + 1}:${start.character + 1} ${nameOf(severity)} ${code ?? ''}`;
}

function nameOf(severity: DiagnosticSeverity | undefined): string {
  const names = Object.entries(DiagnosticSeverity).find(([, value]) => value === severity);
  return names?.[0].toLowerCase() ?? 'none';
}

/** The capabilities of the VS Code client for code actions: it supports all of them. */
export const OUR_CLIENT = {
  severities: {},
  clientCommands: new Set([COPY_TEXT, COPY_TICKET, TURN_RULE_OFF, RECORD_CAPTURE]),
  showDocument: true,
};
export const ANY_CLIENT = { severities: {}, clientCommands: new Set<string>(), showDocument: false };

/** The quick fixes for the problems of one rule, or of all rules. */
export function fixes(
  text: string,
  rule?: string,
  client: Omit<CodeActionOptions, 'translate'> = OUR_CLIENT,
): CodeAction[] {
  const { document, analysis } = open(text);
  const diagnostics = problems(text).filter(({ code }) => rule === undefined || code === rule);
  return codeActionsOf(analysis, document, diagnostics, { translate: inEnglish, ...client });
}

/** The ticket about the first problem of a rule. */
export function ticketAbout(text: string, rule: string): string {
  const { analysis } = open(text);
  const problem = analysis.findings.find(finding => finding.rule === rule);
  if (!problem) throw new Error(`${rule} was not found`);
  return ticketOf(problem, analysis, inEnglish);
}

/** The fix whose title starts with `title`. */
export function fix(text: string, rule: string, title: string): CodeAction {
  const offered = fixes(text, rule);
  const found = offered.find(one => one.title.startsWith(title));
  if (!found) throw new Error(`${title} is not among: ${offered.map(one => one.title).join(', ')}`);
  return found;
}

/** The text after the edit of a fix. */
export function applied(text: string, { edit }: CodeAction): string {
  const { document } = open(text);
  return TextDocument.applyEdits(document, edit?.changes?.[URI] ?? []);
}

/** The text that a fix copies or shows. */
export function argument({ command }: CodeAction): unknown {
  return (command?.arguments as unknown[] | undefined)?.[0];
}

/** The secrets of which `said` contains at least eight consecutive characters. */
export function shownOf(secrets: readonly string[], message: string): string[] {
  return secrets.filter(secret =>
    Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8)).some(part =>
      message.includes(part),
    ),
  );
}
