import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../analysis';
import { label, type Translate } from '../../knowledge';
import { type Candidate, lastGood, partingOf } from '../../telling/comparing';
import { incidentOf } from '../../telling/incidents';
import { tellScene } from '../../telling/outcomes';
import type { PlacedStep } from '../../telling/steps';
import { shown } from '../shown';
import type { Comparison } from './data';
import type { SceneOptions } from './list';
import { sceneDetailOf, shownSteps } from './scene';

/** A document that a good incident is looked for in. */
export interface Known {
  readonly document: TextDocument;
  readonly analysis: Analysis;
}

/**
 * Compares an incident with the last one of its kind that went well: in its own capture, or else in the others; undefined
 * where there is no incident with this id.
 */
export function comparisonOf(
  { analysis, document }: Known,
  id: string,
  others: readonly Known[],
  options: SceneOptions,
): Comparison | undefined {
  const incident = incidentOf(analysis, id);
  if (!incident) return undefined;
  const { translate } = options;
  const told = tellScene(analysis, incident.scene, translate);
  if (told.ending === 'well')
    return shown({ sentence: label('compare.well', translate, { what: told.what }) });
  const own = lastGood(analysis, incident, analysis);
  const [found, where] = own ? [own, { analysis, document }] : bestOf(others, incident, analysis);
  if (!found || !where) return shown({ sentence: label('compare.none', translate, { what: told.what }) });
  const steps = shownSteps(analysis, incident.scene, translate);
  const good = shownSteps(where.analysis, found.incident.scene, translate);
  const { at, goodAt } = partingOf(steps, good);
  return shown({
    sentence: partingWords(steps[at], good[goodAt], steps[at - 1], translate),
    good: {
      uri: where.document.uri,
      isSameSubject: found.isSameSubject,
      detail: sceneDetailOf(where.analysis, where.document, found.incident, options),
    },
    at,
    goodAt,
  });
}

function bestOf(
  others: readonly Known[],
  incident: Parameters<typeof lastGood>[1],
  from: Analysis,
): [Candidate | undefined, Known | undefined] {
  let best: [Candidate | undefined, Known | undefined] = [undefined, undefined];
  for (const other of others) {
    const found = lastGood(other.analysis, incident, from);
    if (found && found.score > (best[0]?.score ?? -1)) best = [found, other];
  }
  return best;
}

/** Where they part, in words: `After "connected": here no answer, there answer received`. */
function partingWords(
  own: PlacedStep | undefined,
  good: PlacedStep | undefined,
  before: PlacedStep | undefined,
  translate: Translate,
): string {
  const end = label('compare.end', translate);
  const facts = { here: own?.text ?? end, there: good?.text ?? end, before: before?.text ?? '' };
  if (!own && !good) return label('compare.same', translate);
  return label(before ? 'compare.after' : 'compare.start', translate, facts);
}
