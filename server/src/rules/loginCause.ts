import type { RuleId } from '../knowledge';
import type { Login, LoginEvent, LoginEventKind } from '../trace';

/** A rule about logins, or about the negotiation of a tunnel. */
export type LoginRule = Extract<RuleId, `login/${string}` | 'ike/no-proposal' | 'ike/key-mismatch'>;

/** Why a login went as it did: the rule that says so, and the event that shows it. */
export interface LoginCause {
  readonly rule: LoginRule;
  readonly variant?: string;
  readonly event: LoginEvent;
  /** Whether the capture leaves open how the login ended. */
  readonly open?: boolean;
  /** Another event that belongs to it, and the role that it has. */
  readonly other?: readonly [string, LoginEvent];
}

const NEGOTIATION: ReadonlySet<LoginEventKind> = new Set(['key-mismatch', 'no-proposal']);

/**
 * The one root cause of a login that failed or did not end; undefined where it succeeded, or where the capture does not
 * show how it ended. What decides comes before what follows from it.
 */
export function causeOf(login: Login): LoginCause | undefined {
  const result = last(login, 'result');
  const drifted = last(login, 'drifted');
  const refused = last(login, 'refused');
  const succeeded = result?.code === '0' && (refused?.start ?? -1) < result.start;
  if (succeeded) return drifted && { rule: 'login/token-drift', variant: 'done', event: drifted };

  // A result shows that the two ends came to terms after all.
  const negotiation = login.events.find(
    ({ kind, start }) => NEGOTIATION.has(kind) && !(result && result.start > start),
  );
  if (negotiation)
    return {
      rule: negotiation.kind === 'no-proposal' ? 'ike/no-proposal' : 'ike/key-mismatch',
      event: negotiation,
    };
  const saml = last(login, 'saml-error');
  if (saml) return { rule: 'login/saml', event: saml };
  const lacks = last(login, 'saml-lacks');
  if (lacks) return { rule: 'login/saml', variant: 'information', event: lacks, open: true };
  const again = last(login, 'code-again');
  const failed = result?.code === '1' || refused !== undefined;
  if (drifted && again && failed && again.start > drifted.start) {
    return { rule: 'login/token-repeated', event: again, other: ['drifted', drifted] };
  }
  // Whether the next code was right, a result or a refusal would tell.
  if (drifted) return { rule: 'login/token-drift', event: drifted, open: !failed };
  return ofPolicy(login) ?? ofServer(login, result) ?? ofResult(login, result) ?? unfinished(login, result);
}

function last({ events }: Login, kind: LoginEventKind): LoginEvent | undefined {
  for (let index = events.length - 1; index >= 0; index--)
    if (events[index]?.kind === kind) return events[index];
  return undefined;
}

function ofPolicy(login: Login): LoginCause | undefined {
  const policy = last(login, 'not-in-policy');
  if (policy) return { rule: 'login/not-in-policy', event: policy };
  const group = last(login, 'group-failed');
  return group && { rule: 'login/group-mismatch', event: group };
}

function ofServer(login: Login, result: LoginEvent | undefined): LoginCause | undefined {
  const dns = last(login, 'name-not-resolved');
  const none = last(login, 'no-more-server');
  // An empty answer to the question for IPv6 is harmless: the login fails by it only when no server is left.
  if (dns && none && result?.code === '5')
    return { rule: 'login/name-not-resolved', event: none, other: ['dns', dns] };
  if (result?.code === '10')
    return { rule: 'login/server-timeout', event: last(login, 'server-timeout') ?? result };
  const silent = last(login, 'server-timeout');
  return silent && (!result || result.code === '4')
    ? { rule: 'login/server-timeout', event: silent }
    : undefined;
}

function ofResult(login: Login, result: LoginEvent | undefined): LoginCause | undefined {
  if (result?.code === '3') return { rule: 'login/no-server', event: last(login, 'no-server') ?? result };
  if (result?.code === '5') {
    const started = last(login, 'not-started');
    const cached = started && (login.method === 'EAP' || login.method === 'SAML');
    return cached
      ? { rule: 'login/saml', variant: 'cache', event: started }
      : { rule: 'login/not-tried', event: started ?? result };
  }
  const refused = last(login, 'refused');
  if (result?.code !== '1') return refused && { rule: 'login/denied', variant: 'refused', event: refused };
  const reason =
    last(login, 'wrong-password') ?? last(login, 'user-not-found') ?? last(login, 'server-rejected');
  const variants: Partial<Record<LoginEventKind, string>> = {
    'wrong-password': 'local',
    'user-not-found': 'ldap',
    'server-rejected': 'radius',
  };
  const variant = reason && variants[reason.kind];
  return {
    rule: 'login/denied',
    event: reason ?? result,
    ...(variant !== undefined && { variant }),
    ...(reason && { other: ['result', result] as const }),
  };
}

function unfinished(login: Login, result: LoginEvent | undefined): LoginCause | undefined {
  const push = last(login, 'push-sent');
  // A number before the push says only that the first factor was under way.
  const ends = [last(login, 'code-typed'), result];
  if (push && !ends.some(end => end && end.start > push.start))
    return { rule: 'login/push-not-answered', event: push, open: true };
  const behind = login.events.findLast(({ kind }) => kind !== 'name-not-resolved');
  return result?.code === '4' && behind === result && login.method === 'SSL VPN'
    ? { rule: 'login/stuck', event: result, open: true }
    : undefined;
}
