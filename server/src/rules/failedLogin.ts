import { lookUp, lookUpBeginning, ruleOf } from '../knowledge';
import type { Crash, Login, TracePart } from '../trace';
import { known } from './facts';
import { causeOf, type LoginCause } from './loginCause';
import type { Finding, RelatedPlace, Rule } from './types';

/** Logins that failed, by their one root cause. */
export function* failedLogin({ logins }: TracePart): Generator<Finding> {
  for (const login of logins) {
    const cause = causeOf(login);
    // What keeps two ends from a login is a problem of their negotiation.
    if (cause && !cause.rule.startsWith('ike/')) yield findingOf(login, cause);
  }
}

/** What explains why a login was not answered, which may be told later. */
export const crashed: Rule = keep => {
  let crash: Crash | undefined;
  return {
    part({ crashes }) {
      const first = crash ? undefined : crashes.find(({ application }) => application === 'fnbamd');
      if (first) crash = keep(first);
    },
    completed: finding => (crash && finding.rule === 'login/stuck' ? explained(finding, crash) : finding),
  };
};

/** A login that fnbamd never answered, with the crash that explains it, which may be told later. */
function explained(finding: Finding, { start, end }: Crash): Finding {
  const variant = 'crashed';
  const entry = ruleOf(finding.rule)?.entries?.[variant];
  const [asked, again] = [
    finding.related.filter(({ role }) => role !== 'again'),
    finding.related.filter(({ role }) => role === 'again'),
  ];
  const related = [...asked, { start, end, role: 'crash' }, ...again];
  return { ...finding, variant, related, ...(entry !== undefined && { entry }) };
}

function findingOf(login: Login, cause: LoginCause): Finding {
  const { event } = cause;
  const saml =
    cause.rule === 'login/saml' && cause.variant !== 'cache' ? samlOf(event.code, event.text) : undefined;
  const variant = saml?.variant ?? cause.variant;
  const entry = saml?.entry?.id ?? ruleOf(cause.rule)?.entries?.[variant ?? ''];
  const related: RelatedPlace[] = [];
  // A capture can begin in the middle of a login.
  const asked = login.events.find(({ kind }) => kind === 'asked');
  if (asked && asked !== event) related.push({ start: asked.start, end: asked.end, role: 'asked' });
  if (cause.other)
    related.push({ start: cause.other[1].start, end: cause.other[1].end, role: cause.other[0] });
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
