import { lookUp, lookUpBeginning, ruleOf } from '../knowledge';
import type { Crash, Login } from '../trace';
import { known } from './facts';
import { causeOf, type LoginCause } from './loginCause';
import type { Finding, RelatedPlace, Rule } from './types';

/** Logins that failed, by their one root cause. */
export const failedLogin: Rule = () => {
  /** Logins that fnbamd never answered: the crash that explains it may be told later. */
  const stuck: [Login, LoginCause][] = [];
  let crash: Crash | undefined;
  return {
    *part({ logins, crashes }) {
      crash ??= crashes.find(({ application }) => application === 'fnbamd');
      for (const login of logins) {
        const cause = causeOf(login);
        if (cause?.rule === 'login/stuck') stuck.push([login, cause]);
        else if (cause) yield findingOf(login, cause, undefined);
      }
    },
    *end() {
      for (const [login, cause] of stuck) yield findingOf(login, cause, crash);
    },
  };
};

function findingOf(login: Login, cause: LoginCause, crash: Crash | undefined): Finding {
  const { event } = cause;
  const saml =
    cause.rule === 'login/saml' && cause.variant !== 'cache' ? samlOf(event.code, event.text) : undefined;
  const variant = crash ? 'crashed' : (saml?.variant ?? cause.variant);
  const entry = saml?.entry?.id ?? ruleOf(cause.rule)?.entries?.[variant ?? ''];
  const related: RelatedPlace[] = [];
  // A capture can begin in the middle of a login.
  const asked = login.events.find(({ kind }) => kind === 'asked');
  if (asked && asked !== event) related.push({ start: asked.start, end: asked.end, role: 'asked' });
  if (cause.other)
    related.push({ start: cause.other[1].start, end: cause.other[1].end, role: cause.other[0] });
  // The peer negotiates again and again, on the same connection.
  if (cause.rule.startsWith('ike/')) {
    const again = login.events.filter(({ kind, start }) => kind === event.kind && start > event.start);
    related.push(...again.map(({ start, end }) => ({ start, end, role: 'again' })));
  }
  if (crash) related.push({ start: crash.start, end: crash.end, role: 'crash' });
  return {
    rule: cause.rule,
    start: event.start,
    end: event.end,
    facts: known({
      user: login.user?.text,
      method: login.method,
      server: login.server?.text,
      group: login.group?.text,
      connection: login.connection?.text,
      code: event.code,
      title: saml?.entry?.title,
    }),
    related,
    ...(variant !== undefined && { variant }),
    ...(entry !== undefined && { entry }),
    ...(cause.variant === 'done' && { severity: 'information' as const }),
    // What is missing in an answer need not make the login fail.
    ...(cause.variant === 'information' && { severity: 'warning' as const }),
    // A login that is tried again for the same reason is the same problem.
    cause: `${login.user?.text ?? login.connection?.text ?? ''} ${login.method ?? ''} ${variant ?? ''} ${event.code ?? ''}`,
  };
}

/** What is known of a SAML error: by its number, else by its sentence. */
function samlOf(code: string | undefined, text: string | undefined) {
  if (code === undefined) return { entry: lookUpBeginning('sentence', text ?? ''), variant: 'information' };
  const entry = lookUp('saml-result', code);
  return entry ? { entry, variant: undefined } : { entry: undefined, variant: 'unknown' };
}
