import type { Analysis } from '../../analysis';
import { type Incident, incidentOf, incidentsOf } from '../../telling/incidents';
import { linesOf } from '../codeLens';
import type { Placing } from '../positions';
import { redactedCopyOf } from '../redactedCopy';
import type { SceneExcerpt } from './data';
import type { WindowPlace } from './gathering';
import { placingOf, type TextWindow } from '../../syntax';

/** An incident with the analysis that it is of, and what tells its places in the whole text. */
export interface PlacedIncident {
  readonly analysis: Analysis;
  readonly document: Placing;
  readonly incident: Incident;
}

/** The incident of a document with this id; undefined if there is none. */
export function incidentIn(
  { analysis, document }: { readonly analysis: Analysis; readonly document: Placing },
  id: string,
): PlacedIncident | undefined {
  const incident = incidentOf(analysis, id);
  return incident && { analysis, document, incident };
}

/** The incident of a long text that is told in a window of it; `id` is its id in the whole text. */
export function incidentOfWindow(
  window: TextWindow,
  analysis: Analysis,
  { index }: WindowPlace,
  id: string,
): PlacedIncident | undefined {
  const incident = incidentsOf(analysis)[index];
  return incident && { analysis, document: placingOf(window), incident: { ...incident, id } };
}

/** The lines of an incident, without those of others between them. Secrets are masked; names stay if that is wanted. */
export function excerptOf(
  { analysis, document, incident }: PlacedIncident,
  keepIdentities: boolean,
): SceneExcerpt {
  const ranges = linesOf(analysis, incident.scene, document);
  const stretches = ranges.map(({ start, end }) => ({
    start: document.offsetAt(start),
    end: document.offsetAt(end),
  }));
  return {
    text: redactedCopyOf(analysis, keepIdentities, stretches).text,
    lines: ranges.flatMap(({ start, end }) =>
      Array.from({ length: end.line - start.line + 1 }, (_, index) => start.line + index),
    ),
  };
}
