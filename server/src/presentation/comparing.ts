import { max } from '../integers';
import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { inEnglish } from '../knowledge';
import { type Incident, incidentsOf } from './incidents';
import { displayName } from './displayNames';
import { type Ending, describeScene } from './outcomes';
import { negotiationCauseOf } from '../rules/negotiationCause';
import type { Negotiation } from '../trace';
import { unitOf } from './sceneParties';
import type { PlacedStep } from './steps';
import { visible } from './visible';

/** Facts by which incidents are compared. They need no analysis, so they can outlive the text. */
export interface IncidentFacts {
  readonly id: string;
  readonly kind: string;
  /** The token, user or connection that the incident is about; empty if there is none. */
  readonly subject: string;
  /** The FortiGate or the server. */
  readonly peer: string | undefined;
  readonly method: string | undefined;
  readonly ending: Ending;
  readonly tunnel?: TunnelEnd;
}

/** One end of an IKE negotiation, of which another capture can have the other end. */
export interface TunnelEnd {
  /** The initiator's cookies or SPIs, by which both ends are recognised. */
  readonly spis: readonly string[];
  readonly isInitiator: boolean;
  /** The values that this end found different in the proposals of both, and their fields: `DH_GROUP`, `5`, `14`. */
  readonly proposals?: { readonly fields: string; readonly theirs: string; readonly ours: string };
}

/** A successful incident and how close it is to the one it is compared with. */
export interface Candidate {
  readonly facts: IncidentFacts;
  /** True if both are about the same token, user or connection. */
  readonly isSameSubject: boolean;
  readonly score: number;
}

const SUBJECT = 4;
const UNIT_OR_SERVER = 2;
const METHOD = 1;

/**
 * Returns the successful incident among `candidates` (in text order) that is most like `compared`: of the same kind,
 * and preferably about the same token, user or connection, with the same unit or server, and by the same method. Ties
 * go to the last one before `compared`, otherwise to the first one after it; if `compared` is in another text, to the
 * last one.
 */
export function lastSuccessful(
  candidates: readonly IncidentFacts[],
  compared: IncidentFacts,
): Candidate | undefined {
  let best: Candidate | undefined;
  let isLater = false;
  for (const facts of candidates) {
    if (facts === compared) isLater = true;
    if (facts.ending !== 'well' || facts.kind !== compared.kind || facts === compared) continue;
    const isSameSubject = compared.subject !== '' && facts.subject === compared.subject;
    const score =
      (isSameSubject ? SUBJECT : 0) +
      (compared.peer !== undefined && facts.peer === compared.peer ? UNIT_OR_SERVER : 0) +
      (facts.method === compared.method ? METHOD : 0);
    if (best && (score < best.score || (score === best.score && isLater))) continue;
    best = { facts, isSameSubject, score };
  }
  return best;
}

/** Returns the kinds of incidents of which a capture has a success: failed ones can be compared with it. */
export const successfulKinds = cached(
  (analysis: Analysis): ReadonlySet<string> =>
    new Set(
      incidentsOf(analysis)
        .filter(({ scene }) => describeScene(analysis, scene, inEnglish).ending === 'well')
        .map(({ kind }) => kind),
    ),
);

/** True if two captures show the two ends of one negotiation. */
export function areEnds(one: TunnelEnd | undefined, other: TunnelEnd | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.isInitiator !== other.isInitiator &&
    one.spis.some(spi => other.spis.includes(spi))
  );
}

/** Returns the end of an IKE negotiation that a capture shows; undefined if it is not known which one. */
export function tunnelEndOf(negotiation: Negotiation): TunnelEnd | undefined {
  const { spis, isInitiator, isChild } = negotiation;
  if (isChild || isInitiator === undefined || spis.length === 0) return undefined;
  const { fields, theirs, ours } = negotiationCauseOf(negotiation)?.facts ?? {};
  const isKnown = typeof fields === 'string' && typeof theirs === 'string' && typeof ours === 'string';
  return {
    spis,
    isInitiator,
    ...(isKnown && { proposals: { fields, theirs: visible(theirs), ours: visible(ours) } }),
  };
}

/** Returns the facts for comparing the incidents of a capture, in text order. */
export const allComparableFacts = cached((analysis: Analysis): readonly IncidentFacts[] =>
  incidentsOf(analysis).map(incident => comparableFacts(analysis, incident)),
);

export function comparableFacts(analysis: Analysis, { id, kind, subject, scene }: Incident): IncidentFacts {
  const { ending } = describeScene(analysis, scene, inEnglish);
  if (scene.about === 'login') {
    const { server, method } = scene.login;
    return { id, kind, subject, peer: displayName(analysis, server), method, ending };
  }
  if (scene.about === 'negotiation') {
    const { peer, version } = scene.negotiation;
    const tunnel = tunnelEndOf(scene.negotiation);
    const method = version && `IKEv${version}`;
    return { id, kind, subject, peer, method, ending, ...(tunnel && { tunnel }) };
  }
  const { exchange } = scene;
  const peer = displayName(analysis, unitOf(exchange) ?? exchange.server);
  return { id, kind, subject, peer, method: exchange.service, ending };
}

/** The parts of a step by which scenes are compared. */
export type ComparedStep = Pick<PlacedStep, 'kind' | 'mood'>;

/**
 * Where two scenes diverge: for each, the index of its first step that the other lacks, or its length if there is
 * none.
 */
export interface Parting {
  readonly at: number;
  readonly goodAt: number;
}

/**
 * Finds where a failed scene diverges from a successful one. Steps that both have in the same order are matched
 * first; the result is the first failure that the successful scene lacks, otherwise the first step that either lacks.
 */
export function partingOf(steps: readonly ComparedStep[], good: readonly ComparedStep[]): Parting {
  const pairs = matched(steps, good);
  const own = new Set(pairs.map(([at]) => at));
  const failure = steps.findIndex((step, at) => !own.has(at) && isFailure(step));
  const lacking = good.findIndex((_, at) => !pairs.some(([, other]) => other === at));
  const unmatched = steps.findIndex((_, at) => !own.has(at));
  if (failure >= 0) return { at: failure, goodAt: afterPair(pairs, failure) };
  if (unmatched >= 0) return { at: unmatched, goodAt: afterPair(pairs, unmatched) };
  const before = pairs.filter(([, other]) => lacking < 0 || other < lacking);
  return { at: (before[before.length - 1]?.[0] ?? -1) + 1, goodAt: lacking < 0 ? good.length : lacking };
}

/**
 * Finds where the two ends of a negotiation diverge: at their first failures, otherwise where one does not receive what
 * the other sends.
 */
export function partingOfEnds(steps: readonly ComparedStep[], others: readonly ComparedStep[]): Parting {
  const [at, goodAt] = [steps.findIndex(isFailure), others.findIndex(isFailure)];
  if (at >= 0 && goodAt >= 0) return { at, goodAt };
  const own = steps.map(step => ({ ...step, kind: kindAtEnd(step.kind, true) }));
  const other = others.map(step => ({ ...step, kind: kindAtEnd(step.kind, false) }));
  if (goodAt < 0) return partingOf(own, other);
  const swapped = partingOf(other, own);
  return { at: swapped.goodAt, goodAt: swapped.at };
}

function isFailure({ mood }: ComparedStep): boolean {
  return mood === 'bad' || mood === 'lost';
}

/** IKEv1 messages are named by their function where they are sent, and by their exchange where they are received. */
const MESSAGE = /^(?<way>sent|received) (?:(?<mode>agg|ident|quick)(?:[a-z_]|$)|(?<rest>.*))/i;

/** Returns the kind of a step as the other end sees it, or as this end does. */
function kindAtEnd(kind: string, isThis: boolean): string {
  const { way, mode, rest = '' } = MESSAGE.exec(kind)?.groups ?? {};
  if (way === undefined) return kind;
  return `${(way === 'sent') === isThis ? 'sent' : 'received'} ${mode?.toLowerCase() ?? rest}`;
}

/** Returns the index in the other scene that follows the last matched step before `at`. */
function afterPair(pairs: readonly (readonly [number, number])[], at: number): number {
  return (pairs.findLast(([own]) => own < at)?.[1] ?? -1) + 1;
}

/** Returns the longest common subsequence of steps as pairs of indexes. Both scenes are of bounded length. */
function matched(steps: readonly ComparedStep[], good: readonly ComparedStep[]): [number, number][] {
  const rows = Array.from({ length: steps.length + 1 }, () => new Uint16Array(good.length + 1));
  const isSame = (at: number, other: number): boolean => steps[at]?.kind === good[other]?.kind;
  const length = (at: number, other: number): number => rows[at]?.[other] ?? 0;
  for (let at = steps.length - 1; at >= 0; at--) {
    const row = rows[at];
    for (let other = good.length - 1; row && other >= 0; other--)
      row[other] = isSame(at, other)
        ? length(at + 1, other + 1) + 1
        : max(length(at + 1, other), length(at, other + 1));
  }
  const pairs: [number, number][] = [];
  for (let [at, other] = [0, 0]; at < steps.length && other < good.length;) {
    if (isSame(at, other)) pairs.push([at++, other++]);
    else if (length(at + 1, other) >= length(at, other + 1)) at++;
    else other++;
  }
  return pairs;
}
