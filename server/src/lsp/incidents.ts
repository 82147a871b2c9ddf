import type { CancellationToken } from 'vscode-languageserver';
import { comparisonOf, openCapture, type OtherCaptures } from '../features/incidents/compare';
import { sceneListOf, type SceneOptions } from '../features/incidents/list';
import { partyStates } from '../features/incidents/parties';
import { excerptOf, incidentIn, type PlacedIncident } from '../features/incidents/placed';
import { idAt, sceneDetailOf } from '../features/incidents/scene';
import { secretGroupsOf } from '../features/incidents/secrets';
import { sceneTicket } from '../features/ticket';
import { readFileOf } from '../report/captureStory';
import { INCIDENT_FORMATS, incidentText } from '../report/incidentStory';
import type { Context } from './context';
import type { Opened } from './documents';
import { guarded } from './guarded';
import {
  COMPARE,
  type CompareParams,
  type Comparison,
  type DocumentParams,
  PARTIES,
  type PartyState,
  SCENE,
  SCENE_AT,
  type SceneAt,
  type SceneAtParams,
  SCENE_EXCERPT,
  type SceneDetail,
  type SceneExcerpt,
  type SceneExcerptParams,
  SCENE_TEXT,
  type SceneTextParams,
  type SceneList,
  type SceneParams,
  SCENES,
  SCENES_CHANGED,
  type ScenesChanged,
  type SecretGroup,
  SECRETS,
} from './protocol';
import type { FileCaptures } from './workspace/fileCaptures';

const aboutDocument = ({ uri }: DocumentParams): string => uri;

/**
 * Registers the requests for incidents of a document or of a file that was read, as plain data for any client to
 * draw.
 */
export function registerIncidents(context: Context, files: FileCaptures): void {
  const { documents } = context;
  documents.onAnalysed(({ document: { uri, version } }) => {
    notifyChange(context, uri, version);
    notifyAffected(context, uri);
  });
  files.register();
  registerLists(context, files);
  registerScenes(context, files);
}

/** Notifies a client that follows scenes: other settings change the verdict of each capture. */
export function notifyScenesChanged(context: Context): void {
  const { documents } = context;
  for (const uri of documents.uris()) {
    const ready = documents.ready(uri);
    if (ready) notifyChange(context, uri, ready.document.version);
  }
}

/** Notifies of a change to the facts in a capture, which was analysed or closed, for others of the same unit. */
export function notifyAffected(context: Context, uri: string): void {
  if (!context.client.followsScenes) return;
  context.sameUnit.changed(uri, other =>
    notifyChange(context, other, context.documents.versionOf(other) ?? 0),
  );
}

function notifyChange({ client, connection }: Context, uri: string, version: number): void {
  const change: ScenesChanged = { uri, version };
  if (client.followsScenes) void connection.sendNotification(SCENES_CHANGED, change);
}

function optionsOf({ translate, settings, sameUnit }: Context, uri: string): SceneOptions {
  return { translate, severities: settings.rules, others: sameUnit.lookUp(uri) };
}

/** Registers the requests about a capture as a whole. */
function registerLists(context: Context, files: FileCaptures): void {
  const { connection } = context;
  connection.onRequest(
    SCENES,
    guarded<DocumentParams, SceneList | null>(context, null, aboutDocument, ({ uri }, opened) =>
      opened
        ? sceneListOf(opened.analysis, opened.document, optionsOf(context, uri))
        : (files.known(uri)?.scenes.list ?? null),
    ),
  );
  connection.onRequest(
    PARTIES,
    guarded<DocumentParams, readonly PartyState[]>(context, [], aboutDocument, ({ uri }, opened) =>
      opened
        ? partyStates(opened.analysis, opened.document, context.translate)
        : (files.known(uri)?.scenes.parties ?? []),
    ),
  );
  connection.onRequest(
    SECRETS,
    guarded<DocumentParams, readonly SecretGroup[]>(context, [], aboutDocument, ({ uri }, opened) =>
      opened
        ? secretGroupsOf(opened.analysis.secrets, opened.document, context.translate)
        : (files.known(uri)?.scenes.secrets ?? []),
    ),
  );
}

/** Registers the requests about one incident. */
function registerScenes(context: Context, files: FileCaptures): void {
  const { connection } = context;
  const placed = async ({ uri, id }: SceneParams, opened: Opened | undefined) =>
    opened ? incidentIn(opened, id) : files.incident(uri, id);
  connection.onRequest(
    SCENE,
    guarded<SceneParams, SceneDetail | null>(context, null, aboutDocument, async (params, opened) => {
      const found = await placed(params, opened);
      return found ? sceneDetailOf(found, optionsOf(context, params.uri)) : null;
    }),
  );
  connection.onRequest(
    SCENE_AT,
    guarded<SceneAtParams, SceneAt | null>(
      context,
      null,
      aboutDocument,
      ({ uri, position, known }, opened) => {
        if (!opened) return null;
        const id = idAt(opened.analysis, opened.document.offsetAt(position));
        if (id === undefined) return null;
        const found = id === known ? undefined : incidentIn(opened, id);
        return { id, ...(found && { detail: sceneDetailOf(found, optionsOf(context, uri)) }) };
      },
    ),
  );
  connection.onRequest(COMPARE, (params: CompareParams, token: CancellationToken) => {
    const cancelled = (): boolean => token.isCancellationRequested;
    return guarded<CompareParams, Comparison | null>(context, null, aboutDocument, (about, opened) =>
      compared(context, files, about, opened, cancelled),
    )(params, token);
  });
  connection.onRequest(
    SCENE_EXCERPT,
    guarded<SceneExcerptParams, SceneExcerpt | null>(context, null, aboutDocument, async (params, opened) => {
      const found = await placed(params, opened);
      return found ? excerptOf(found, params.keepIdentities) : null;
    }),
  );
  connection.onRequest(
    SCENE_TEXT,
    guarded<SceneTextParams, string | null>(context, null, aboutDocument, async (params, opened) => {
      const found = await placed(params, opened);
      return (found && sceneText(found, params, context, files)) ?? null;
    }),
  );
}

async function compared(
  context: Context,
  files: FileCaptures,
  { uri, id, other: chosen }: CompareParams,
  opened: Opened | undefined,
  cancelled: () => boolean,
): Promise<Comparison | null> {
  const { documents, translate } = context;
  const options = optionsOf(context, uri);
  const own = opened ? openCapture(opened, options) : files.compared(uri);
  if (!own) return null;
  const open = documents
    .uris()
    .filter(other => other !== uri)
    .flatMap(other => documents.ready(other) ?? [])
    .map(other => openCapture(other, options));
  const others: OtherCaptures = {
    open: [...open, ...files.comparedOpen(uri)],
    folder: () => files.comparedFolder(uri, cancelled),
  };
  return (await comparisonOf(own, id, others, translate, chosen)) ?? null;
}

function sceneText(
  { analysis, document, incident }: PlacedIncident,
  { format, name, uri }: SceneTextParams,
  { translate, sameUnit }: Context,
  files: FileCaptures,
): string | undefined {
  const others = sameUnit.lookUp(uri);
  if (format === 'ticket') return sceneTicket({ analysis, document, incident }, translate, others);
  const known = INCIDENT_FORMATS.find(one => one === format);
  if (!known) return undefined;
  const file = readFileOf(name ?? uri, analysis, document);
  const coverage = files.known(uri)?.coverage ?? file.coverage;
  return incidentText({ ...file, coverage, others }, incident, known);
}
