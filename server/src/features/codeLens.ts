import type { CodeLens, Command, Range } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { label, SEVERITIES, type Severity, type Translate } from '../knowledge';
import type { Finding } from '../rules';
import { filterWord } from '../filter/query';
import { COMPARE_INCIDENT, OPEN_REDACTED } from './codeActions';
import { chosenSeverity, isIncidental, type Severities } from '../presentation/findings';
import { nothingRead } from '../presentation/coverage';
import { describeScene, verdictOfScene } from '../presentation/outcomes';
import { successfulKinds } from '../presentation/comparing';
import { type Incident, incidentOfScene } from '../presentation/incidents';
import { Positions } from './positions';
import { type Scene, scenesOf } from '../judge/scenes';
import { problemsByScene } from '../presentation/findings';
import { type Verdict, verdictOf, verdictText } from '../presentation/verdict';
import { problemRowsOf } from '../presentation/problemRows';
import { COPY_TICKET, ticketArguments } from './ticket';

/** Command of our VS Code client: shows only the lines that match a filter. Arguments: a URI, the filter expression. */
export const FILTER_LINES = 'fortiosDebug.filterLines';

/** Command of our VS Code client: shows the report on the open capture. */
export const OPEN_REPORT = 'fortiosDebug.openReport';

/** Command of our VS Code client: shows the diagram of an incident or of a capture. Arguments: a URI, an id, whether all steps are unfolded. */
export const SHOW_INCIDENT = 'fortiosDebug.showIncident';

export interface CodeLensOptions {
  readonly translate: Translate;
  readonly severities: Severities;
  /** The commands that the client declared. */
  readonly commands: ReadonlySet<string>;
  /** True if another open capture has a success of this kind. */
  readonly succeedsElsewhere?: (kind: string) => boolean;
}

/**
 * Returns a lens with the outcome of the capture on its first line, and lenses with outcome and actions on each
 * exchange and login.
 * @param ranges only lenses on their lines are returned; undefined for all
 */
export function codeLensesOf(
  analysis: Analysis,
  document: TextDocument,
  options: CodeLensOptions,
  ranges?: readonly Range[],
): CodeLens[] {
  const problems = problemsByScene(analysis, options.severities);
  const positions = new Positions(document);
  const lenses = scenesIn(scenesOf(analysis), document, ranges).flatMap(scene => {
    const own = problems.get(scene) ?? [];
    const incident = incidentOfScene(analysis, scene);
    const id = incident?.id;
    const at = positions.at(scene.start);
    const range = { start: at, end: at };
    return [
      {
        range,
        command: sceneCommand(wordsOf(analysis, scene, own.length, options.translate), document, options, id),
      },
      ...ticketCommand(own, document, options).map(command => ({ range, command })),
      ...comparison(analysis, incident, document, options).map(command => ({ range, command })),
      ...linesCommand(id, document, options).map(command => ({ range, command })),
    ];
  });
  if (ranges && !ranges.some(({ start }) => start.line === 0)) return lenses;
  const verdict = verdictOf(analysis, options.severities, options.translate);
  const isNothing = nothingRead(verdict.coverage, options.translate) !== undefined;
  const hasVerdict = lenses.length > 0 || verdict.severity !== undefined || verdict.secrets > 0 || isNothing;
  if (!hasVerdict) return [];
  const [first] = lenses;
  const badge = secretsLens(verdict.secrets, document, options);
  // The badge has the number of the secrets.
  const said = badge.length > 0 ? { ...verdict, secrets: 0 } : verdict;
  if (first?.range.start.line !== 0)
    return [verdictLens(inFull(said, analysis, options), document, options), ...badge, ...lenses];
  // Space above the first line is limited: omit the verdict if a scene's lens there already begins with it.
  const lens = verdictLens(said, document, options);
  return [...(first.command.title.startsWith(lens.command?.title ?? '') ? [] : [lens]), ...badge, ...lenses];
}

/** How many secrets are marked, with the way to a copy without them and without those that nobody has marked. */
function secretsLens(
  count: number,
  { uri }: TextDocument,
  { translate, commands }: CodeLensOptions,
): CodeLens[] {
  if (count === 0 || !commands.has(OPEN_REDACTED)) return [];
  const at = { line: 0, character: 0 };
  const title = label(count === 1 ? 'lens.secret' : 'lens.secrets', translate, { count: String(count) });
  return [{ range: { start: at, end: at }, command: { title, command: OPEN_REDACTED, arguments: [uri] } }];
}

/** The scenes that begin on the lines of some ranges. */
function scenesIn(
  scenes: readonly Scene[],
  document: TextDocument,
  ranges: readonly Range[] | undefined,
): readonly Scene[] {
  if (!ranges) return scenes;
  const parts = ranges.map(({ start, end }) => [
    document.offsetAt({ line: start.line, character: 0 }),
    document.offsetAt({ line: end.line + 1, character: 0 }),
  ]);
  return scenes.filter(({ start }) => parts.some(([from = 0, to = 0]) => from <= start && start < to));
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
  { commands, translate }: CodeLensOptions,
  id: string | undefined,
): Command {
  if (id === undefined || !commands.has(SHOW_INCIDENT)) return { title, command: '' };
  return { title, tooltip: label('lens.show', translate), command: SHOW_INCIDENT, arguments: [uri, id] };
}

/** Returns the command that compares a failed incident with the last successful one, if one is known. */
function comparison(
  analysis: Analysis,
  incident: Incident | undefined,
  { uri }: TextDocument,
  { translate, commands, succeedsElsewhere }: CodeLensOptions,
): Command[] {
  if (!incident || !commands.has(COMPARE_INCIDENT)) return [];
  const { id, kind, scene } = incident;
  if (describeScene(analysis, scene, translate).ending !== 'failed') return [];
  if (!successfulKinds(analysis).has(kind) && succeedsElsewhere?.(kind) !== true) return [];
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
      ? { title, tooltip: label('lens.show', translate), command: SHOW_INCIDENT, arguments: [uri] }
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

/** Returns the command that copies a ticket about the most severe of some problems, if the client has it. */
function ticketCommand(
  problems: readonly Finding[],
  { uri }: TextDocument,
  { translate, severities, commands }: CodeLensOptions,
): Command[] {
  const rank = (finding: Finding): number =>
    SEVERITIES.indexOf(chosenSeverity(finding, severities) as Severity);
  const [mostSevere] = [...problems].sort((a, b) => rank(a) - rank(b));
  if (!mostSevere || !commands.has(COPY_TICKET)) return [];
  const title = label('lens.ticket', translate);
  return [{ title, command: COPY_TICKET, arguments: ticketArguments(uri, mostSevere) }];
}

/** Returns the command that shows only the lines of an incident, if the client has it. */
function linesCommand(
  id: string | undefined,
  { uri }: TextDocument,
  { translate, commands }: CodeLensOptions,
): Command[] {
  if (id === undefined || !commands.has(FILTER_LINES)) return [];
  const words = filterWord('incident', id);
  return [{ title: label('lens.lines', translate), command: FILTER_LINES, arguments: [uri, words] }];
}
