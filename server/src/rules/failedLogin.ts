import { max } from '../integers';
import { type Entry, lookUp, lookUpBeginning, type RuleId, ruleNamed } from '../knowledge';
import { namesBy } from '../knowledge/domains/daemons';
import { detached, HOLES } from '../syntax';
import type { Crash, Login, LoginEvent, TracePart } from '../trace';
import { compact } from './compact';
import { quotationOf } from './maskedQuotes';
import { quotedAnswer, quotedLine } from './quoted';
import { loginCauseOf, type LoginCause } from './loginCause';
import type { Facts, Finding, RelatedPlace, Rule } from './types';

/** Failed logins, each with its one root cause. */
export function* failedLogin({ logins }: TracePart): Generator<Finding> {
  for (const login of logins) {
    const cause = loginCauseOf(login);
    if (cause) yield findingOf(login, cause);
  }
}

/** The processes without which logins fail. */
const LOGS_IN = namesBy(({ processes }) => processes);

/**
 * Finds crashes that explain why a login was not answered; they may be later in the capture. A crash that explains
 * none is a problem of its own.
 */
export const crashed: Rule = keep => {
  const first = new Map<string, Crash>();
  return {
    part({ crashes }) {
      for (const crash of crashes)
        if (LOGS_IN.has(crash.application) && !first.has(crash.application))
          first.set(detached(crash.application), keep(crash));
    },
    completed(finding) {
      const crash = finding.rule === 'login/stuck' ? first.get('fnbamd') : undefined;
      return crash ? explained(finding, crash) : finding;
    },
    *end(_whole, problems) {
      const explainsLogin = first.has('fnbamd') && problems().some(({ rule }) => rule === 'login/stuck');
      for (const [application, { start, end }] of first)
        if (application !== 'fnbamd' || !explainsLogin)
          yield {
            rule: 'daemon/crashed',
            start,
            end,
            facts: { application },
            related: [],
            cause: application,
          };
    },
  };
};

/** Minimum length of the logins after a push whose answer counts as missing, in UTF-16 code units: some 40 lines. */
const MIN_AFTER_PUSH = 4000;

/** A push without an answer is no problem if the capture ends soon after it: the user may still be about to answer. */
export const pendingPush: Rule = () => {
  let lastEnd = 0;
  return {
    part({ logins }) {
      for (const { end } of logins) lastEnd = max(lastEnd, end);
    },
    completed(finding) {
      const isOpen = !finding.related.some(({ role }) => role === 'result');
      if (finding.rule !== 'login/push-not-answered' || !isOpen) return finding;
      return lastEnd - finding.end < MIN_AFTER_PUSH ? { ...finding, severity: 'information' } : finding;
    },
  };
};

/** A login that fnbamd never answered, with the crash that explains it, which may be later in the capture. */
function explained(finding: Finding, { start, end }: Crash): Finding {
  const [asked, again] = [
    finding.related.filter(({ role }) => role !== 'again'),
    finding.related.filter(({ role }) => role === 'again'),
  ];
  const related = [...asked, { start, end, role: 'crash' }, ...again];
  return { ...finding, variant: 'crashed', related };
}

function findingOf(login: Login, cause: LoginCause): Finding {
  const { event } = cause;
  const { entry: about, found } = explanationOf(event);
  const variant = found ? variantOf(login, cause) : 'unknown';
  return {
    rule: cause.rule,
    start: event.start,
    end: event.end,
    facts: factsOf(login, cause, about),
    ...(event.cause?.quoted && quotationOf(event)),
    related: relatedOf(login, cause),
    variant,
    entry: about?.id,
    severity: event.cause?.severity ?? (cause.variant === 'done' ? 'information' : undefined),
    cause: sameCause(login, variant, event.code ?? about?.id ?? ''),
  };
}

/** The facts for the message about a cause. */
function factsOf(login: Login, { rule, event, facts }: LoginCause, about: Entry | undefined): Facts {
  const eventFacts = event.facts ?? {};
  return compact({
    ...namedBy(rule, login.values),
    ...Object.fromEntries(Object.entries(eventFacts).map(factOfHole)),
    ...facts,
    user: login.user?.text,
    method: login.method,
    server: eventFacts['server'] ?? login.server?.text,
    group: eventFacts['group'] ?? login.group?.text,
    connection: login.connection?.text,
    code: event.code,
    title: about?.title,
    said: event.cause?.quoted ? quotedLine(event.text) : undefined,
  });
}

/** Where the login was requested, and the other event that belongs to its cause. */
function relatedOf({ events }: Login, { other }: LoginCause): RelatedPlace[] {
  const related: RelatedPlace[] = [];
  // A capture can begin in the middle of a login.
  const asked = events.find(({ kind }) => kind === 'asked');
  if (asked) related.push({ start: asked.start, end: asked.end, role: 'asked' });
  if (other) related.push({ start: other[1].start, end: other[1].end, role: other[0] });
  return related;
}

/** A login that is repeated and fails for the same reason is the same problem. */
function sameCause({ user, connection, method }: Login, variant = '', code: string): string {
  const who = user?.text ?? connection?.text ?? '';
  // The unit's own EAP server asks the unit for the local password, and forwards its refusal.
  return LOCAL.has(variant) ? `${who} local` : `${who} ${method ?? ''} ${variant} ${code}`;
}

/** Refusals by the unit itself, because of the password of its local user. */
const LOCAL: ReadonlySet<string> = new Set(['local', 'proxy']);

/** `EAP_PROXY` is listed as a RADIUS server, but is the FortiGate itself. */
function variantOf({ server }: Login, { rule, variant }: LoginCause): string | undefined {
  return rule === 'login/denied' && variant === 'radius' && server?.text === 'EAP_PROXY' ? 'proxy' : variant;
}

/** The facts that a message of the rule can name; which of the others are known depends on the lines around it. */
function namedBy(rule: RuleId, facts: Login['values']): Readonly<Record<string, string>> {
  const messages = Object.values(ruleNamed(rule)?.messages ?? {}).flat();
  return Object.fromEntries(
    Object.entries(facts).filter(([name]) => messages.some(message => message.includes(`{${name}}`))),
  );
}

/** The entry for a cause, by its code or its sentence, and whether a code that was looked up is known. */
function explanationOf({ cause, code, text }: LoginEvent): { entry: Entry | undefined; found: boolean } {
  const table = cause?.table;
  if (table === undefined) return { entry: undefined, found: true };
  if (code === undefined) return { entry: lookUpBeginning(table, text), found: true };
  const entry = lookUp(table, code);
  return { entry, found: entry !== undefined };
}

/** The value of a placeholder, as it goes into a message: free text can repeat what was typed. */
function factOfHole([name, value]: readonly [string, string]): [string, string | undefined] {
  return [name, HOLES[name] === 'text' ? quotedAnswer(value) : value];
}
