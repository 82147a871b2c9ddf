import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../analysis';
import { label, type Translate } from '../../knowledge';
import {
  allComparableFacts,
  type Candidate,
  type IncidentFacts,
  lastSuccessful,
  partingOf,
} from '../../presentation/comparing';
import { shown } from '../shown';
import type { Comparison, SceneDetail, SceneStep } from './data';
import type { SceneOptions } from './list';
import { detailById } from './scene';

/**
 * A capture whose incidents are compared: an open document, or a file from which an incident is read again on
 * request.
 */
export interface ComparedCapture {
  readonly uri: string;
  /** In text order. */
  readonly facts: readonly IncidentFacts[];
  /** Returns the full incident; undefined if there is none with this id. */
  detail(id: string): Promise<SceneDetail | undefined>;
}

/** Captures to search for a successful incident beside its own, open ones first. */
export interface OtherCaptures {
  readonly open: readonly ComparedCapture[];
  /** Reads the captures of the folder that are not open; undefined if the folder is not searched. */
  readonly folder?: () => Promise<readonly ComparedCapture[] | undefined>;
}

/** Returns an open document as a capture to compare with. */
export function openCapture(
  { analysis, document }: { readonly analysis: Analysis; readonly document: TextDocument },
  options: SceneOptions,
): ComparedCapture {
  return {
    uri: document.uri,
    facts: allComparableFacts(analysis),
    detail: id => Promise.resolve(detailById(analysis, document, id, options)),
  };
}

/**
 * Compares an incident with the last successful one of its kind: in the same capture, otherwise in the open ones,
 * otherwise in the folder. Undefined if there is no incident with this id.
 */
export async function comparisonOf(
  own: ComparedCapture,
  id: string,
  { open, folder }: OtherCaptures,
  translate: Translate,
): Promise<Comparison | undefined> {
  const compared = own.facts.find(one => one.id === id);
  const detail = compared && (await own.detail(id));
  if (!compared || !detail) return undefined;
  const { what, steps } = detail;
  if (detail.ending === 'well') return shown({ sentence: label('compare.well', translate, { what }) });
  let others: readonly ComparedCapture[] | undefined;
  const found =
    (await goodIn([own], compared)) ??
    (await goodIn(open, compared)) ??
    (await goodIn((others = await folder?.()) ?? [], compared));
  if (!found) {
    return shown({ sentence: label(others ? 'compare.noneInFolder' : 'compare.none', translate, { what }) });
  }
  const good = found.detail.steps;
  const { at, goodAt } = partingOf(steps, good);
  const sentence = partingWords(steps[at], good[goodAt], steps[at - 1], translate);
  return shown({ sentence, good: found, at, goodAt });
}

/** Returns the most similar successful incident of some captures. */
async function goodIn(
  captures: readonly ComparedCapture[],
  compared: IncidentFacts,
): Promise<Comparison['good']> {
  const best = bestOf(captures, compared);
  const detail = best && (await best.capture.detail(best.candidate.facts.id));
  return detail && { uri: best.capture.uri, isSameSubject: best.candidate.isSameSubject, detail };
}

interface Best {
  readonly capture: ComparedCapture;
  readonly candidate: Candidate;
}

function bestOf(captures: readonly ComparedCapture[], compared: IncidentFacts): Best | undefined {
  let best: Best | undefined;
  for (const capture of captures) {
    const candidate = lastSuccessful(capture.facts, compared);
    if (candidate && candidate.score > (best?.candidate.score ?? -1)) best = { capture, candidate };
  }
  return best;
}

/** Describes where two incidents diverge: `After "connected": here no answer, there answer received`. */
function partingWords(
  own: SceneStep | undefined,
  good: SceneStep | undefined,
  before: SceneStep | undefined,
  translate: Translate,
): string {
  const end = label('compare.end', translate);
  const facts = { here: own?.text ?? end, there: good?.text ?? end, before: before?.text ?? '' };
  if (!own && !good) return label('compare.same', translate);
  return label(before ? 'compare.after' : 'compare.start', translate, facts);
}
