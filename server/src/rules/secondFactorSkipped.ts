import type { Login, LoginEvent, LoginEventKind } from '../trace';
import { compact } from './compact';
import type { Finding, Rule } from './types';

/** Maximum number of users kept; a capture has fewer. */
const MAX_USERS = 1024;
/** Events that show that a second factor was requested. */
const REQUESTS: ReadonlySet<LoginEventKind> = new Set([
  'code-asked',
  'code-typed',
  'code-again',
  'push-sent',
  'drifted',
]);

/** A login that succeeded without a second factor. */
interface Skipped {
  readonly user: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Logins that succeed without a second factor although their user has one: according to the configuration in the
 * capture, or because the same name in another case was asked for it.
 */
export const secondFactorSkipped: Rule = keep => {
  /** By name in lower case: the configured names, and the names that were asked. */
  const configured = new Map<string, string>();
  const asked = new Map<string, string>();
  const skipped = new Map<string, Skipped>();
  return {
    part({ tokenUsers, logins }) {
      for (const { text } of tokenUsers)
        if (configured.size < MAX_USERS) configured.set(text.toLowerCase(), keep(text));
      for (const login of logins) {
        const user = login.user?.text;
        if (user === undefined) continue;
        if (login.events.some(({ kind }) => REQUESTS.has(kind))) {
          if (asked.size < MAX_USERS) asked.set(user.toLowerCase(), keep(user));
          continue;
        }
        const place = withoutFactor(login);
        if (place && !skipped.has(user) && skipped.size < MAX_USERS)
          skipped.set(keep(user), keep({ user, start: place.start, end: place.end }));
      }
    },
    *end() {
      for (const one of skipped.values()) {
        const name = one.user.toLowerCase();
        const local = configured.get(name) ?? asked.get(name);
        const differs = local !== undefined && local !== one.user;
        if (differs || configured.has(name)) yield findingOf(one, local, differs);
      }
    },
  };
};

/** Where fnbamd says that no code is needed for a login, which it then accepts. */
function withoutFactor({ events }: Login): LoginEvent | undefined {
  const result = events.findLast(({ kind }) => kind === 'result');
  return result?.code === '0' ? events.find(({ kind }) => kind === 'code-not-needed') : undefined;
}

function findingOf({ user, start, end }: Skipped, local: string | undefined, differs: boolean): Finding {
  return {
    rule: 'login/second-factor-skipped',
    start,
    end,
    ...(differs && { variant: 'case' }),
    facts: compact({ user, local }),
    related: [],
    cause: user,
  };
}
