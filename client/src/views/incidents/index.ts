import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { CausesJudged, SceneDetail } from '../../../../server/src/lsp/protocol';
import { filterWord } from '../../../../server/src/filter/query';
import { timeWord } from '../../../../server/src/filter/times';
import { FILTER_LINES } from '../filter/filterCommand';
import { type IncidentNode, IncidentTree } from './incidentTree';
import { isOpenCapture, fileLabel } from '../../commands/analyseFile';
import { captureOf } from '../../commands/chosenCapture';
import { VIEW_SCHEME } from '../readOnly';
import { shownName } from '../shownName';
import { activeUri } from '../tabs';
import { IncidentModel, type Selected } from './model';
import { IncidentFiles } from './fileEditor';
import {
  COMPARE_ENDS,
  COMPARE_INCIDENT,
  COPY_INCIDENT,
  COPY_TICKET,
  FILTER_INCIDENT,
  FILTER_PARTY,
  FILTER_TIME,
  openFile,
  REVEAL,
  SAVE_INCIDENT,
  SHOW_INCIDENT,
} from './incidentCommands';
import { showOnOpen } from './picture';
import { IncidentPicture } from './picture';
import { isPartyRow, PartyTree } from './partyTree';
import { SecretTree } from './secretTree';
import { StepTree, timeOfStep } from './stepTree';
import { copyIncident, saveIncident } from './taking';

export { COMPARE_INCIDENT, SHOW_INCIDENT } from './incidentCommands';

/** The views of what happened in the open captures: incidents, steps, parties and secrets. */
export function registerIncidents(
  client: BaseLanguageClient,
  extension: vscode.Uri,
  onDidJudge: vscode.Event<CausesJudged>,
): vscode.Disposable {
  const model = new IncidentModel(client, onDidJudge);
  const tree = new IncidentTree(model);
  const picture = new IncidentPicture(model, extension);
  return vscode.Disposable.from(
    model,
    tree,
    picture,
    showOnOpen(model, picture),
    new IncidentFiles(client, model, extension),
    new StepTree(model),
    new PartyTree(model),
    new SecretTree(model),
    vscode.commands.registerCommand(REVEAL, async (uri: unknown, range: unknown) => {
      if (typeof uri === 'string' && isRange(range)) await model.reveal(vscode.Uri.parse(uri), range);
    }),
    vscode.commands.registerCommand(
      SHOW_INCIDENT,
      async (clicked: unknown, id: unknown, isUnfolded: unknown) => {
        const file = clicked instanceof vscode.Uri ? clicked : undefined;
        const chosen = file ? { uri: file, id: undefined } : chosenIncident(model, clicked, id);
        if (!chosen && clicked === undefined) return showPicked();
        const mayBeUnread = file !== undefined || (clicked === undefined && chosen && isInFront(chosen.uri));
        const isRead = !chosen || !mayBeUnread || isOpenCapture(chosen.uri) || (await opened(chosen.uri));
        if (!isRead) return showUnread(chosen.uri);
        // A code lens names a capture and an incident; the one above the first line names only the capture.
        if (chosen) model.select(chosen.uri, chosen.id ?? onlyIncident(model, chosen.uri));
        picture.show(isUnfolded === true);
      },
    ),
    vscode.commands.registerCommand(COMPARE_INCIDENT, (clicked: unknown, id: unknown) => {
      const chosen = chosenIncident(model, clicked, id);
      if (chosen) model.select(chosen.uri, chosen.id);
      picture.compare();
    }),
    vscode.commands.registerCommand(COMPARE_ENDS, (clicked: unknown, id: unknown) => {
      const chosen = chosenIncident(model, clicked, id);
      const scene = chosen && model.sceneOf(chosen);
      const other = scene && model.comparable.otherEnd(chosen.uri, scene);
      if (!other) return;
      model.select(chosen.uri, chosen.id);
      picture.compare(other);
    }),
    vscode.commands.registerCommand(COPY_TICKET, async (clicked: unknown, id: unknown) => {
      const chosen = chosenIncident(model, clicked, id);
      if (chosen?.id !== undefined) await copyIncident(model, chosen.uri, chosen.id, 'ticket');
    }),
    vscode.commands.registerCommand(COPY_INCIDENT, async (clicked: unknown, id: unknown) => {
      const chosen = chosenIncident(model, clicked, id);
      if (chosen?.id !== undefined) await copyIncident(model, chosen.uri, chosen.id);
    }),
    vscode.commands.registerCommand(SAVE_INCIDENT, async (clicked: unknown, id: unknown) => {
      const chosen = chosenIncident(model, clicked, id);
      if (chosen?.id !== undefined) await saveIncident(model, chosen.uri, chosen.id);
    }),
    vscode.commands.registerCommand(FILTER_INCIDENT, async (clicked: unknown, id: unknown) => {
      const chosen = chosenIncident(model, clicked, id);
      if (chosen?.id !== undefined) await filterOn(chosen.uri, filterWord('incident', chosen.id));
    }),
    vscode.commands.registerCommand(FILTER_TIME, async (clicked: unknown, id: unknown) => {
      const step = timeOfStep(clicked);
      if (step) return filterOn(step.uri, step.time, step.line);
      const chosen = chosenIncident(model, clicked, id);
      const scene = chosen && model.sceneOf(chosen);
      const words = scene?.stamp === undefined ? undefined : timeWord(scene.stamp, scene.duration ?? 0);
      if (chosen && words !== undefined) await filterOn(chosen.uri, words);
      else void vscode.window.showInformationMessage(vscode.l10n.t('This incident has no time stamps.'));
    }),
    vscode.commands.registerCommand(FILTER_PARTY, async (clicked: unknown) => {
      if (isPartyRow(clicked))
        await filterOn(clicked.uri, filterWord(clicked.party.kind, clicked.party.name));
    }),
    vscode.commands.registerCommand('fortiosDebug.maskSecrets', () => maskAll(model)),
  );
}

async function filterOn(uri: vscode.Uri, words: string, line?: number): Promise<void> {
  await vscode.commands.executeCommand(FILTER_LINES, uri.toString(), words, line);
}

/** What a command refers to: the incident in its arguments, that of the clicked row, or the one in front. */
function chosenIncident(model: IncidentModel, clicked: unknown, id?: unknown): Selected | undefined {
  if (typeof clicked === 'string')
    return { uri: vscode.Uri.parse(clicked), id: typeof id === 'string' ? id : undefined };
  const node = clicked as Partial<IncidentNode> | undefined;
  if (node?.about === 'incident' && node.capture && node.scene)
    return { uri: node.capture.uri, id: node.scene.id };
  return inFront(model);
}

/** The selection, unless the active tab shows another file. A view repeats lines of a capture. */
function inFront({ selected }: IncidentModel): Selected | undefined {
  const uri = activeUri();
  if (!uri || uri.scheme === VIEW_SCHEME || uri.toString() === selected?.uri.toString()) return selected;
  return { uri, id: undefined };
}

function isInFront(uri: vscode.Uri): boolean {
  return activeUri()?.toString() === uri.toString();
}

async function showPicked(): Promise<void> {
  const [uri] = (await vscode.window.showOpenDialog()) ?? [];
  if (uri) await vscode.commands.executeCommand(SHOW_INCIDENT, uri);
}

/** Opens a file as text, if it is a capture that VS Code can show. */
async function opened(uri: vscode.Uri): Promise<boolean> {
  const document = await captureOf(uri);
  if (document) await vscode.window.showTextDocument(document, { preview: false });
  return document !== undefined;
}

/** Shows what happened in a file that is in front and was not read: it is large, compressed or no capture. */
async function showUnread(uri: vscode.Uri): Promise<void> {
  if (uri.scheme !== 'untitled') return openFile(uri);
  const message = vscode.l10n.t('{0} does not look like a FortiOS debug capture.', fileLabel(uri));
  await vscode.window.showInformationMessage(message);
}

/** Returns the id of the only incident of a capture: its page says more than that of the capture. */
function onlyIncident(model: IncidentModel, uri: vscode.Uri): string | undefined {
  const { scenes = [], problems = [] } = model.scenesOf(uri)?.list ?? {};
  return scenes.length === 1 && problems.length === 0 ? scenes[0]?.id : undefined;
}

/** Masks every secret of the selected capture, as the source action of the editor does. */
async function maskAll(model: IncidentModel): Promise<void> {
  const uri = inFront(model)?.uri;
  // A file without an editor is not changed.
  if (!uri || !isOpenCapture(uri)) return;
  const document = await vscode.workspace.openTextDocument(uri);
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    whole,
    'source.maskSecrets',
  );
  const edit = actions.find(action => action.edit)?.edit;
  if (edit && !(await vscode.workspace.applyEdit(edit))) return;
  const places = edit?.get(uri).length ?? 0;
  const name = shownName(uri);
  const message =
    places === 0
      ? vscode.l10n.t('No secret was found in this capture.')
      : places === 1
        ? vscode.l10n.t('{0}: 1 place was masked. Undo brings it back.', name)
        : vscode.l10n.t('{0}: {1} places were masked. Undo brings them back.', name, places);
  await vscode.window.showInformationMessage(message);
}

/** The result of a command is checked like any input. */
function isRange(value: unknown): value is SceneDetail['range'] {
  const isPlace = (place: unknown): boolean => {
    const { line, character } = (place ?? {}) as { line?: unknown; character?: unknown };
    return Number.isInteger(line) && Number.isInteger(character);
  };
  const { start, end } = (value ?? {}) as { start?: unknown; end?: unknown };
  return isPlace(start) && isPlace(end);
}
