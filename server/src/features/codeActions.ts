import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { label, type LabelName, type Translate } from '../knowledge';
import { articleOf, type Finding, severityOf } from '../rules';
import { safeCommands } from '../judge/commands';
import { adviceOf } from '../presentation/advice';
import { type OtherFacts } from '../judge';
import { successfulKinds } from '../presentation/comparing';
import { incidentOfScene } from '../presentation/incidents';
import { describeScene } from '../presentation/outcomes';
import { recordingAdvised, recordingTitle } from '../presentation/recordings';
import { sceneAt } from '../judge/scenes';
import { rangeOf, SOURCE, type ProblemData } from './diagnostics';
import { maskAllFix, maskAt, maskFix } from './maskActions';
import type { Severities } from '../presentation/findings';
import { recordAt } from '../judge/places';
import { isNotUnderstood, isUnexplained } from './teamEntry';
import { COPY_TICKET, needsTicket, ticketArguments, ticketTitle } from './ticket';

/** Command of our VS Code client: opens a redacted copy beside the capture. Argument: the URI of the document. */
export const OPEN_REDACTED = 'fortiosDebug.openRedacted';
/**
 * Commands of our VS Code client that quick fixes may use; other clients are offered only what the protocol supports.
 */
export const COPY_TEXT = 'fortiosDebug.copyText';
/** Starts an entry of the site's own knowledge. Arguments: a URI and the position of a problem. */
export const EXPLAIN_FOR_TEAM = 'fortiosDebug.explainForTeam';
export const TURN_RULE_OFF = 'fortiosDebug.turnRuleOff';
/** Compares an incident with the last successful one. Arguments: a URI and the id of a scene. */
export const COMPARE_INCIDENT = 'fortiosDebug.compareIncident';
/** Shows how to record a capture. Argument: the id of a recipe; without it the user chooses. */
export const RECORD_CAPTURE = 'fortiosDebug.recordCapture';
/** Command of this server: asks the client to open an address. */
export const OPEN_ADDRESS = 'fortiosDebug.openAddress';

export interface CodeActionOptions {
  readonly translate: Translate;
  readonly severities: Severities;
  /** The commands that the client declared. */
  readonly clientCommands: ReadonlySet<string>;
  /** True if the client supports `window/showDocument`. */
  readonly showDocument: boolean;
  /** Looks up what other captures show of the units. */
  readonly others?: OtherFacts | undefined;
  /** True if another open capture has a success of this kind. */
  readonly succeedsElsewhere?: (kind: string) => boolean;
}

/**
 * Returns the quick fixes for those of `diagnostics` that are ours; if none of them is about a secret, also the
 * action that masks the secret at `range`.
 */
export function codeActionsOf(
  analysis: Analysis,
  document: TextDocument,
  diagnostics: readonly Diagnostic[],
  options: CodeActionOptions,
  range?: Range,
): CodeAction[] {
  const ours = diagnostics.filter(({ source, data }) => source === SOURCE && isProblemData(data));
  const secrets = ours.filter(isAboutSecret);
  const fixes = ours.flatMap(diagnostic => {
    const finding = findingOf(analysis, document, diagnostic);
    return [
      ...edits(analysis, document, diagnostic, options),
      ...(diagnostic === secrets[0]
        ? [
            ...maskAllFix(analysis, document, secrets, options.translate),
            ...redactedCopy(document, secrets, options),
          ]
        : []),
      ...(finding ? copies(finding, analysis, document, diagnostic, options) : []),
      ...(finding ? teamEntry(finding, document, diagnostic, options) : []),
      ...(finding ? comparison(finding, analysis, document, diagnostic, options) : []),
      ...(finding ? recording(finding, analysis, diagnostic, options) : []),
      ...article(diagnostic, options),
      ...turnOff(diagnostic, options),
    ];
  });
  if (secrets.length > 0 || !range) return fixes;
  return [
    ...fixes,
    ...maskAt(analysis, document, range, options.translate),
    ...(ours.length > 0 ? [] : teamLine(analysis, document, range, options)),
  ];
}

/** Returns the action that opens a copy without secrets, if the client has it. */
function redactedCopy(
  { uri }: TextDocument,
  diagnostics: Diagnostic[],
  { translate, clientCommands }: CodeActionOptions,
): CodeAction[] {
  if (!clientCommands.has(OPEN_REDACTED)) return [];
  const title = label('fix.openRedacted', translate);
  const command = { title, command: OPEN_REDACTED, arguments: [uri] };
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics, command }];
}

/** Returns the action that starts a team entry for a line that is not understood. */
function teamLine(
  analysis: Analysis,
  document: TextDocument,
  { start }: Range,
  { translate, clientCommands }: CodeActionOptions,
): CodeAction[] {
  const record = recordAt(analysis, document.offsetAt(start));
  if (!clientCommands.has(EXPLAIN_FOR_TEAM) || !record || !isNotUnderstood(record)) return [];
  const title = label('fix.teamLine', translate);
  const parameters = [document.uri, start];
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      command: { title, command: EXPLAIN_FOR_TEAM, arguments: parameters },
    },
  ];
}

function isProblemData(data: unknown): data is ProblemData {
  return typeof data === 'object' && data !== null && 'rule' in data && 'facts' in data;
}

function isAboutSecret(diagnostic: Diagnostic): boolean {
  return dataOf(diagnostic).rule.startsWith('secret/');
}

function dataOf(diagnostic: Diagnostic): ProblemData {
  return diagnostic.data as ProblemData;
}

/** Returns the finding that a diagnostic was made from; undefined if the document no longer has it there. */
function findingOf(analysis: Analysis, document: TextDocument, diagnostic: Diagnostic): Finding | undefined {
  const start = document.offsetAt(diagnostic.range.start);
  const end = document.offsetAt(diagnostic.range.end);
  return analysis.findings.find(
    finding => finding.rule === dataOf(diagnostic).rule && finding.start === start && finding.end === end,
  );
}

function edits(
  analysis: Analysis,
  document: TextDocument,
  diagnostic: Diagnostic,
  options: CodeActionOptions,
): CodeAction[] {
  if (isAboutSecret(diagnostic)) return maskFix(analysis, document, diagnostic, options.translate);
  if (dataOf(diagnostic).rule !== 'json/damaged') return [];
  const start = document.offsetAt(diagnostic.range.start);
  const payload = analysis.trace.payloads.find(one => one.damage?.start === start);
  const repairs = payload?.repairs();
  if (!repairs || repairs.length === 0) return [];
  const changes = repairs.map(repair => ({ range: rangeOf(document, repair), newText: repair.text }));
  return [
    {
      title: label('fix.repair', options.translate),
      kind: CodeActionKind.QuickFix,
      edit: { changes: { [document.uri]: changes } },
      diagnostics: [diagnostic],
      isPreferred: true,
    },
  ];
}

/** Returns the actions that copy a ticket or the commands for checking the cause. */
function copies(
  finding: Finding,
  analysis: Analysis,
  { uri }: TextDocument,
  diagnostic: Diagnostic,
  { translate, clientCommands, others }: CodeActionOptions,
): CodeAction[] {
  const actions: CodeAction[] = [];
  if (clientCommands.has(COPY_TICKET) && needsTicket(finding))
    actions.push(
      command(label(ticketTitle(finding), translate), COPY_TICKET, ticketArguments(uri, finding), diagnostic),
    );
  const { guidance, deciding } = adviceOf(analysis, finding, { translate, others });
  const copy = (name: LabelName, commands: readonly string[]): void => {
    if (!clientCommands.has(COPY_TEXT) || commands.length === 0) return;
    actions.push(command(label(name, translate), COPY_TEXT, [commands.join('\n') + '\n'], diagnostic));
  };
  copy('fix.decide', deciding);
  copy('fix.commands', safeCommands(guidance.commands));
  return actions;
}

/** Returns the action that starts a team entry for a problem without a built-in explanation. */
function teamEntry(
  finding: Finding,
  { uri }: TextDocument,
  diagnostic: Diagnostic,
  { translate, clientCommands }: CodeActionOptions,
): CodeAction[] {
  if (!clientCommands.has(EXPLAIN_FOR_TEAM) || !isUnexplained(finding)) return [];
  const parameters = [uri, diagnostic.range.start];
  return [command(label('fix.team', translate), EXPLAIN_FOR_TEAM, parameters, diagnostic)];
}

/** Returns the action that compares the incident of the problem with a successful one, if one is known. */
function comparison(
  finding: Finding,
  analysis: Analysis,
  document: TextDocument,
  diagnostic: Diagnostic,
  { translate, clientCommands, succeedsElsewhere }: CodeActionOptions,
): CodeAction[] {
  if (!clientCommands.has(COMPARE_INCIDENT) || isAboutSecret(diagnostic)) return [];
  const scene = sceneAt(analysis, finding.start);
  const incident = scene && incidentOfScene(analysis, scene);
  if (!incident || describeScene(analysis, incident.scene, translate).ending === 'well') return [];
  const { kind } = incident;
  if (!successfulKinds(analysis).has(kind) && succeedsElsewhere?.(kind) !== true) return [];
  return [
    command(label('fix.compare', translate), COMPARE_INCIDENT, [document.uri, incident.id], diagnostic),
  ];
}

/** Returns the action that explains how to record the capture again, if the problem is about missing output. */
function recording(
  finding: Finding,
  analysis: Analysis,
  diagnostic: Diagnostic,
  { translate, clientCommands }: CodeActionOptions,
): CodeAction[] {
  if (!clientCommands.has(RECORD_CAPTURE)) return [];
  const problem = { rule: finding.rule, severity: severityOf(finding) };
  const advised = recordingAdvised(problem, analysis.findings);
  if (!advised) return [];
  const parameters = advised.recipe ? [advised.recipe.id] : [];
  return [command(recordingTitle(advised, translate), RECORD_CAPTURE, parameters, diagnostic)];
}

function article(diagnostic: Diagnostic, { translate, showDocument }: CodeActionOptions): CodeAction[] {
  const found = showDocument ? articleOf(dataOf(diagnostic)) : undefined;
  return found
    ? [
        command(
          label('fix.article', translate, { title: found.title }),
          OPEN_ADDRESS,
          [found.address],
          diagnostic,
        ),
      ]
    : [];
}

function turnOff(diagnostic: Diagnostic, { translate, clientCommands }: CodeActionOptions): CodeAction[] {
  if (!clientCommands.has(TURN_RULE_OFF)) return [];
  const rule = String(diagnostic.code);
  return [command(label('fix.turnOff', translate, { rule }), TURN_RULE_OFF, [rule], diagnostic)];
}

function command(title: string, name: string, parameters: unknown[], diagnostic: Diagnostic): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    command: { title, command: name, arguments: parameters },
  };
}
