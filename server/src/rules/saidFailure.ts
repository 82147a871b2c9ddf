import { lookUp, type RuleId, ruleOf } from '../knowledge';
import { countBefore, reasonOf, type Span } from '../syntax';
import type { FailedThread, Login, Negotiation, SaidFailure, TracePart } from '../trace';
import { withoutRepeatedRefusals } from './certificateFailure';
import { known } from './facts';
import { quotedLine } from './quoted';
import { type Finding, type Keep, MAX_FURTHER, MAX_REPEATS, placesAgain, repeatsOf } from './types';

/** A failure that a daemon says, until it is known whether another problem explains it. */
export interface Unexplained extends Span {
  /** Its text, of bounded length. It can contain secrets, so no message quotes it unchanged. */
  readonly text: string;
  /** The same without names and secrets. */
  readonly words: string;
  readonly daemon: string;
  readonly function: string;
  /** Who logs in there and how, as far as it is known. */
  readonly user: string | undefined;
  readonly method: string | undefined;
  /** The tunnel, where a line of the event log names it. */
  readonly connection: string | undefined;
  /** The title of the event that says it. */
  readonly about?: string | undefined;
  /** It says only that something was refused; other lines say why. */
  readonly follows: boolean;
  /** Its words without names and numbers: the same for the same cause. */
  readonly cause: string;
  /** Where the same login or negotiation says it again. */
  readonly again: readonly Span[];
  /** What else that says that failed. */
  readonly others: readonly Span[];
  /** The lines of that login or negotiation: a problem at one of them explains it. */
  readonly lines: readonly Span[];
}

/** Causes that are kept; a capture has fewer, and what is more is no news. */
const MAX_CAUSES = 200;
/** Places of one cause that are kept, the first ones of the text. */
const MAX_KEPT = 1 + MAX_REPEATS + MAX_FURTHER;
/** How much of a text distinguishes causes, in UTF-16 code units. */
const MAX_CAUSE = 100;
const RULE = 'daemon/said-failure';
/** The lines of one login are not further apart, in UTF-16 code units, though daemons with no name for it say some. */
const MAX_DISTANCE = 65_536;
/** Problems near a failure that are compared with it. */
const MAX_NEAR = 64;

/** What daemons say that failed in a part of a capture: one failure for each login, negotiation or connection. */
export function unexplainedIn({ failed }: Pick<TracePart, 'failed'>): Unexplained[] {
  return failed.flatMap(thread => {
    const one = unexplainedOf(thread);
    return one && !isKnownElsewhere(one, thread.negotiations) ? [one] : [];
  });
}

/** True for a negotiation that succeeded, or whose causes the rules of ike find. */
function isKnownElsewhere(one: Span, negotiations: readonly Negotiation[]): boolean {
  return negotiations.some(negotiation => {
    const all = isSettled(negotiation);
    return negotiation.events.some(
      // That no proposal was chosen has causes of its own.
      ({ start, end, step }) => (all || step === 'no-proposal') && start < one.end && one.start < end,
    );
  });
}

/** Both ends agreed, so what was refused before is not a failure. */
function isSettled({ agreed, isUp, isSuperseded, events }: Negotiation): boolean {
  const login = events.findLast(({ step }) => step === 'login-failed' || step === 'login-up');
  if (login?.step === 'login-failed') return false;
  return (
    agreed || isUp || isSuperseded || events.some(({ step }) => step === 'matched' || step === 'validated')
  );
}

function unexplainedOf({ failures, lines, logins }: FailedThread): Unexplained | undefined {
  // What follows from another line says less than that line.
  const own = failures.filter(({ follows }) => !follows);
  const main = own.find(one => reasonFor(one) !== undefined) ?? own[0] ?? failures[0];
  if (!main) return undefined;
  const login = logins.find(one => isLineOf(one, main));
  const cause = causeOf(main);
  const [again, others]: [Span[], Span[]] = [[], []];
  for (const one of failures) if (one !== main) (causeOf(one) === cause ? again : others).push(place(one));
  return {
    ...place(main),
    text: main.text,
    words: main.words,
    user: login?.user?.text ?? main.user,
    connection: main.connection,
    about: main.about,
    method: login?.method,
    daemon: main.daemon,
    function: main.function,
    follows: main.follows,
    cause,
    again,
    others,
    lines: lines.map(place),
  };
}

function isLineOf({ start, end, records }: Login, place: Span): boolean {
  return (
    start <= place.start &&
    place.start < end &&
    records.some(one => one.start <= place.start && place.start < one.end)
  );
}

/** The places of what was found, which move with the text. */
export function placesOf({ again, others, lines }: Unexplained): Span[] {
  return [...again, ...others, ...lines];
}

function place({ start, end }: Span): { start: number; end: number } {
  return { start, end };
}

/** Words that name nothing: letters, and what can be around them in a sentence. */
const PLAIN = /^[(]?[A-Za-z]+[),.:;!?]*$/;
/** The word of an event for its reason: `name_invalid`, `credential_or_server_error`. */
const REASON_WORD = /^[a-z]+(?:[_-][a-z]+){1,8}$/;

/** A text without names, numbers, addresses and quoted values. */
function causeOf(failure: SaidFailure): string {
  const { daemon } = failure;
  if (daemon === 'event log') return wordsOf(failure, [daemon, ...eventOf(failure)]);
  const reason = daemon === 'fsso_ca' ? reasonFor(failure) : undefined;
  // The collector agent says of one workstation in several ways that it cannot be checked.
  return reason ? [daemon, reason.rule, reason.variant ?? ''].join(' ') : wordsOf(failure, [daemon]);
}

/** Lines of the event log are of many users, and the title of one can decide which rule knows it. */
function eventOf(failure: SaidFailure): string[] {
  return [failure.user ?? '', failure.connection ?? '', reasonFor(failure)?.rule ?? ''];
}

/** Adds the words of a failure that name nothing. */
function wordsOf({ daemon, words: text }: SaidFailure, words: string[]): string {
  let quote = '';
  for (const word of text.slice(0, MAX_CAUSE).split(' ')) {
    if (quote !== '') {
      if (word.includes(quote)) quote = '';
    } else if (PLAIN.test(word) || (daemon === 'event log' && REASON_WORD.test(word))) {
      words.push(word.toLowerCase());
    } else {
      const first = word.charAt(0);
      if ((first === "'" || first === '"') && !word.includes(first, 1)) quote = first;
    }
  }
  return words.join(' ');
}

interface Cause {
  /** In the order of the text. */
  readonly first: Unexplained[];
  /** How many places these have. */
  kept: number;
  /** How many there are. */
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
      if (cause) this.#again(cause, failure);
      else if (this.#causes.size < MAX_CAUSES) {
        const first = this.keep(failure);
        const count = countOf(first);
        this.#causes.set(first.cause, { first: [first], kept: count, count });
      }
    }
  }

  #again(cause: Cause, failure: Unexplained): void {
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
   * The problems of a capture with what no rule explains: a failure that no problem explains is one of its own, and a login
   * of which it is known only that it was refused takes the words that say why.
   */
  all(problems: readonly Finding[]): Finding[] {
    if (this.#causes.size === 0) return [...problems];
    const causes = [...this.#causes.values()];
    // What a site knows takes nothing away.
    const own = problems.filter(({ site }) => !site);
    const explained = explainedBy(own, causes.flatMap(({ first }) => first)); // prettier-ignore
    const refined = new Map<Finding, Finding>();
    const found: Finding[] = [];
    const reasoned: Finding[] = [];
    // What only follows comes last, when the lines that say why are known.
    for (const { first, kept, count } of causes.sort((a, b) => Number(follows(a)) - Number(follows(b)))) {
      for (const failure of first) {
        const only = onlyOne(explained.get(failure));
        if (
          only &&
          isVague(only, failure) &&
          !failure.follows &&
          !refined.has(only) &&
          saysMore(only, failure)
        )
          refined.set(only, refinedBy(only, failure));
      }
      const [one, ...again] = first.filter(failure => !explained.has(failure));
      if (!one || (one.follows && isToldNear(one, reasoned))) continue;
      const more = again.length + 1 === first.length ? count - kept : 0;
      const places = [one, ...again].flatMap(failure => [failure, ...failure.again]).slice(1);
      const finding = findingOf(one, places.sort((a, b) => a.start - b.start), more); // prettier-ignore
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
function isToldNear(failure: Unexplained, reasons: readonly Finding[]): boolean {
  return reasons.some(of => Math.abs(of.start - failure.start) <= MAX_DISTANCE && isOfOneUser(of, failure));
}

/** How many places a failure has. */
function countOf({ again }: Unexplained): number {
  return 1 + again.length;
}

/** At the line of a problem, a failure must name a reason; elsewhere it always adds something. */
function saysMore(problem: Span, failure: Unexplained): boolean {
  const isAt = problem.start < failure.end && failure.start < problem.end;
  return !isAt || reasonFor(failure) !== undefined;
}

function onlyOne<Value>(values: ReadonlySet<Value> | undefined): Value | undefined {
  const [only, another] = values ?? [];
  return another === undefined ? only : undefined;
}

/** True for a problem that says that a login was refused, but not why. */
function isVague({ rule, variant }: Finding, failure: Unexplained): boolean {
  if (VAGUE.has(`${rule} ${variant ?? ''}`.trim())) return true;
  if (rule !== 'login/denied' || variant !== 'local') return false;
  // The local check ends in the same way for an account that is disabled.
  const reason = reasonFor(failure);
  return reason?.rule === 'login/account' && reason.variant !== 'wrong' && reason.variant !== 'unknown';
}

const VAGUE: ReadonlySet<string> = new Set([
  'login/denied',
  'login/denied refused',
  // Nothing but the result says that no server answered.
  'login/server-timeout result',
  'login/not-tried',
  'login/test-refused',
  'ftm/connect-failed',
]);

/** A refused login with the words of the line that says why. */
function refinedBy(problem: Finding, failure: Unexplained): Finding {
  // That nothing of a token came says more than that a connection failed.
  const reason = problem.rule === 'ftm/connect-failed' ? undefined : reasonFor(failure);
  const { rule, variant } = reason ?? { rule: problem.rule, variant: 'said' };
  const entry = ruleOf(rule)?.entries?.[variant ?? ''] ?? (reason ? undefined : problem.entry);
  return {
    ...problem,
    ...place(failure),
    rule,
    variant,
    facts: { ...problem.facts, ...known({ said: quotedLine(failure.text) }) },
    related: [
      { ...place(problem), role: 'result' },
      ...problem.related.filter(({ start, role }) => role !== 'result' && start !== failure.start),
    ],
    entry,
  };
}

/** The rule that knows a failure by its words. */
function reasonFor({
  words,
  daemon,
  about,
}: Pick<SaidFailure, 'words' | 'daemon' | 'about'>):
  { rule: RuleId; variant: string | undefined } | undefined {
  const reason = reasonOf(words, daemon, about);
  const rule = reason && ruleOf(reason.rule)?.id;
  return rule && { rule, variant: reason.variant };
}

interface Line extends Span {
  readonly of: Unexplained;
}

/** The failures one of whose lines a problem is at, itself or a place that belongs to it, and those problems. */
function explainedBy(
  problems: readonly Finding[],
  failures: readonly Unexplained[],
): ReadonlyMap<Unexplained, ReadonlySet<Finding>> {
  // No line is of two failures, so that the lines are in order by their ends, too.
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

/** True if a problem can belong to the login that failed: their users do not differ, as far as both are known. */
function isOfOneUser({ facts }: Finding, { user }: Unexplained): boolean {
  return user === undefined || facts['user'] === undefined || facts['user'] === user;
}

/** Every place that a problem has. */
function placesIn(problem: Finding): Span[] {
  return [problem, ...problem.related.filter(({ role }) => role !== 'again'), ...placesAgain(problem)];
}

function isReason({ rule }: Finding): boolean {
  return rule.startsWith('login/') || rule.startsWith('ike/');
}

/** The index of the first of some places, which are in order, that ends after `offset`. */
function firstAfter(places: readonly Span[], offset: number): number {
  return countBefore(places.length, index => (places[index]?.end ?? 0) <= offset);
}

/** The name of a notify, as events give it. */
const NOTIFY = /^[A-Z]{2,}(?:[-_][A-Z]+)+$/;

/** @param more how many more there are that are not kept */
function findingOf(one: Unexplained, others: readonly Span[], more: number): Finding {
  const { again, ...repeats } = repeatsOf(others, more);
  // An event has a title, which says what failed, where its words only say that it did.
  const likely = reasonFor(one);
  const reason = one.follows && one.about === undefined && !isRefusal(likely) ? undefined : likely;
  const entry = reason ? undefined : (lookUp('function', one.function) ?? lookUp('daemon', one.daemon));
  return {
    rule: reason?.rule ?? RULE,
    ...(reason?.variant !== undefined && { variant: reason.variant }),
    ...place(one),
    facts: known({
      daemon: one.daemon,
      said: quotedLine(one.text),
      user: one.user,
      method: one.method,
      connection: one.connection ?? (reason?.rule.startsWith('ike/') ? 'IPsec' : undefined),
      notify: NOTIFY.test(one.text) ? quotedLine(one.text) : undefined,
    }),
    related: [
      ...one.others.slice(0, MAX_REPEATS).map(other => ({ ...place(other), role: 'also' })),
      ...again,
    ],
    ...repeats,
    ...(entry && { entry: entry.id }),
    cause: one.cause,
  };
}

/** A login of ike was refused, whoever knows why. */
function isRefusal(reason: ReturnType<typeof reasonFor>): boolean {
  return reason?.rule === 'login/denied' && reason.variant === 'ike';
}
