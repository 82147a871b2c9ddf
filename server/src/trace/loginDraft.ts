import { type DebugRecord, elapsed, type Moment, type Span } from '../syntax';
import { ForkableData, Shareable } from './fork';
import type { LoginLineContent, LoginRecord } from './loginLine';
import { Stretch } from './stretch';
import { type Located, type Login, type LoginEvent, LOGIN_VALUES } from './types';

/** Results after which another result follows. */
const INTERMEDIATE_RESULTS: ReadonlySet<string> = new Set(['2', '4', '7', '8']);

/** Events that end a login, besides a final result. */
const FINAL_EVENTS: ReadonlySet<LoginEvent['kind']> = new Set([
  'refused',
  'saml-error',
  'saml-answered',
  'not-in-policy',
]);

/** Maximum number of lines kept per login; the longest one seen has under a hundred. */
export const MAX_LINES = 4096;

/** Maximum number of events kept per login, the newest among them: reused ids merge many logins into one. */
const MAX_EVENTS = 256;

/** What is known of a login while it is being read. */
class LoginFacts extends Shareable {
  requests: string[] = [];
  method: Login['method'] = undefined;
  user: Located | undefined = undefined;
  group: Located | undefined = undefined;
  server: Located | undefined = undefined;
  /** A name was resolved to an address; a server did not answer. */
  resolved = false;
  silent = false;
  connection: Located | undefined = undefined;
  asks = 0;
  /** The last value of each of `LOGIN_VALUES`, in that order. */
  values: (string | undefined)[] = [];
  /** All connections that its lines came by. */
  connections: string[] = [];
  events: LoginEvent[] = [];
  records: DebugRecord[] = [];
  /** Its first line with a time stamp, and the last one. */
  first: LineMoment | undefined = undefined;
  last: LineMoment | undefined = undefined;
  /** The last line when its result appeared: later ones are a new attempt, or the rest of the old one. */
  ended: LineMoment | undefined = undefined;
  begins = false;
  /** The last line of the capture continues it. */
  isLast = false;
  /** Its result has appeared. */
  over = false;
  /** The answer of an identity provider was accepted or refused. */
  settled = false;
  /** The servers that can be asked for it. */
  offers: Located[] = [];
  /** It checks a certificate, for which the meaning of result numbers is not known. */
  certificate = false;
  /** Its first line, and the last one. */
  from: LoginRecord | undefined = undefined;
  to: LoginRecord | undefined = undefined;
}

/** An open login. Many are open at once, and few change from one section to the next. */
export class LoginDraft extends ForkableData {
  facts = new LoginFacts();

  /** The state, for changing it. */
  own(): LoginFacts {
    return (this.facts = this.facts.own());
  }

  get settled(): boolean {
    return this.facts.settled;
  }

  settle(): void {
    this.own().settled = true;
  }
}

/** The time in the stamp of a line. */
export interface LineMoment extends Moment {
  readonly record: DebugRecord;
}

function lastValues({ values }: LoginFacts): Login['values'] {
  const named: Record<string, string> = {};
  for (const [index, name] of LOGIN_VALUES.entries()) {
    const value = values[index];
    if (value !== undefined) named[name] = value;
  }
  return named;
}

/** `code` is that of a result. */
export function ends(kind: LoginEvent['kind'] | undefined, code: string | undefined): boolean {
  return kind === 'result'
    ? !INTERMEDIATE_RESULTS.has(code ?? '')
    : kind !== undefined && FINAL_EVENTS.has(kind);
}

/** Adds a line to a login. */
export function addLine(facts: LoginFacts, record: LoginRecord, moment: LineMoment | undefined): void {
  if (!facts.from || record.start < facts.from.start) facts.from = record;
  if (!facts.to || record.start > facts.to.start) facts.to = record;
  if (record.kind !== 'debug') return;
  if (facts.records.length < MAX_LINES) facts.records.push(record);
  if (!moment) return;
  if (!facts.first || moment.record.start < facts.first.record.start) facts.first = moment;
  if (!facts.last || moment.record.start > facts.last.record.start) facts.last = moment;
}

/** Adds a line to its login, and returns its event, if any. */
export function applyContent(
  facts: LoginFacts,
  record: LoginRecord,
  { user, group, server, event, values, resolved, asks, begins }: LoginLineContent,
): LoginEvent | undefined {
  facts.user ??= user;
  facts.group ??= group;
  // The last server that answered or timed out is the one that counts.
  facts.server = server ?? facts.server;
  facts.resolved ||= resolved;
  if (asks) facts.asks++;
  if (values) facts.values = LOGIN_VALUES.map((_, index) => values[index] ?? facts.values[index]);
  facts.begins ||= begins;
  if (!event || repeats(facts, record, event, server)) return undefined;
  facts.silent ||= event.kind === 'server-timeout';
  if (facts.events.length === MAX_EVENTS) facts.events.pop();
  facts.events.push(event);
  facts.begins ||= event.kind === 'asked';
  if (ends(event.kind, event.code)) [facts.over, facts.ended] = [true, facts.last];
  return event;
}

/** A closed login. Its place follows from its first and last line. */
class TracedLogin extends Stretch implements Login {
  readonly requests: Login['requests'];
  readonly method: Login['method'];
  readonly user: Login['user'];
  readonly group: Login['group'];
  readonly server: Login['server'];
  readonly connection: Login['connection'];
  readonly events: Login['events'];
  readonly asks: number;
  readonly values: Login['values'];
  readonly records: Login['records'];
  readonly begins: boolean;
  readonly isLast: boolean;
  readonly duration: number | undefined;

  constructor(facts: LoginFacts) {
    super(facts.from ?? NOWHERE, facts.to ?? NOWHERE);
    const events = inOrder(facts.events);
    this.requests = facts.requests;
    this.method = facts.method;
    this.user = facts.user;
    this.group = facts.group;
    this.server = facts.server ?? facts.offers[0];
    this.connection = facts.connection;
    // A name with one address resolves, even if it has none of the other address family.
    this.events = facts.resolved ? events.filter(({ kind }) => kind !== 'name-not-resolved') : events;
    this.asks = facts.asks;
    this.values = lastValues(facts);
    this.records = inOrder(facts.records);
    this.begins = facts.begins;
    this.isLast = facts.isLast;
    this.duration = facts.begins ? durationOf(facts.first, facts.ended ?? facts.last) : undefined;
  }
}

/** The place of a login without lines. */
const NOWHERE: Span = { start: 0, end: 0 };

/** The check of a certificate is not shown. */
export function isShown({ facts: { events, certificate } }: LoginDraft): boolean {
  return events.length > 0 && (!certificate || events.some(({ cause }) => cause?.despite));
}

export function loginFromDraft({ facts }: LoginDraft): Login {
  return new TracedLogin(facts);
}

function durationOf(first: Moment | undefined, last: Moment | undefined): number | undefined {
  const duration = first && last ? elapsed(first, last) : NaN;
  return Number.isFinite(duration) && duration >= 0 ? duration : undefined;
}

/** True if a line only repeats what the login already has: ike the result, fnbamd a time-out, sslvpn a drift. */
function repeats(
  { events, silent }: LoginFacts,
  record: LoginRecord,
  { kind, code }: LoginEvent,
  server: Located | undefined,
): boolean {
  if (kind === 'server-timeout') return server === undefined && silent;
  const last = events[events.length - 1];
  if (kind === 'drifted') return last?.kind === kind;
  return (
    kind === 'result' &&
    record.kind === 'debug' &&
    record.form === 'ike' &&
    last?.kind === kind &&
    last.code === code
  );
}

/** Sorts held lines into the order of the text. */
export function inOrder<Part extends { readonly start: number }>(parts: readonly Part[]): readonly Part[] {
  for (let index = 1; index < parts.length; index++)
    if ((parts[index - 1]?.start ?? 0) > (parts[index]?.start ?? 0))
      return [...parts].sort((a, b) => a.start - b.start);
  return parts;
}
