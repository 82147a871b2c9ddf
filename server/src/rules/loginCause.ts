import { cached } from '../cached';
import type { RuleId } from '../knowledge';
import type { Login, LoginEvent, LoginEventKind } from '../trace';

/** The cause of a login's outcome: the rule that reports it, and the event that shows it. */
export interface LoginCause {
  readonly rule: RuleId;
  readonly variant?: string | undefined;
  readonly event: LoginEvent;
  /** The capture does not show how the login ended. */
  readonly open?: boolean;
  /** Another event that belongs to it, and its role. */
  readonly other?: readonly [string, LoginEvent];
  /** Facts beyond those of its login and its event. */
  readonly facts?: Readonly<Record<string, string | number | undefined>>;
}

/** A login, and its outcome according to its results. */
interface Ending {
  readonly login: Login;
  readonly result: LoginEvent | undefined;
  readonly failed: boolean;
}

/** A cause that one event alone cannot prove. */
interface Deduction {
  /** Its place among the causes of one login, on the scale of `LoginWeight.rank`. */
  readonly rank: number;
  readonly deduce: (ending: Ending) => LoginCause | undefined;
}

/** Causes that need more than one event, in the order of their ranks. */
const DEDUCTIONS: readonly Deduction[] = [
  { rank: 20, deduce: causeOfMissingSamlData },
  { rank: 30, deduce: causeOfDrift },
  { rank: 45, deduce: causeOfSamlUser },
  { rank: 50, deduce: causeOfUnresolvedName },
  { rank: 60, deduce: causeOfSilence },
  { rank: 61, deduce: causeOfEapMethods },
  { rank: 90, deduce: causeOfResult },
  { rank: 100, deduce: unfinished },
];

/** Results that end a login without success. */
export const FAILED_RESULTS: ReadonlySet<string | undefined> = new Set(['1', '3', '5', '10']);

/**
 * The root cause of a login that failed or did not end: the one of the lowest rank among those in its sentences and
 * those deduced from several events. Undefined if it succeeded, or if the capture does not show how it ended.
 */
export const loginCauseOf = cached((login: Login): LoginCause | undefined => {
  const result = last(login, 'result');
  const decided = login.events.findLast(({ cause }) => cause?.decides);
  if (result?.code === '0' && !(decided && decided.start > result.start)) return causeDespiteSuccess(login);
  const ending = { login, result, failed: decided !== undefined || FAILED_RESULTS.has(result?.code) };
  const stated = causeInSentence(ending);
  const rank = stated?.event.cause?.rank ?? Infinity;
  for (const deduction of DEDUCTIONS) {
    if (deduction.rank >= rank) break;
    const cause = deduction.deduce(ending);
    if (cause) return cause;
  }
  return stated;
});

/** A problem of a login that succeeded nevertheless. */
function causeDespiteSuccess(login: Login): LoginCause | undefined {
  const drifted = last(login, 'drifted');
  if (drifted) return { rule: 'login/token-drift', variant: 'done', event: drifted };
  const event = login.events.findLast(({ cause }) => cause?.despite);
  return event?.cause && { rule: event.cause.rule, variant: event.cause.variant, event };
}

/** Results that ask the user for something. */
const CHALLENGES: ReadonlySet<string | undefined> = new Set(['2', '7', '8']);

/** The event whose sentence has the cause of the lowest rank. */
function bestOf({ login, result, failed }: Ending): LoginEvent | undefined {
  let best: LoginEvent | undefined;
  let rank = Infinity;
  for (const event of login.events) {
    const { cause } = event;
    if (!cause || !(cause.decides || cause.open || cause.despite || failed)) continue;
    // The user is asked for something: a new password, a code.
    if (result && CHALLENGES.has(result.code) && result.start > event.start) continue;
    // Of equal ranks, the last attempt counts.
    if (cause.rank <= rank) [best, rank] = [event, cause.rank];
  }
  return best;
}

/** The cause of the lowest rank in a sentence. */
function causeInSentence(ending: Ending): LoginCause | undefined {
  const { login, result } = ending;
  const best = bestOf(ending);
  if (!best?.cause) return undefined;
  const { open, decides, variant, rule: said } = best.cause;
  // The server rejects; the unit's own conclusion follows from that.
  const followed = !open && (!decides || said === 'login/denied');
  const rule = said === 'login/ldap-bind' && bindsAsAccount(login, best) ? 'login/ldap-account' : said;
  return {
    rule,
    event: best,
    // Many rules have a message for each code.
    variant: deducedVariant(login, best) ?? variant ?? best.code,
    ...(open && { open }),
    ...(followed && result && result.start > best.start && { other: ['result', result] as const }),
  };
}

/** The variant of the message, if earlier events say more than the sentence of the cause. */
function deducedVariant(login: Login, best: LoginEvent): string | undefined {
  const { rule, variant } = best.cause ?? {};
  if (variant === 'radius' && answeredChallenge(login, best)) return 'challenge';
  if (rule === 'login/group-mismatch' && variant === undefined && last(login, 'no-groups'))
    return 'no-groups';
  return undefined;
}

/** The server asked the user for something before it rejected. EAP carries its own messages in challenges. */
function answeredChallenge({ method, events }: Login, { start }: LoginEvent): boolean {
  if (method === 'EAP' || events.some(({ kind }) => kind === 'eap-offered' || kind === 'eap-declined'))
    return false;
  return events.some(event => event.kind === 'result' && event.code === '2' && event.start < start);
}

function last({ events }: Login, kind: LoginEventKind): LoginEvent | undefined {
  return events.findLast(event => event.kind === kind);
}

function causeOfDrift({ login, failed }: Ending): LoginCause | undefined {
  const drifted = last(login, 'drifted');
  const again = last(login, 'code-again');
  if (drifted && again && failed && again.start > drifted.start)
    return { rule: 'login/token-repeated', event: again, other: ['drifted', drifted] };
  // Without a result or a refusal, nothing shows whether the next code was right.
  return drifted && { rule: 'login/token-drift', event: drifted, open: !failed };
}

/** FortiClient's id, which IPsec uses instead of a name after a SAML login. */
const CLIENT_ID = /^[0-9A-F]{32}$/i;

/** A SAML login over IPsec has no password that could be wrong: what fails is the match of a group. */
function causeOfSamlUser({ login, result }: Ending): LoginCause | undefined {
  if (result?.code !== '1' || !isOfClient(login)) return undefined;
  return { rule: 'login/saml', variant: 'group', event: result };
}

function isOfClient({ user }: Login): boolean {
  return CLIENT_ID.test(user?.text ?? '');
}

/** Neither a group nor a user name was found in the answer. */
function causeOfMissingSamlData({ login }: Ending): LoginCause | undefined {
  const lacks = login.events.filter(({ kind }) => kind === 'saml-lacks');
  const [first] = lacks;
  const event = first && lacks.findLast(({ text }) => text !== first.text);
  return event && { rule: 'login/saml', variant: 'lacks', event, open: true, other: ['lacks', first] };
}

function causeOfUnresolvedName({ login, result }: Ending): LoginCause | undefined {
  const dns = last(login, 'name-not-resolved');
  const none = last(login, 'no-more-server');
  // An empty answer to the IPv6 query is harmless; the login fails because of it only if no server is left.
  if (!dns || !none || result?.code !== '5') return undefined;
  return { rule: 'login/name-not-resolved', event: none, other: ['dns', dns] };
}

function causeOfSilence({ login, result }: Ending): LoginCause | undefined {
  const silent = last(login, 'server-timeout');
  const push = last(login, 'push-sent');
  // The phone did not answer, not the server.
  if (result?.code === '10' && !silent && push && push.start < result.start)
    return { rule: 'login/push-not-answered', event: push, other: ['result', result] };
  if (result?.code === '10') return timeout(login, silent ?? result, result);
  return silent && UNDECIDED.has(result?.code) ? timeout(login, silent, result) : undefined;
}

/** Results that name no cause, and no result: no server could decide. */
const UNDECIDED: ReadonlySet<string | undefined> = new Set([undefined, '3', '4', '5']);

/** A server that did not answer, and how often it was asked. */
function timeout(login: Login, event: LoginEvent, result: LoginEvent | undefined): LoginCause {
  const { asks } = login;
  return {
    rule: 'login/server-timeout',
    event,
    ...(asks > 0 ? { variant: 'radius' } : event.kind === 'result' && { variant: 'result' }),
    facts: { count: asks > 1 ? asks : undefined, result: result?.code },
  };
}

/** The client declined the only method that the server offered. */
function causeOfEapMethods({ login, result }: Ending): LoginCause | undefined {
  const declined = last(login, 'eap-declined');
  const refusal = last(login, 'server-rejected') ?? (result?.code === '1' ? result : undefined);
  if (!declined || !refusal || refusal.start < declined.start) return undefined;
  const offered = last(login, 'eap-offered');
  if (!offered || offered.start > declined.start) return undefined;
  return {
    rule: 'login/eap-method',
    event: declined,
    other: ['offered', offered],
    facts: {
      offered: eapMethods(offered.facts?.['offered'] ?? ''),
      wanted: eapMethods(declined.facts?.['wanted'] ?? ''),
    },
  };
}

/** LDAP uses the same error code for the user and for the account that the unit binds with. */
function bindsAsAccount({ events }: Login, { start: place }: LoginEvent): boolean {
  const bind = events.findLast(({ kind, start }) => BINDS.has(kind) && start < place);
  return bind?.kind === 'account-binds';
}

const BINDS: ReadonlySet<LoginEventKind> = new Set(['account-binds', 'user-binds']);

function causeOfResult({ login, result }: Ending): LoginCause | undefined {
  switch (result?.code) {
    case '1':
      return {
        rule: 'login/denied',
        event: result,
        ...(answeredChallenge(login, result) && { variant: 'more' }),
      };
    case '3':
      return { rule: 'login/no-server', event: last(login, 'no-server') ?? result };
    case '5':
      return notStarted(login, result);
    default:
      return undefined;
  }
}

function notStarted(login: Login, result: LoginEvent): LoginCause {
  const started = last(login, 'not-started');
  if (started && isOfClient(login)) return { rule: 'login/saml', variant: 'cache', event: started };
  const unknown = last(login, 'not-local');
  // The timed-out server may know the user.
  if (unknown && !login.server)
    return { rule: 'login/unknown-user', event: unknown, other: ['result', result] };
  return { rule: 'login/not-tried', event: started ?? result };
}

function unfinished({ login, result }: Ending): LoginCause | undefined {
  const push = last(login, 'push-sent');
  // A result before the push says only that the first factor was in progress.
  const ends = [last(login, 'code-typed'), result];
  if (push && !ends.some(end => end && end.start > push.start))
    return { rule: 'login/push-not-answered', event: push, open: true };
  const latest = login.events.findLast(({ kind }) => kind !== 'name-not-resolved');
  return result?.code === '4' && latest === result && login.method === 'SSL VPN'
    ? { rule: 'login/stuck', event: result, open: true }
    : undefined;
}

/** The names of EAP methods by their type, as IANA lists them. */
const EAP_METHODS: Readonly<Record<string, string>> = {
  '00': 'no method',
  '04': 'EAP-MD5',
  '06': 'EAP-GTC',
  '0D': 'EAP-TLS',
  '11': 'LEAP',
  '12': 'EAP-SIM',
  '15': 'EAP-TTLS',
  '17': 'EAP-AKA',
  '19': 'PEAP',
  '1A': 'EAP-MSCHAPv2',
  '2B': 'EAP-FAST',
  '32': "EAP-AKA'",
  '34': 'EAP-PWD',
  '37': 'TEAP',
};
/** Maximum number of methods listed: a client may list any number, and more add nothing. */
const MAX_METHODS = 4;

/** The names of the methods whose types are the bytes in `dump`, `1A 15`; an unknown type is shown as its byte. */
function eapMethods(dump: string): string {
  const types = dump.toUpperCase().split(/\s+/, MAX_METHODS);
  return types.map(type => EAP_METHODS[type] ?? `EAP type 0x${type}`).join(' or ');
}
