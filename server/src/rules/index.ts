// Most rules look at one part of the trace by itself, and their findings are kept with it (`partFactsOf`). The others see
// the capture as a whole: at its end (`atEnd`), with state kept between parts (`tokenStatus.ts`), or by completing a problem
// with what appears only later (`failedLogin.ts`).
//
// A line becomes a problem by the sentences that it matches, in this order. Those that state a cause of a login compete in
// `loginCause.ts`, with causes that are deduced from several of its lines, by one scale of ranks; `negotiationCause.ts` does
// so for a negotiation. Those that are a problem alone, the entries of a site, and errors of other products are found line
// by line (`lineProblems.ts`). What is left of the failing lines is explained by its words: `saidFailure.ts` quotes a
// failure only if no other rule found anything for that login or negotiation, and `unreadFailures.ts` does so for lines that
// no form recognises. `findingMessage.ts` words a finding; `maskedQuotes.ts` hides the secrets in what it quotes.

import { type ClusterFacts, clusterFactsOf, ClusterGatherer } from './cluster';
import { captureItself } from './captureItself';
import { checksums, withoutSyncState } from './checksums';
import { commandFailed, withoutExplainedCommands } from './commandFailed';
import { damagedJson } from './damagedJson';
import { crashed, failedLogin, pendingPush } from './failedLogin';
import { httpAnswers, lengthMismatch } from './httpAnswers';
import { knownRemarks, shownProblems, siteCodes, siteKnowledge } from './lineProblems';
import { listedTunnels } from './listedTunnels';
import { withEntry } from './guidance';
import { severityOf } from './findingMessage';
import { negotiations } from './failedNegotiations';
import { noResponse, connectFailed } from './noResponse';
import { packetFlows, selectors } from './packetFlows';
import { UnreadFailures } from './unreadFailures';
import { UnexplainedFailures } from './saidFailure';
import { placesOfFailure, type Unexplained, unexplainedIn } from './unexplained';
import { Quotations } from './maskedQuotes';
import { samlAttributes } from './samlAttributes';
import { secondFactorSkipped } from './secondFactorSkipped';
import { serviceErrors, clusterListRegression, syncFailed } from './serviceErrors';
import { sharedSecret } from './sharedSecret';
import { silentDns, silentRating } from './listedServers';
import { silentServers } from './silentServers';
import { serverUnreachable, tokenStatus } from './tokenStatus';
import {
  identity,
  type Finding,
  type Keep,
  MAX_FURTHER,
  MAX_REPEATS,
  numbersOf,
  type PartRule,
  repeatsOf,
  type Rule,
  type RuleInput,
  type RuleRun,
} from './types';
import { SEVERITIES } from '../knowledge';
import type { SiteKnowledge } from '../site/knowledge';
import type { Span } from '../syntax';
import type { KeptPart, KeptWithPart, TracePart } from '../trace';

export type * from './types';
export { type CutOff, cutOffIn, sumOfCutOff } from './cutOff';
export { atPlaces, MAX_FURTHER, MAX_REPEATS, repeatPlaces } from './types';

const MAX_PLACES = MAX_REPEATS + MAX_FURTHER;

const IN_PARTS: readonly PartRule[] = [
  serviceErrors,
  clusterListRegression,
  noResponse,
  connectFailed,
  httpAnswers,
  packetFlows,
  lengthMismatch,
  damagedJson,
  serverUnreachable,
  commandFailed,
  syncFailed,
  failedLogin,
  negotiations,
  knownRemarks,
  shownProblems,
  siteKnowledge,
];
const CAPTURE_RULES: readonly Rule[] = [
  tokenStatus,
  silentServers,
  crashed,
  pendingPush,
  secondFactorSkipped,
  samlAttributes,
  selectors,
  listedTunnels,
  checksums,
  silentDns,
  silentRating,
];
/** Rules whose findings, about the capture itself and its contents, explain no failure. */
const NON_FAILURE_RULES: readonly Rule[] = [captureItself, sharedSecret];

/**
 * Every problem of a capture, in the order of the text. Repeats of one cause are related places of its first problem.
 * `parts` are those of the trace; the findings of a part are cached with it.
 */
export function findProblems(input: RuleInput, parts: readonly KeptPart[], site?: SiteKnowledge): Finding[] {
  const finder = new ProblemFinder();
  for (const part of parts) finder.part(part, keptFactsOf(part, site));
  return finder.finish(input);
}

declare module '../trace/trace' {
  interface KeptWithPart {
    readonly facts: PartFacts;
  }
}

/** The findings in a part of a capture by itself, cached with the part. */
export function keptFactsOf(part: KeptPart, site?: SiteKnowledge): PartFacts {
  part.kept ??= new Kept(partFactsOf(part, site));
  return part.kept.facts;
}

/** The cached findings of a part. Their offsets are collected when an edit moves them. */
class Kept implements KeptWithPart {
  #places: readonly Span[] | undefined;

  constructor(readonly facts: PartFacts) {}

  get places(): readonly Span[] {
    return (this.#places ??= placesIn(this.facts));
  }
}

function placesIn({ findings, cluster, unexplained }: PartFacts): readonly Span[] {
  const places: Span[] = findings.flatMap(one => [one, ...one.related]);
  for (const { token, refused, answered } of cluster.requests)
    for (const place of [token, refused, answered]) if (place) places.push(place);
  places.push(...unexplained, ...unexplained.flatMap(placesOfFailure));
  return places.concat(cluster.unregistered);
}

/** The findings in a part of a capture by itself. */
export interface PartFacts {
  readonly findings: readonly Finding[];
  readonly cluster: ClusterFacts;
  /** Failures that daemons report, which another problem may explain. */
  readonly unexplained: readonly Unexplained[];
}

export function partFactsOf(part: TracePart, site?: SiteKnowledge): PartFacts {
  const findings: Finding[] = [];
  for (const rule of IN_PARTS) for (const finding of rule(part)) findings.push(finding);
  if (site) findings.push(...siteCodes(part, site));
  return { findings, cluster: clusterFactsOf(part), unexplained: unexplainedIn(part) };
}

/** One problem, and the places where it repeats, as pairs of start and end. */
interface Problem {
  first: Finding;
  repeats: number[];
  count: number;
}

/** Finds the problems of a capture, which may be read in parts. */
export class ProblemFinder {
  /** By rule and by cause. */
  readonly #problems = new Map<string, Map<string, Problem>>();
  readonly #separate: Finding[] = [];

  readonly #runs: readonly RuleRun[];
  readonly #nonFailures: readonly RuleRun[];
  readonly #cluster: ClusterGatherer;
  readonly #unexplained: UnexplainedFailures;
  readonly #unread: UnreadFailures;

  /** @param keep copies what must outlive the text */
  constructor(readonly keep: Keep = identity) {
    this.#runs = CAPTURE_RULES.map(begin => begin(keep));
    this.#nonFailures = NON_FAILURE_RULES.map(begin => begin(keep));
    this.#cluster = new ClusterGatherer(keep);
    this.#unexplained = new UnexplainedFailures(keep);
    this.#unread = new UnreadFailures(keep);
  }

  /** Adds the next part and its findings. */
  part(part: TracePart, facts: PartFacts): void {
    for (const finding of facts.findings) this.#add(finding);
    this.#cluster.add(facts.cluster);
    this.#unexplained.add(facts.unexplained);
    this.#unread.add(part);
    for (const run of [...this.#runs, ...this.#nonFailures]) run.part?.(part);
  }

  /** Returns the problems in the order of the text. Call it once, after the last part. */
  finish(whole: RuleInput): Finding[] {
    for (const finding of this.#cluster.problems()) this.#add(finding);
    this.#end(this.#runs, whole);
    const found = this.#unexplained.all(this.#all());
    this.#problems.clear();
    this.#separate.length = 0;
    this.#end(this.#nonFailures, whole);
    const all = withoutSyncState([...found, ...this.#all()]);
    const quotations = new Quotations(whole.secrets);
    return withoutExplainedCommands([...all, ...this.#unread.select(all)])
      .map(finding => withEntry(this.#completed(quotations.closed(finding))))
      .sort((a, b) => inOrder(a, b) || rankOf(a) - rankOf(b) || byName(a, b));
  }

  #end(runs: readonly RuleRun[], whole: RuleInput): void {
    const problems = (): readonly Finding[] => this.#all();
    for (const run of runs) for (const finding of run.end?.(whole, problems) ?? []) this.#add(finding);
  }

  #all(): Finding[] {
    const repeated = Array.from(this.#problems.values(), ofRule => Array.from(ofRule.values(), withRepeats));
    return [...repeated.flat(), ...this.#separate];
  }

  #completed(finding: Finding): Finding {
    return this.#runs.reduce((known, run) => run.completed?.(known) ?? known, finding);
  }

  #add(finding: Finding): void {
    if (finding.cause === undefined) {
      this.#separate.push(this.keep(finding));
      return;
    }
    let ofRule = this.#problems.get(finding.rule);
    if (!ofRule) this.#problems.set(finding.rule, (ofRule = new Map<string, Problem>()));
    const known = ofRule.get(finding.cause);
    if (!known) {
      const first = this.keep(finding);
      ofRule.set(first.cause ?? '', { first, repeats: [], count: 0 });
      return;
    }
    // The last event of a part can be the first to have begun.
    const [first, later] =
      inOrder(known.first, finding) <= 0 ? [known.first, finding] : [finding, known.first];
    if (first === finding) known.first = this.keep(finding);
    known.count++;
    known.repeats.push(later.start, later.end);
    if (known.repeats.length >= 4 * MAX_PLACES) known.repeats = numbersOf(firstOf(known.repeats));
  }
}

function firstOf(pairs: readonly number[]): Span[] {
  const places: Span[] = [];
  for (let index = 0; index < pairs.length; index += 2)
    places.push({ start: pairs[index] ?? 0, end: pairs[index + 1] ?? 0 });
  return places.sort(inOrder).slice(0, MAX_PLACES);
}

function withRepeats({ first, repeats, count }: Problem): Finding {
  if (count === 0) return first;
  const all = firstOf(repeats);
  const { repeats: related, ...others } = repeatsOf(all, count - all.length);
  return { ...first, related: [...first.related, ...related], ...others };
}

function inOrder(a: Span, b: Span): number {
  return a.start - b.start || a.end - b.end;
}

// Which of several findings at one place is found first depends on the parts of the text.
const rankOf = (finding: Finding): number => SEVERITIES.indexOf(severityOf(finding));

function byName(a: Finding, b: Finding): number {
  const [one, other] = [nameOf(a), nameOf(b)];
  return one < other ? -1 : Number(one > other);
}

const nameOf = ({ rule, variant = '', cause = '' }: Finding): string => `${rule} ${variant} ${cause}`;

export { type ClusterFacts, ClusterGatherer, clusterFactsOf } from './cluster';
export { findingMessage, findingReason, relatedMessage, severityOf, titleAsReason } from './findingMessage';
export { articleOf, guidanceOf, sourcesOf } from './guidance';
