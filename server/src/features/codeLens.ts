import {
  type CodeLens,
  type Command,
  type Position,
  type Range,
  uinteger,
} from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { label, type Severity, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import { COMPARE_INCIDENT, COPY_TEXT } from './codeActions';
import { rangeOf } from './diagnostics';
import { chosenSeverity, type Severities } from '../telling/findings';
import { tellScene } from '../telling/outcomes';
import { recordIndexAt } from '../telling/places';
import type { Span } from '../syntax';
import { incidentOfScene } from '../telling/incidents';
import { type Placing, Positions } from './positions';
import { piecesOf, problemsByScene, type Scene, sceneAt, scenesOf } from '../telling/scenes';
import { withoutEnd } from '../telling/spans';
import { isAside, type Verdict, verdictOf, verdictText } from '../telling/verdict';
import { problemRowsOf } from './problemRows';
import { ticketOf } from './ticket';

/** A command of our VS Code client: it shows these lines of a document alone. Its arguments: a URI, ranges of lines. */
export const SHOW_LINES = 'fortiosDebug.showLines';

/** A command of our VS Code client: it shows what happened in the capture that is open. */
export const OPEN_REPORT = 'fortiosDebug.openReport';

/** A command of our VS Code client: it shows the picture of an incident, or of a capture. Its arguments: a URI, an id. */
export const SHOW_INCIDENT = 'fortiosDebug.showIncident';

export interface CodeLensOptions {
  readonly translate: Translate;
  readonly severities: Severities;
  /** The client's own commands that it said it has. */
  readonly commands: ReadonlySet<string>;
}

/** What a lens needs to be resolved when it becomes visible: making every ticket of a long capture at once takes too long. */
export interface LensData {
  readonly uri: string;
  readonly action: 'ticket' | 'lines';
  /** Where the scene begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** What stands over the first line: what came out of the whole. Over each exchange and login: what came of it, and what can be done. */
export function codeLensesOf(
  analysis: Analysis,
  document: TextDocument,
  options: CodeLensOptions,
): CodeLens[] {
  const problems = problemsByScene(analysis, options.severities);
  const positions = new Positions(document);
  const lenses = scenesOf(analysis).flatMap(scene => {
    const own = problems.get(scene) ?? [];
    const id = incidentOfScene(analysis, scene)?.id;
    const at = positions.at(scene.start);
    const range = { start: at, end: at };
    const lens = (action: LensData['action']): CodeLens => ({
      range,
      data: { uri: document.uri, action, start: scene.start, end: scene.end } satisfies LensData,
    });
    return [
      {
        range,
        command: sceneCommand(wordsOf(analysis, scene, own.length, options.translate), document, options, id),
      },
      ...(own.length > 0 && options.commands.has(COPY_TEXT) ? [lens('ticket')] : []),
      ...comparison(analysis, scene, id, document, options).map(command => ({ range, command })),
      ...(options.commands.has(SHOW_LINES) ? [lens('lines')] : []),
    ];
  });
  const verdict = verdictOf(analysis, options.severities, options.translate);
  const hasVerdict = lenses.length > 0 || verdict.severity !== undefined || verdict.secrets > 0;
  if (!hasVerdict) return [];
  const [first] = lenses;
  if (first?.range.start.line !== 0)
    return [verdictLens(inFull(verdict, analysis, options), document, options), ...lenses];
  // Over the first line there is little room beside a scene, which can say the same and more.
  const over = verdictLens(verdict, document, options);
  return first.command?.title.startsWith(over.command?.title ?? '') === true ? lenses : [over, ...lenses];
}

/** A verdict with the whole message of its problem, if that is the only one: a reason alone names nobody. */
function inFull(verdict: Verdict, analysis: Analysis, options: CodeLensOptions): Verdict {
  const [only, another] = problemRowsOf(analysis, options).filter(
    ({ finding, severity }) => severity === verdict.severity && !isAside(finding),
  );
  return only && !another ? { ...verdict, reasons: [{ reason: only.message, count: 1 }] } : verdict;
}

/** A lens that shows the picture of an incident, where the client has one. */
function sceneCommand(
  title: string,
  { uri }: TextDocument,
  { commands }: CodeLensOptions,
  id: string | undefined,
): Command {
  if (id === undefined || !commands.has(SHOW_INCIDENT)) return { title, command: '' };
  return { title, command: SHOW_INCIDENT, arguments: [uri, id] };
}

/** What shows an incident that failed beside the last one that went well, where the client has that. */
function comparison(
  analysis: Analysis,
  scene: Scene,
  id: string | undefined,
  { uri }: TextDocument,
  { translate, commands }: CodeLensOptions,
): Command[] {
  if (id === undefined || !commands.has(COMPARE_INCIDENT)) return [];
  if (tellScene(analysis, scene, translate).ending !== 'failed') return [];
  return [{ title: label('fix.compare', translate), command: COMPARE_INCIDENT, arguments: [uri, id] }];
}

function verdictLens(
  verdict: Verdict,
  { uri }: TextDocument,
  { translate, commands }: CodeLensOptions,
): CodeLens {
  const at = { line: 0, character: 0 };
  const title = verdictText(verdict, translate);
  return {
    range: { start: at, end: at },
    command: commands.has(SHOW_INCIDENT)
      ? { title, command: SHOW_INCIDENT, arguments: [uri] }
      : { title, command: commands.has(OPEN_REPORT) ? OPEN_REPORT : '' },
  };
}

/** The lens with its command; unchanged if it is not ours or the document has changed. */
export function resolvedCodeLens(
  lens: CodeLens,
  analysis: Analysis,
  document: TextDocument,
  options: CodeLensOptions,
): CodeLens {
  const data: unknown = lens.data;
  if (lens.command || !isLensData(data)) return lens;
  const scene = scenesOf(analysis).find(({ start, end }) => start === data.start && end === data.end);
  const command =
    scene &&
    (data.action === 'ticket'
      ? ticketCommand(analysis, scene, options)
      : linesCommand(analysis, scene, document, options));
  // A lens without words does nothing, and a client shows it as nothing.
  return { range: lens.range, command: command ?? { title: '', command: '' } };
}

/** What travels with a lens comes back from the client: it is checked like any input. */
export function isLensData(data: unknown): data is LensData {
  if (typeof data !== 'object' || data === null) return false;
  const { uri, action, start, end } = data as Partial<Record<keyof LensData, unknown>>;
  const known = action === 'ticket' || action === 'lines';
  return typeof uri === 'string' && known && Number.isInteger(start) && Number.isInteger(end);
}

function wordsOf(analysis: Analysis, scene: Scene, count: number, translate: Translate): string {
  const { verdict, length } = tellScene(analysis, scene, translate);
  return [
    verdict,
    ...(length === undefined ? [] : [length]),
    ...(count === 0
      ? []
      : [label(count === 1 ? 'lens.problem' : 'lens.problems', translate, { count: String(count) })]),
  ].join(' · ');
}

const ORDER: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

function ticketCommand(analysis: Analysis, scene: Scene, options: CodeLensOptions): Command | undefined {
  const { translate, severities } = options;
  const rank = (finding: Finding): number => ORDER.indexOf(chosenSeverity(finding, severities) as Severity);
  const [gravest] = [...(problemsByScene(analysis, severities).get(scene) ?? [])].sort(
    (a, b) => rank(a) - rank(b),
  );
  return (
    gravest && {
      title: label('lens.ticket', translate),
      command: COPY_TEXT,
      arguments: [ticketOf(gravest, analysis, translate)],
    }
  );
}

function linesCommand(
  analysis: Analysis,
  scene: Scene,
  document: TextDocument,
  { translate }: CodeLensOptions,
): Command {
  return {
    title: label('lens.lines', translate),
    command: SHOW_LINES,
    arguments: [document.uri, linesOf(analysis, scene, document)],
  };
}

/** The lines of fnbamd during a login that belong to several logins, or cannot be assigned to one. */
function sharedLines(analysis: Analysis, { start, end }: Scene): Span[] {
  const { records } = analysis;
  const shared: Span[] = [];
  for (let index = recordIndexAt(analysis, start); index < records.length; index++) {
    const record = records[index];
    if (!record || record.start >= end) break;
    if (record.kind === 'debug' && record.form === 'line-function' && !sceneAt(analysis, record.start))
      shared.push(record);
  }
  return shared;
}

/** The lines of the scene that a place belongs to, if any. */
export function linesAround(analysis: Analysis, document: TextDocument, at: Position): Range[] | undefined {
  const scene = sceneAt(analysis, document.offsetAt(at));
  return scene && linesOf(analysis, scene, document);
}

/** The lines of a scene alone, whole, without those of others between them. */
export function linesOf(analysis: Analysis, scene: Scene, document: Placing): Range[] {
  const lines: { first: number; last: number }[] = [];
  const add = (start: number, end: number): void => {
    const { start: from, end: to } = rangeOf(document, withoutEnd(analysis.text, { start, end }));
    const last = lines[lines.length - 1];
    if (last && from.line <= last.last + 1) last.last = Math.max(last.last, to.line);
    else lines.push({ first: from.line, last: to.line });
  };
  if (scene.about === 'login') {
    const pieces = [...piecesOf(scene), ...sharedLines(analysis, scene)];
    for (const { start, end } of pieces.sort((a, b) => a.start - b.start)) add(start, end);
  } else {
    const { records } = analysis;
    for (let index = recordIndexAt(analysis, scene.start); index < records.length; index++) {
      const record = records[index];
      if (!record || record.start >= scene.end) break;
      if (sceneAt(analysis, record.start) === scene) add(record.start, record.end);
    }
  }
  // `offsetAt` stops at the end of a line.
  const endOf = (line: number): Position =>
    document.positionAt(document.offsetAt({ line, character: uinteger.MAX_VALUE }));
  return lines.map(({ first, last }) => ({ start: { line: first, character: 0 }, end: endOf(last) }));
}
