import { max } from '../../integers';
import { uinteger } from 'vscode-languageserver-types';
import type { Analysis } from '../../analysis';
import { type Incident, incidentOf, incidentsOf } from '../../presentation/incidents';
import { spansOfScene } from '../../filter/sceneLines';
import type { DocumentPositions } from '../positions';
import { redactedCopyOf } from '../redactedCopy';
import type { SceneExcerpt } from './data';
import type { WindowPlace } from './gathering';
import { documentPositionsOf, type Span, type TextWindow } from '../../syntax';
import { trimTrailingSpace } from '../../judge/spans';

/** An incident with its analysis, and a converter of its offsets to positions in the whole text. */
export interface PlacedIncident {
  readonly analysis: Analysis;
  readonly document: DocumentPositions;
  readonly incident: Incident;
}

/** Returns the incident of a document with this id; undefined if there is none. */
export function incidentIn(
  { analysis, document }: { readonly analysis: Analysis; readonly document: DocumentPositions },
  id: string,
): PlacedIncident | undefined {
  const incident = incidentOf(analysis, id);
  return incident && { analysis, document, incident };
}

/** Returns the incident of a long text that begins in one of its windows; `id` is its id in the whole text. */
export function incidentOfWindow(
  window: TextWindow,
  analysis: Analysis,
  { index }: WindowPlace,
  id: string,
): PlacedIncident | undefined {
  const incident = incidentsOf(analysis)[index];
  return incident && { analysis, document: documentPositionsOf(window), incident: { ...incident, id } };
}

/**
 * Returns the lines of an incident; lines of other incidents in between are left out. Secrets are masked, names only
 * on request.
 */
export function excerptOf(
  { analysis, document, incident }: PlacedIncident,
  keepIdentities: boolean,
): SceneExcerpt {
  const lines: number[] = [];
  const stretches: Span[] = [];
  for (const { start, end } of spansOfScene(analysis, incident.scene)) {
    const first = document.positionAt(start).line;
    const last = document.positionAt(trimTrailingSpace(analysis.text, { start, end }).end).line;
    // Two pieces on one line yield that line once.
    const from = max(first, (lines[lines.length - 1] ?? -1) + 1);
    if (last < from) continue;
    for (let line = from; line <= last; line++) lines.push(line);
    // `offsetAt` does not go past the end of a line.
    stretches.push({
      start: document.offsetAt({ line: from, character: 0 }),
      end: document.offsetAt({ line: last, character: uinteger.MAX_VALUE }),
    });
  }
  return { text: redactedCopyOf(analysis, keepIdentities, stretches).text, lines };
}
