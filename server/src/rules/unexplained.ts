import { contains, overlap, type Reason, REASONS, type Span } from '../syntax';
import type { FailedThread, Login, Negotiation, Quote, ReportedFailure, TracePart } from '../trace';

/** A failure that a daemon reports, until it is known whether another problem explains it. */
export interface Unexplained extends Span, Quote {
  /** Its text without names. */
  readonly words: string;
  readonly daemon: string;
  readonly function: string;
  /** The user and the login method, as far as known. */
  readonly user: string | undefined;
  readonly method: string | undefined;
  /** The tunnel, if a line of the event log names it. */
  readonly connection: string | undefined;
  /** The peer for which no tunnel is set up. */
  readonly unknownPeer?: string | undefined;
  /** The title of its event. */
  readonly about?: string | undefined;
  /** It only reports a refusal; other lines say why. */
  readonly follows: boolean;
  /** Its text without names and numbers: equal for the same cause. */
  readonly cause: string;
  /** Where the same login or negotiation repeats it. */
  readonly again: readonly Span[];
  /** Other failures of the same login or negotiation. */
  readonly others: readonly Span[];
  /** The lines of that login or negotiation: a problem at one of them explains it. */
  readonly lines: readonly Span[];
}

/** Maximum length of the part of a text that distinguishes causes, in UTF-16 code units. */
const MAX_CAUSE = 100;

/** The failures that daemons report in a part of a capture: one for each login, negotiation or connection. */
export function unexplainedIn({ failed }: Pick<TracePart, 'failed'>): Unexplained[] {
  return failed.flatMap(thread => {
    const one = unexplainedOf(thread);
    return one && !isCoveredElsewhere(one, thread.negotiations) ? [one] : [];
  });
}

/** True for a failure within a negotiation that succeeded, or whose causes the IKE rules find. */
function isCoveredElsewhere(one: Span, negotiations: readonly Negotiation[]): boolean {
  return negotiations.some(negotiation => {
    const all = isResolved(negotiation);
    return negotiation.events.some(
      // The IKE rules find the causes of a missing proposal.
      event => (all || event.step === 'no-proposal') && overlap(event, one),
    );
  });
}

/** Both ends agreed, so an earlier refusal is not a failure. */
function isResolved({ agreed, isUp, isSuperseded, events }: Negotiation): boolean {
  const login = events.findLast(({ step }) => step === 'login-failed' || step === 'login-up');
  if (login?.step === 'login-failed') return false;
  return (
    agreed || isUp || isSuperseded || events.some(({ step }) => step === 'matched' || step === 'validated')
  );
}

function unexplainedOf({ failures, lines, logins, tunnel }: FailedThread): Unexplained | undefined {
  const known = failures.map(failure => ({ failure, reason: reasonFor(failure) }));
  // A line that is only a consequence says less than its cause.
  const own = known.filter(({ failure }) => !failure.follows);
  const first = mostSpecific(own) ?? own[0] ?? known[0];
  if (!first) return undefined;
  const main = first.failure;
  const login = logins.find(one => isLineOf(one, main));
  const connection = main.connection ?? (first.reason?.rule.startsWith('ike/') === true ? tunnel : undefined);
  const cause = causeOf(first, connection);
  const again: Span[] = [];
  const others: Span[] = [];
  for (const one of known)
    if (one !== first) (causeOf(one, connection) === cause ? again : others).push(place(one.failure));
  return {
    start: main.start,
    end: main.end,
    text: main.text,
    textAt: main.textAt,
    words: main.words,
    user: login?.user?.text ?? main.user,
    connection,
    unknownPeer: main.unknownPeer,
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

/** A reported failure, and why it happened if its words say so. */
interface Reasoned {
  readonly failure: ReportedFailure;
  readonly reason: Reason | undefined;
}

/** The first failure whose reason is known, or a later one that says more about the same reason. */
function mostSpecific(failures: readonly Reasoned[]): Reasoned | undefined {
  const known = failures.find(({ reason }) => reason !== undefined);
  const reason = known?.reason;
  if (!reason || reason.variant !== undefined) return known;
  return (
    failures.find(({ reason: other }) => other?.rule === reason.rule && other.variant !== undefined) ?? known
  );
}

function isLineOf(login: Login, { start }: Span): boolean {
  return contains(login, start) && login.records.some(record => contains(record, start));
}

/** All offsets of a failure, which move with the text. */
export function placesOfFailure({ again, others, lines }: Unexplained): Span[] {
  return [...again, ...others, ...lines];
}

export function place({ start, end }: Span): { start: number; end: number } {
  return { start, end };
}

/** A word that distinguishes a failure from others: letters, and the punctuation around them. Names have others, or are hidden. */
const PLAIN_WORD = /^[(]?[A-Za-z]+[),.:;!?]*$/;
/** The reason code of an event: `name_invalid`, `credential_or_server_error`. */
const REASON_WORD = /^[a-z]+(?:[_-][a-z]+){1,8}$/;

/** A text without names, numbers, addresses and quoted values; causes of different tunnels differ. */
function causeOf({ failure, reason }: Reasoned, connection: string | undefined): string {
  const { daemon } = failure;
  // Lines of the event log are about many users, and the title of one can decide which rule knows it.
  if (daemon === 'event log')
    return wordsOf(failure, [daemon, failure.user ?? '', failure.connection ?? '', reason?.rule ?? '']);
  // The collector agent and the other end of a tunnel have several sentences for one cause.
  return reason && daemon !== 'ike' && (daemon === 'fsso_ca' || reason.rule.startsWith('ike/'))
    ? [reason.rule, reason.variant ?? ''].join(' ')
    : wordsOf(failure, [daemon, ...(daemon === 'ike' && connection !== undefined ? [connection] : [])]);
}

/** Adds the words of a failure that are not names. */
function wordsOf({ daemon, words: text }: ReportedFailure, words: string[]): string {
  let quote = '';
  for (const word of text.slice(0, MAX_CAUSE).split(' ')) {
    if (quote !== '') {
      if (word.includes(quote)) quote = '';
    } else if (PLAIN_WORD.test(word) || (daemon === 'event log' && REASON_WORD.test(word))) {
      words.push(word.toLowerCase());
    } else {
      const first = word.charAt(0);
      if ((first === "'" || first === '"') && !word.includes(first, 1)) quote = first;
    }
  }
  return words.join(' ');
}

/** The cause that the words of a failure state, if they state one. */
export function reasonFor({
  words,
  daemon,
  about,
}: Pick<ReportedFailure, 'words' | 'daemon' | 'about'>): Reason | undefined {
  return REASONS.of(words, daemon, about);
}
