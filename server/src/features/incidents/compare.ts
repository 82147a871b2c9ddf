import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../analysis';
import { label, type Translate } from '../../knowledge';
import {
  allComparableFacts,
  areEnds,
  type Candidate,
  type IncidentFacts,
  lastSuccessful,
  partingOf,
  partingOfEnds,
} from '../../presentation/comparing';
import { shown } from '../shown';
import type { Comparison, SceneDetail, SceneStep } from './data';
import type { SceneOptions } from './list';
import { detailById } from './scene';

export { successfulKinds } from '../../presentation/comparing';

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

/** An incident of a capture. */
export interface IncidentAddress {
  readonly uri: string;
  readonly id: string;
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
 * @param chosen the incident to compare with instead; without it, the result has no `good` if it is gone
 */
export async function comparisonOf(
  own: ComparedCapture,
  id: string,
  { open, folder }: OtherCaptures,
  translate: Translate,
  chosen?: IncidentAddress,
): Promise<Comparison | undefined> {
  const compared = own.facts.find(one => one.id === id);
  const detail = compared && (await own.detail(id));
  if (!compared || !detail) return undefined;
  const { what } = detail;
  if (chosen) {
    const found = await chosenIn([own, ...open, ...((await folder?.()) ?? [])], chosen, compared);
    return found
      ? comparisonWith(compared, detail, found, translate)
      : shown({ sentence: label('compare.none', translate, { what }) });
  }
  if (detail.ending === 'well') return shown({ sentence: label('compare.well', translate, { what }) });
  let others: readonly ComparedCapture[] | undefined;
  const found =
    (await goodIn([own], compared)) ??
    (await goodIn(open, compared)) ??
    (await goodIn((others = await folder?.()) ?? [], compared));
  return found
    ? comparisonWith(compared, detail, found, translate)
    : shown({ sentence: label(others ? 'compare.noneInFolder' : 'compare.none', translate, { what }) });
}

/** The incident that another one is compared with. */
interface Found {
  readonly good: NonNullable<Comparison['good']>;
  readonly facts: IncidentFacts;
}

function comparisonWith(
  compared: IncidentFacts,
  { steps }: SceneDetail,
  { good, facts }: Found,
  translate: Translate,
): Comparison {
  const others = good.detail.steps;
  const isOtherEnd = areEnds(compared.tunnel, facts.tunnel);
  const { at, goodAt } = (isOtherEnd ? partingOfEnds : partingOf)(steps, others);
  const parting = partingWords(steps[at], others[goodAt], steps[at - 1], translate);
  const sentence = isOtherEnd ? endsWords(compared, facts, parting, translate) : parting;
  return shown({ sentence, good, at, goodAt });
}

/** Returns the most similar successful incident of some captures. */
async function goodIn(
  captures: readonly ComparedCapture[],
  compared: IncidentFacts,
): Promise<Found | undefined> {
  const best = bestOf(captures, compared);
  return best && foundIn(best.capture, best.candidate.facts, best.candidate.isSameSubject);
}

/** Returns the incident that was compared before, or that a client chose. */
async function chosenIn(
  captures: readonly ComparedCapture[],
  { uri, id }: IncidentAddress,
  { subject }: IncidentFacts,
): Promise<Found | undefined> {
  const capture = captures.find(one => one.uri === uri);
  const facts = capture?.facts.find(one => one.id === id);
  return capture && facts && foundIn(capture, facts, subject !== '' && facts.subject === subject);
}

async function foundIn(
  capture: ComparedCapture,
  facts: IncidentFacts,
  isSameSubject: boolean,
): Promise<Found | undefined> {
  const detail = await capture.detail(facts.id);
  return detail && { good: { uri: capture.uri, isSameSubject, detail }, facts };
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

/** Describes the two ends of a negotiation: who proposed what, and where they diverge. */
function endsWords(own: IncidentFacts, other: IncidentFacts, parting: string, translate: Translate): string {
  const [initiator, responder] = own.tunnel?.isInitiator === true ? [own, other] : [other, own];
  // Each end names the address of the other.
  const names = { initiator: responder.peer ?? '', responder: initiator.peer ?? '', parting };
  const proposals = responder.tunnel?.proposals;
  return proposals
    ? label('compare.proposals', translate, { ...names, ...proposals })
    : label('compare.ends', translate, names);
}
