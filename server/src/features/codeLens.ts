import type { CodeLens, Command } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { label, SEVERITIES, type Severity, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import { focusWord } from '../focus/query';
import { COMPARE_INCIDENT } from './codeActions';
import { chosenSeverity, isIncidental, type Severities } from '../presentation/findings';
import { nothingRead } from '../presentation/coverage';
import { describeScene, verdictOfScene } from '../presentation/outcomes';
import { incidentOfScene } from '../presentation/incidents';
import { Positions } from './positions';
import { problemsByScene, type Scene, scenesOf } from '../presentation/scenes';
import { type Verdict, verdictOf, verdictText } from '../presentation/verdict';
import { problemRowsOf } from '../presentation/problemRows';
import { COPY_TICKET, ticketArguments } from './ticket';

/** Command of our VS Code client: shows only the lines that match a focus. Arguments: a URI, the focus expression. */
export const FOCUS = 'fortiosDebug.focus';

/** Command of our VS Code client: shows the report on the open capture. */
export const OPEN_REPORT = 'fortiosDebug.openReport';

/** Command of our VS Code client: shows the diagram of an incident or of a capture. Arguments: a URI, an id. */
export const SHOW_INCIDENT = 'fortiosDebug.showIncident';

export interface CodeLensOptions {
  readonly translate: Translate;
  readonly severities: Severities;
  /** The commands that the client declared. */
  readonly commands: ReadonlySet<string>;
}

/** What a lens shows of an exchange, a login or a negotiation. */
type LensPart = 'outcome' | 'ticket' | 'comparison' | 'lines';

/** What a lens without a command needs to get it. */
export interface LensData {
  readonly uri: string;
  /** That of the document: after an edit, the client asks for new lenses. */
  readonly version: number;
  /** The index of the scene. */
  readonly scene: number;
  readonly part: LensPart;
}

/** A lens above a scene. Its command is made when it is shown: a long capture has thousands. */
interface SceneLens extends CodeLens {
  readonly data: LensData;
}

/**
 * Returns a lens with the outcome of the capture on its first line, and lenses for outcome and actions on each exchange and
 * login, which have no command until they are resolved (`resolvedLens`).
 */
export function codeLensesOf(
  analysis: Analysis,
  document: TextDocument,
  options: CodeLensOptions,
): CodeLens[] {
  const problems = problemsByScene(analysis, options.severities);
  const positions = new Positions(document);
  const { uri, version } = document;
  const lenses = scenesOf(analysis).flatMap((scene, index): SceneLens[] => {
    const at = positions.at(scene.start);
    const range = { start: at, end: at };
    const parts = partsOf(analysis, scene, problems.get(scene)?.length ?? 0, options);
    return parts.map(part => ({ range, data: { uri, version, scene: index, part } }));
  });
  const verdict = verdictOf(analysis, options.severities, options.translate);
  const isNothing = nothingRead(verdict.coverage, options.translate) !== undefined;
  const hasVerdict = lenses.length > 0 || verdict.severity !== undefined || verdict.secrets > 0 || isNothing;
  if (!hasVerdict) return [];
  const [first] = lenses;
  if (first?.range.start.line !== 0)
    return [verdictLens(inFull(verdict, analysis, options), document, options), ...lenses];
  // Space above the first line is limited: omit the verdict if a scene's lens there already begins with it.
  const lens = verdictLens(verdict, document, options);
  const title = resolvedLens(analysis, document, first, options).command?.title ?? '';
  return title.startsWith(lens.command?.title ?? '') ? lenses : [lens, ...lenses];
}

/** The lens with its command; without one, if it is that of an earlier version of the document. */
export function resolvedLens(
  analysis: Analysis,
  document: TextDocument,
  lens: CodeLens,
  options: CodeLensOptions,
): CodeLens {
  const { version, scene: index, part } = (lens.data ?? {}) as Partial<LensData>;
  const scene = index === undefined ? undefined : scenesOf(analysis)[index];
  if (lens.command || !scene || !part || version !== document.version) return lens;
  const own = problemsByScene(analysis, options.severities).get(scene) ?? [];
  const id = incidentOfScene(analysis, scene)?.id;
  const command = commandOf(part, { analysis, scene, own, id, document, options });
  return command ? { ...lens, command } : lens;
}

interface Asked {
  readonly analysis: Analysis;
  readonly scene: Scene;
  readonly own: readonly Finding[];
  readonly id: string | undefined;
  readonly document: TextDocument;
  readonly options: CodeLensOptions;
}

function commandOf(
  part: LensPart,
  { analysis, scene, own, id, document, options }: Asked,
): Command | undefined {
  switch (part) {
    case 'outcome':
      return sceneCommand(wordsOf(analysis, scene, own.length, options.translate), document, options, id);
    case 'ticket':
      return ticketCommand(own, document, options);
    case 'comparison':
      return id === undefined ? undefined : comparison(id, document, options);
    case 'lines':
      return id === undefined ? undefined : linesCommand(id, document, options);
  }
}

/** The lenses of a scene: actions only if the client has their command. */
function partsOf(
  analysis: Analysis,
  scene: Scene,
  count: number,
  { commands, translate }: CodeLensOptions,
): readonly LensPart[] {
  const parts: LensPart[] = ['outcome'];
  if (count > 0 && commands.has(COPY_TICKET)) parts.push('ticket');
  if (!incidentOfScene(analysis, scene)) return parts;
  if (commands.has(COMPARE_INCIDENT) && describeScene(analysis, scene, translate).ending === 'failed')
    parts.push('comparison');
  if (commands.has(FOCUS)) parts.push('lines');
  return parts;
}

/** Adds the whole message if the verdict has a single problem: the reason alone does not name who is affected. */
function inFull(verdict: Verdict, analysis: Analysis, options: CodeLensOptions): Verdict {
  if (verdict.reasons.length !== 1) return verdict;
  const [only, another] = problemRowsOf(analysis, options).filter(
    ({ finding, severity }) => severity === verdict.severity && !isIncidental(finding),
  );
  return only && !another ? { ...verdict, reasons: [{ reason: only.message, count: 1 }] } : verdict;
}

/** Returns the command that shows the diagram of an incident, if the client has it. */
function sceneCommand(
  title: string,
  { uri }: TextDocument,
  { commands }: CodeLensOptions,
  id: string | undefined,
): Command {
  if (id === undefined || !commands.has(SHOW_INCIDENT)) return { title, command: '' };
  return { title, command: SHOW_INCIDENT, arguments: [uri, id] };
}

/** Returns the command that compares a failed incident with the last successful one. */
function comparison(id: string, { uri }: TextDocument, { translate }: CodeLensOptions): Command {
  return { title: label('fix.compare', translate), command: COMPARE_INCIDENT, arguments: [uri, id] };
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

function wordsOf(analysis: Analysis, scene: Scene, count: number, translate: Translate): string {
  const { length } = describeScene(analysis, scene, translate);
  const verdict = verdictOfScene(analysis, scene, translate);
  return [
    verdict,
    ...(length === undefined ? [] : [length]),
    ...(count === 0
      ? []
      : [label(count === 1 ? 'lens.problem' : 'lens.problems', translate, { count: String(count) })]),
  ].join(' · ');
}

/** Returns the command that copies a ticket about the most severe of some problems. */
function ticketCommand(
  problems: readonly Finding[],
  { uri }: TextDocument,
  { translate, severities }: CodeLensOptions,
): Command | undefined {
  const rank = (finding: Finding): number =>
    SEVERITIES.indexOf(chosenSeverity(finding, severities) as Severity);
  const [mostSevere] = [...problems].sort((a, b) => rank(a) - rank(b));
  const title = label('lens.ticket', translate);
  return mostSevere && { title, command: COPY_TICKET, arguments: ticketArguments(uri, mostSevere) };
}

/** Returns the command that shows only the lines of an incident. */
function linesCommand(id: string, { uri }: TextDocument, { translate }: CodeLensOptions): Command {
  const words = focusWord('incident', id);
  return { title: label('lens.lines', translate), command: FOCUS, arguments: [uri, words] };
}
