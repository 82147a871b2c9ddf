import { lookUp } from '../knowledge';
import { causeIdOf } from '../knowledge/causes';
import { countBefore, overlap, type Span } from '../syntax';
import { compact } from './compact';
import { withEntry } from './guidance';
import { quotationOf } from './maskedQuotes';
import { quotedLine } from './quoted';
import { type Finding, type Keep, MAX_FURTHER, MAX_REPEATS, repeatPlaces, repeatsOf } from './types';
import { place, reasonFor, type Unexplained } from './unexplained';

/** Maximum number of causes kept; a capture has fewer, and more are no news. */
const MAX_CAUSES = 200;
/** Maximum number of places kept per cause, the first ones of the text. */
const MAX_KEPT = 1 + MAX_REPEATS + MAX_FURTHER;
const RULE = 'daemon/said-failure';
/** Maximum distance between lines of one login, in UTF-16 code units, if daemons that do not name it print some of them. */
const MAX_DISTANCE = 65_536;
/** Maximum number of problems near a failure that are compared with it. */
const MAX_NEAR = 64;

interface Cause {
  /** In the order of the text. */
  readonly first: Unexplained[];
  /** Number of places in `first`. */
  kept: number;
  /** Number of all places. */
  count: number;
}

/** Gathers the failures that daemons report, and returns those that no other problem explains. */
export class UnexplainedFailures {
  readonly #causes = new Map<string, Cause>();

  /** @param keep copies what must outlive the text */
  constructor(readonly keep: Keep) {}

  add(failures: readonly Unexplained[]): void {
    for (const failure of failures) {
      const cause = this.#causes.get(failure.cause);
      if (cause) this.#addRepeat(cause, failure);
      else if (this.#causes.size < MAX_CAUSES) {
        const first = this.keep(failure);
        const count = countOf(first);
        this.#causes.set(first.cause, { first: [first], kept: count, count });
      }
    }
  }

  #addRepeat(cause: Cause, failure: Unexplained): void {
    const { first } = cause;
    const count = countOf(failure);
    cause.count += count;
    const at = firstAfter(first, failure.start);
    if (at === first.length && cause.kept >= MAX_KEPT) return;
    first.splice(at, 0, this.keep(failure));
    cause.kept += count;
    const last = first[first.length - 1];
    if (!last || cause.kept - countOf(last) < MAX_KEPT) return;
    first.pop();
    cause.kept -= countOf(last);
  }

  /**
   * The problems of a capture, completed: a failure that no problem explains becomes a problem, and a login that is
   * only known to be refused takes the line that says why.
   */
  all(problems: readonly Finding[]): Finding[] {
    if (this.#causes.size === 0) return [...problems];
    const causes = [...this.#causes.values()];
    // Findings of the site's own knowledge explain no other away.
    const own = problems.filter(({ site }) => !site?.text.from);
    const explained = explainedBy(own, causes.flatMap(({ first }) => first)); // oxfmt-ignore
    const refined = new Map<Finding, Finding>();
    const found: Finding[] = [];
    const reasoned: Finding[] = [];
    // Consequences come last, when the lines that say why are known.
    for (const { first, kept, count } of causes.sort((a, b) => Number(follows(a)) - Number(follows(b)))) {
      for (const failure of first) {
        const only = onlyOne(explained.get(failure));
        if (
          only &&
          isUnspecific(only, failure) &&
          !failure.follows &&
          !refined.has(only) &&
          addsInformation(only, failure)
        )
          refined.set(only, refinedBy(only, failure));
      }
      const [one, ...again] = first.filter(failure => !explained.has(failure));
      if (!one || (one.follows && isExplainedNearby(one, reasoned))) continue;
      const more = again.length + 1 === first.length ? count - kept : 0;
      const places = [one, ...again].flatMap(failure => [failure, ...failure.again]).slice(1);
      const finding = findingOf(one, places.sort((a, b) => a.start - b.start), more); // oxfmt-ignore
      found.push(finding);
      if (isReason(finding)) reasoned.push(finding);
    }
    return withoutRepeatedRefusals([...problems.map(problem => refined.get(problem) ?? problem), ...found]);
  }
}

/** True if a cause only repeats what other lines say. */
function follows({ first }: Cause): boolean {
  return first.every(one => one.follows);
}

/** True if a line near the failure, with the same user, says why. */
function isExplainedNearby(failure: Unexplained, reasons: readonly Finding[]): boolean {
  return reasons.some(of => Math.abs(of.start - failure.start) <= MAX_DISTANCE && isOfOneUser(of, failure));
}

/** Number of places of a failure. */
function countOf({ again }: Unexplained): number {
  return 1 + again.length;
}

/** A failure at the line of a problem must name a reason; elsewhere it always adds something. */
function addsInformation(problem: Span, failure: Unexplained): boolean {
  if (!overlap(problem, failure)) return TWO_WORDS.test(failure.words);
  return reasonFor(failure) !== undefined;
}

/** `error:` before a payload says nothing more. */
const TWO_WORDS = /[A-Za-z]{2}[^A-Za-z]+[A-Za-z]{2}/;

function onlyOne<Value>(values: ReadonlySet<Value> | undefined): Value | undefined {
  const [only, another] = values ?? [];
  return another === undefined ? only : undefined;
}

/** True for a problem that reports a refused login without a reason. */
function isUnspecific({ rule, variant, start }: Finding, failure: Unexplained): boolean {
  if (rule === 'ike/no-proposal' && NO_PHASE_1.has(variant ?? ''))
    // A phase 1 is also skipped for other reasons, which an earlier line can name.
    return failure.start < start && (reasonFor(failure) ?? { rule }).rule !== rule;
  if (UNSPECIFIC.has(`${rule} ${variant ?? ''}`.trim())) return true;
  if (rule !== 'login/denied' || variant !== 'local') return false;
  // The local check gives the same result for a disabled account.
  const reason = reasonFor(failure);
  return reason?.rule === 'login/account' && reason.variant !== 'wrong' && reason.variant !== 'unknown';
}

/** Variants for a negotiation whose proposals the capture does not show. */
const NO_PHASE_1: ReadonlySet<string> = new Set(['', 'mode']);

const UNSPECIFIC: ReadonlySet<string> = new Set([
  'login/denied',
  'login/denied more',
  'login/denied refused',
  // Only the result shows that no server answered.
  'login/server-timeout result',
  'login/not-tried',
  'login/test-refused',
  'login/tacacs-refused',
  'ftm/connect-failed',
]);

/** A refused login, with the text of the line that says why. */
function refinedBy(problem: Finding, failure: Unexplained): Finding {
  // "No token was provisioned" is more specific than "the connection failed".
  const reason = problem.rule === 'ftm/connect-failed' ? undefined : reasonFor(failure);
  const { rule, variant } = reason ?? { rule: problem.rule, variant: 'said' };
  return {
    ...problem,
    ...place(failure),
    rule,
    variant,
    facts: { ...problem.facts, ...compact({ said: quotedLine(failure.text) }) },
    ...quotationOf(failure),
    related: [
      { ...place(problem), role: 'result' },
      ...problem.related.filter(({ start, role }) => role !== 'result' && start !== failure.start),
    ],
    entry: reason ? undefined : (withEntry(problem).entry ?? causeIdOf(problem)),
  };
}

interface Line extends Span {
  readonly of: Unexplained;
}

/** For each failure, the problems at one of its lines, by their own place or a related one. */
function explainedBy(
  problems: readonly Finding[],
  failures: readonly Unexplained[],
): ReadonlyMap<Unexplained, ReadonlySet<Finding>> {
  // No line belongs to two failures, so the lines are in order by their ends, too.
  const lines = failures
    .flatMap(of => of.lines.map(({ start, end }): Line => ({ start, end, of })))
    .sort((a, b) => a.start - b.start);
  const explained = new Map<Unexplained, Set<Finding>>();
  const add = (of: Unexplained, problem: Finding): void => {
    const known = explained.get(of);
    if (!known) explained.set(of, new Set([problem]));
    else if (known.size < 2) known.add(problem);
  };
  const reasons: (Span & { readonly of: Finding })[] = [];
  for (const problem of problems) {
    for (const { start, end } of placesIn(problem)) {
      for (let at = firstAfter(lines, start); at < lines.length; at++) {
        const line = lines[at];
        if (!line || line.start >= end) break;
        add(line.of, problem);
      }
      if (isReason(problem)) reasons.push({ start, end, of: problem });
    }
  }
  reasons.sort((a, b) => a.end - b.end);
  for (const failure of failures) {
    if (!failure.follows) continue;
    const from = firstAfter(reasons, failure.start - MAX_DISTANCE);
    const near = reasons
      .slice(from, from + MAX_NEAR)
      .find(({ start, of }) => start <= failure.start + MAX_DISTANCE && isOfOneUser(of, failure));
    if (near) add(failure, near.of);
  }
  return explained;
}

/** True if a problem can belong to the failed login: their users are the same, or unknown. */
function isOfOneUser({ facts }: Finding, { user }: Unexplained): boolean {
  return user === undefined || facts['user'] === undefined || facts['user'] === user;
}

/** All places of a problem. */
function placesIn(problem: Finding): Span[] {
  return [problem, ...problem.related.filter(({ role }) => role !== 'again'), ...repeatPlaces(problem)];
}

function isReason({ rule }: Finding): boolean {
  return rule.startsWith('login/') || rule.startsWith('ike/');
}

/** The index of the first place that ends after `offset`; the places are in order. */
function firstAfter(places: readonly Span[], offset: number): number {
  return countBefore(places.length, index => (places[index]?.end ?? 0) <= offset);
}

/** The name of a notify in an event. */
const NOTIFY = /^[A-Z]{2,}(?:[-_][A-Z]+)+$/;

/** @param more number of further places that are not kept */
function findingOf(one: Unexplained, others: readonly Span[], more: number): Finding {
  const { repeats, ...omittedPlaces } = repeatsOf(others, more);
  // An event has a title, which says what failed even if its text only says that something did.
  const likely = reasonFor(one);
  const reason = one.follows && one.about === undefined && !isRefusal(likely) ? undefined : likely;
  const { rule = RULE, variant, severity } = reason ?? {};
  const entry = reason ? undefined : (lookUp('function', one.function) ?? lookUp('daemon', one.daemon));
  return {
    rule,
    variant,
    severity,
    ...place(one),
    facts: compact({
      daemon: one.daemon,
      said: quotedLine(one.text),
      user: one.user,
      method: one.method,
      unknownPeer: one.unknownPeer,
      connection: one.connection ?? (rule.startsWith('ike/') ? 'IPsec' : undefined),
      notify: NOTIFY.test(one.text) ? quotedLine(one.text) : undefined,
    }),
    ...quotationOf(one),
    related: [
      ...one.others.slice(0, MAX_REPEATS).map(other => ({ ...place(other), role: 'also' })),
      ...repeats,
    ],
    ...omittedPlaces,
    ...(entry && { entry: entry.id }),
    cause: one.cause,
  };
}

/** True if a login of ike was refused, whatever the reason, or a negotiation because no policy uses the tunnel. */
function isRefusal(reason: ReturnType<typeof reasonFor>): boolean {
  if (reason?.rule === 'ike/no-policy') return true;
  return reason?.rule === 'login/denied' && reason.variant === 'ike';
}

const CERTIFICATE = 'login/certificate';

/**
 * Removes problems that say only that a certificate was refused, if fnbamd's check of the certificate, which names no
 * login, says why just before. They become related places of that problem.
 */
function withoutRepeatedRefusals(problems: readonly Finding[]): Finding[] {
  const reasons = problems.filter(({ rule, variant }) => rule === CERTIFICATE && variant !== undefined);
  const refusals = new Map<Finding, Finding[]>();
  const dropped = new Set<Finding>();
  for (const problem of problems) {
    if (problem.rule !== CERTIFICATE || problem.variant !== undefined) continue;
    const reason = reasons.findLast(
      ({ start, end }) => end <= problem.start && problem.start - start <= MAX_DISTANCE,
    );
    if (!reason) continue;
    dropped.add(problem);
    refusals.set(reason, [...(refusals.get(reason) ?? []), problem]);
  }
  return problems
    .filter(problem => !dropped.has(problem))
    .map(problem => withRefusals(problem, refusals.get(problem) ?? []));
}

/** A reason with the refusals that follow from it, and the login that the first of them names. */
function withRefusals(reason: Finding, refusals: readonly Finding[]): Finding {
  const [first] = refusals;
  if (!first) return reason;
  return {
    ...reason,
    facts: { ...first.facts, ...reason.facts },
    related: [...reason.related, ...refusals.map(({ start, end }) => ({ start, end, role: 'result' }))],
  };
}
