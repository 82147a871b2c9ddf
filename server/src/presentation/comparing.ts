import { max } from '../integers';
import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { inEnglish } from '../knowledge';
import { type Incident, incidentsOf } from './incidents';
import { displayName } from './displayNames';
import { type Ending, describeScene } from './outcomes';
import { unitOf } from './sceneParties';
import type { PlacedStep } from './steps';

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
    return { id, kind, subject, peer, method: version && `IKEv${version}`, ending };
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
  const failure = steps.findIndex(({ mood }, at) => !own.has(at) && (mood === 'bad' || mood === 'lost'));
  const lacking = good.findIndex((_, at) => !pairs.some(([, other]) => other === at));
  const unmatched = steps.findIndex((_, at) => !own.has(at));
  if (failure >= 0) return { at: failure, goodAt: afterPair(pairs, failure) };
  if (unmatched >= 0) return { at: unmatched, goodAt: afterPair(pairs, unmatched) };
  const before = pairs.filter(([, other]) => lacking < 0 || other < lacking);
  return { at: (before[before.length - 1]?.[0] ?? -1) + 1, goodAt: lacking < 0 ? good.length : lacking };
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
