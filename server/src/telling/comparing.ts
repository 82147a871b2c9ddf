import type { Analysis } from '../analysis';
import { inEnglish } from '../knowledge';
import { type Incident, incidentsOf } from './incidents';
import { nameOf } from './names';
import { tellScene } from './outcomes';
import { unitOf } from './parties';
import type { Scene } from './scenes';
import type { PlacedStep } from './steps';

/** An incident that went well, and how near it is to another one. */
export interface Candidate {
  readonly incident: Incident;
  /** Whether it is about the same token, user or connection. */
  readonly isSameSubject: boolean;
  readonly score: number;
}

const SUBJECT = 4;
const UNIT_OR_SERVER = 2;
const METHOD = 1;

/**
 * The incident of `analysis` that went well and is most like `wanted`: of the same kind; rather of the same token, user or
 * connection, of the same unit or server, and by the same method; of equal ones the last before it, or else the first after it.
 * @param from the analysis that `wanted` is of; places in another one tell nothing of before and after
 */
export function lastGood(analysis: Analysis, wanted: Incident, from: Analysis): Candidate | undefined {
  const about = factsOf(from, wanted.scene);
  let best: Candidate | undefined;
  for (const incident of incidentsOf(analysis)) {
    if (incident.kind !== wanted.kind || incident.scene === wanted.scene) continue;
    const isSameSubject = wanted.subject !== '' && incident.subject === wanted.subject;
    const own = factsOf(analysis, incident.scene);
    const score =
      (isSameSubject ? SUBJECT : 0) +
      (about.peer !== undefined && own.peer === about.peer ? UNIT_OR_SERVER : 0) +
      (own.method === about.method ? METHOD : 0);
    const isLater = analysis === from && incident.scene.start > wanted.scene.start && best !== undefined;
    if (best && (score < best.score || (score === best.score && isLater))) continue;
    if (tellScene(analysis, incident.scene, inEnglish).ending !== 'well') continue;
    best = { incident, isSameSubject, score };
  }
  return best;
}

/** The unit or the server of a scene, and its method. */
function factsOf(analysis: Analysis, scene: Scene): { peer: string | undefined; method: string | undefined } {
  if (scene.about === 'login')
    return { peer: nameOf(analysis, scene.login.server), method: scene.login.method };
  const { exchange } = scene;
  return { peer: nameOf(analysis, unitOf(exchange) ?? exchange.server), method: exchange.service };
}

/** Where two scenes part: the index of the first step of each that the other does not have; its length where it has all. */
export interface Parting {
  readonly at: number;
  readonly goodAt: number;
}

/**
 * The first step where a scene that did not go well parts from one that did. Steps that both have in the same order are matched
 * first. It is the first failure that the other does not have, or else the first step that one of them lacks.
 */
export function partingOf(steps: readonly PlacedStep[], good: readonly PlacedStep[]): Parting {
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

/** What comes in the other scene after the last step that both have before `at`. */
function afterPair(pairs: readonly (readonly [number, number])[], at: number): number {
  return (pairs.findLast(([own]) => own < at)?.[1] ?? -1) + 1;
}

/** The longest row of steps that both have, as pairs of indexes. Both are of bounded length. */
function matched(steps: readonly PlacedStep[], good: readonly PlacedStep[]): [number, number][] {
  const rows = Array.from({ length: steps.length + 1 }, () => new Uint16Array(good.length + 1));
  const isSame = (at: number, other: number): boolean => steps[at]?.kind === good[other]?.kind;
  const length = (at: number, other: number): number => rows[at]?.[other] ?? 0;
  for (let at = steps.length - 1; at >= 0; at--) {
    const row = rows[at];
    for (let other = good.length - 1; row && other >= 0; other--)
      row[other] = isSame(at, other)
        ? length(at + 1, other + 1) + 1
        : Math.max(length(at + 1, other), length(at, other + 1));
  }
  const pairs: [number, number][] = [];
  for (let [at, other] = [0, 0]; at < steps.length && other < good.length;) {
    if (isSame(at, other)) pairs.push([at++, other++]);
    else if (length(at + 1, other) >= length(at, other + 1)) at++;
    else other++;
  }
  return pairs;
}
