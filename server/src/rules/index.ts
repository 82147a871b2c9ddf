import { cluster } from './cluster';
import { clusterListRegression } from './clusterListRegression';
import { captureItself } from './captureItself';
import { commandFailed } from './commandFailed';
import { connectFailed } from './connectFailed';
import { damagedJson } from './damagedJson';
import { failedLogin } from './failedLogin';
import { httpAnswers } from './httpAnswers';
import { knownRemarks } from './knownRemarks';
import { lengthMismatch } from './lengthMismatch';
import { noResponse } from './noResponse';
import { serviceErrors } from './serviceErrors';
import { sharedSecret } from './sharedSecret';
import { syncFailed } from './syncFailed';
import { serverUnreachable, tokenStatus } from './tokenStatus';
import {
  asItIs,
  type Finding,
  type Keep,
  MOST_AGAIN,
  type RelatedPlace,
  type Rule,
  type RuleInput,
  type RuleRun,
} from './types';
import type { Span } from '../syntax';
import type { TracePart } from '../trace';

export type * from './types';
export { MOST_AGAIN } from './types';

const NOTHING: readonly Finding[] = [];
const ALL: readonly Rule[] = [
  serviceErrors,
  clusterListRegression,
  cluster,
  noResponse,
  connectFailed,
  httpAnswers,
  lengthMismatch,
  damagedJson,
  tokenStatus,
  serverUnreachable,
  commandFailed,
  syncFailed,
  failedLogin,
  knownRemarks,
  captureItself,
  sharedSecret,
];

/** Every problem of a capture, in the order of the text. Repeats of one cause are related places of its first problem. */
export function findProblems(input: RuleInput): Finding[] {
  const finder = new ProblemFinder();
  finder.part(input.trace);
  return finder.finish(input);
}

/** One problem, and the places where it shows again, the start and the end of each one behind the other. */
interface Problem {
  first: Finding;
  again: number[];
  count: number;
}

/** Finds the problems of a capture that may come in parts. */
export class ProblemFinder {
  readonly #problems = new Map<string, Problem>();

  readonly #runs: readonly RuleRun[];

  /** @param keep makes what is found one that can be kept when the text is let go */
  constructor(readonly keep: Keep = asItIs) {
    this.#runs = ALL.map(begin => begin(keep));
  }

  /** Takes what happened in the next part. */
  part(part: TracePart): void {
    for (const run of this.#runs) for (const finding of run.part?.(part) ?? NOTHING) this.#add(finding);
  }

  /** Gives the problems, in the order of the text. What happened since the last part must have been taken. */
  finish(whole: RuleInput): Finding[] {
    for (const run of this.#runs) for (const finding of run.end?.(whole) ?? []) this.#add(finding);
    return Array.from(this.#problems.values(), problem => this.#completed(withRepeats(problem))).sort(
      inOrder,
    );
  }

  #completed(finding: Finding): Finding {
    return this.#runs.reduce((known, run) => run.completed?.(known) ?? known, finding);
  }

  #add(finding: Finding): void {
    const key = `${finding.rule} ${finding.cause}`;
    const known = this.#problems.get(key);
    if (!known) {
      this.#problems.set(key, { first: this.keep(finding), again: [], count: 0 });
      return;
    }
    // What a part shows last can have begun first.
    const [first, later] =
      inOrder(known.first, finding) <= 0 ? [known.first, finding] : [finding, known.first];
    if (first === finding) known.first = this.keep(finding);
    known.count++;
    known.again.push(later.start, later.end);
    if (known.again.length >= 4 * MOST_AGAIN)
      known.again = firstOf(known.again).flatMap(({ start, end }) => [start, end]);
  }
}

function firstOf(again: readonly number[]): Span[] {
  const places: Span[] = [];
  for (let index = 0; index < again.length; index += 2)
    places.push({ start: again[index] ?? 0, end: again[index + 1] ?? 0 });
  return places.sort(inOrder).slice(0, MOST_AGAIN);
}

function withRepeats({ first, again, count }: Problem): Finding {
  if (count === 0) return first;
  const places = firstOf(again).map(({ start, end }): RelatedPlace => ({ start, end, role: 'again' }));
  return {
    ...first,
    related: [...first.related, ...places],
    ...(count > places.length && { omitted: count - places.length }),
  };
}

function inOrder(a: Span, b: Span): number {
  return a.start - b.start || a.end - b.end;
}

export { type ClusterFacts, ClusterGatherer, clusterFactsOf } from './cluster';
export { LONGEST_MESSAGE, messageOf, relatedMessageOf, severityOf } from './message';
export { articleOf, guidanceOf, sourcesOf } from './guidance';
