import { comparisonOf } from '../features/incidents/compare';
import { sceneListOf, type SceneOptions } from '../features/incidents/list';
import { partiesOf } from '../features/incidents/parties';
import { detailById, idAt } from '../features/incidents/scene';
import { secretGroupsOf } from '../features/incidents/secrets';
import { sceneTicket } from '../features/incidents/texts';
import { readFileOf } from '../report/captureStory';
import { INCIDENT_FORMATS, incidentText } from '../report/incidentStory';
import type { Context } from './context';
import type { Opened } from './documents';
import { guarded } from './guarded';
import {
  COMPARE,
  type Comparison,
  type DocumentParams,
  PARTIES,
  type PartyState,
  type PlaceParams,
  SCENE,
  SCENE_AT,
  type SceneDetail,
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

const aboutDocument = ({ uri }: DocumentParams): string => uri;

/** Answers what happened in a document, as plain data that any client can draw with. */
export function registerIncidents(context: Context): void {
  const { connection, documents } = context;
  documents.onAnalysed(({ document: { uri, version } }) => {
    const change: ScenesChanged = { uri, version };
    if (context.client.followsScenes) void connection.sendNotification(SCENES_CHANGED, change);
  });
  const options = (): SceneOptions => ({
    translate: context.translate,
    severities: context.settings.rules,
  });
  connection.onRequest(
    SCENES,
    guarded<DocumentParams, SceneList | null>(context, null, aboutDocument, (_, opened) =>
      opened ? sceneListOf(opened.analysis, opened.document, options()) : null,
    ),
  );
  connection.onRequest(
    SCENE,
    guarded<SceneParams, SceneDetail | null>(context, null, aboutDocument, ({ id }, opened) =>
      opened ? (detailById(opened.analysis, opened.document, id, options()) ?? null) : null,
    ),
  );
  connection.onRequest(
    SCENE_AT,
    guarded<PlaceParams, string | null>(context, null, aboutDocument, ({ position }, opened) =>
      opened ? (idAt(opened.analysis, opened.document.offsetAt(position)) ?? null) : null,
    ),
  );
  connection.onRequest(
    COMPARE,
    guarded<SceneParams, Comparison | null>(context, null, aboutDocument, ({ uri, id }, opened) => {
      const others = documents
        .uris()
        .filter(other => other !== uri)
        .flatMap(other => documents.ready(other) ?? []);
      return opened ? (comparisonOf(opened, id, others, options()) ?? null) : null;
    }),
  );
  connection.onRequest(
    SCENE_TEXT,
    guarded<SceneTextParams, string | null>(context, null, aboutDocument, (params, opened) =>
      opened ? (sceneText(opened, params, context.translate) ?? null) : null,
    ),
  );
  connection.onRequest(
    PARTIES,
    guarded<DocumentParams, readonly PartyState[]>(context, [], aboutDocument, (_, opened) =>
      opened ? partiesOf(opened.analysis, opened.document, context.translate) : [],
    ),
  );
  connection.onRequest(
    SECRETS,
    guarded<DocumentParams, readonly SecretGroup[]>(context, [], aboutDocument, (_, opened) =>
      opened ? secretGroupsOf(opened.analysis, opened.document, context.translate) : [],
    ),
  );
}

function sceneText(
  { analysis, document }: Opened,
  { id, format, name, uri }: SceneTextParams,
  translate: Context['translate'],
): string | undefined {
  if (format === 'ticket') return sceneTicket(analysis, id, translate);
  const known = INCIDENT_FORMATS.find(one => one === format);
  return known && incidentText(readFileOf(name ?? uri, analysis, document), id, known);
}
