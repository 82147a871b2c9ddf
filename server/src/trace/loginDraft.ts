import { type DebugRecord, elapsed, type Moment, type SentenceRecord } from '../syntax';
import type { Heard } from './loginLine';
import type { Located, Login, LoginEvent } from './types';

/** Results that another follows. */
const GOES_ON: ReadonlySet<string> = new Set(['2', '4', '7', '8']);

/** What ends a login, besides a result that no other follows. */
const ENDS: ReadonlySet<LoginEvent['kind']> = new Set([
  'refused',
  'saml-error',
  'saml-answered',
  'not-in-policy',
]);

/** Lines of one login that are kept; the longest seen has under a hundred. */
export const MOST_LINES = 4096;

/** Events of one login that are kept, the newest among them: ids that come again make one login of many. */
const MOST_EVENTS = 256;

/** A login while its lines come. */
export interface Draft {
  requests: string[];
  method: Login['method'];
  user: Located | undefined;
  group: Located | undefined;
  server: Located | undefined;
  /** Whether a name was resolved to an address, and whether a server was silent. */
  seen: { resolved: boolean; silent: boolean };
  connection: Located | undefined;
  events: LoginEvent[];
  records: DebugRecord[];
  /** The first of its lines that has a time stamp, and the last: where they begin, and what the stamps tell. */
  first: LineMoment | undefined;
  last: LineMoment | undefined;
  /** The last one when its result was told: what comes behind it is a new attempt, or what is left of the old one. */
  ended: LineMoment | undefined;
  begins: boolean;
  /** Whether its result was told. */
  over: boolean;
  /** The servers that can be asked for it. */
  offers: Located[];
  /** Whether it is the check of a certificate, for which the numbers of results are not proven. */
  certificate: boolean;
  start: number;
  end: number;
}

/** What the stamp of a line tells. */
export interface LineMoment extends Moment {
  readonly record: DebugRecord;
}

/** Whether nothing more of a login is to come behind an event; `code` is that of a result. */
export function ends(kind: LoginEvent['kind'] | undefined, code: string | undefined): boolean {
  return kind === 'result' ? !GOES_ON.has(code ?? '') : kind !== undefined && ENDS.has(kind);
}

/** A login of which nothing is known but where its first line stands. */
export function draftAt({ start, end }: { readonly start: number; readonly end: number }): Draft {
  return {
    requests: [], method: undefined, user: undefined, group: undefined, server: undefined,
    seen: { resolved: false, silent: false }, connection: undefined,
    events: [], records: [], first: undefined, last: undefined, ended: undefined,
    begins: false, over: false, offers: [], certificate: false, start, end,
  }; // prettier-ignore
}

/** Takes one of its lines into a login. */
export function addLine(
  draft: Draft,
  record: DebugRecord | SentenceRecord,
  moment: LineMoment | undefined,
): void {
  draft.start = Math.min(draft.start, record.start);
  draft.end = Math.max(draft.end, record.end);
  if (record.kind !== 'debug') return;
  if (draft.records.length < MOST_LINES) draft.records.push(record);
  if (!moment) return;
  if (!draft.first || moment.record.start < draft.first.record.start) draft.first = moment;
  if (!draft.last || moment.record.start > draft.last.record.start) draft.last = moment;
}

/** Takes what a line says into its login; gives the event that is new by it. */
export function hear(
  draft: Draft,
  record: DebugRecord | SentenceRecord,
  { user, group, server, event, resolved, begins }: Heard,
): LoginEvent | undefined {
  draft.user ??= user;
  draft.group ??= group;
  // The server that answered, or did not, last is the one that counts.
  draft.server = server ?? draft.server;
  draft.seen.resolved ||= resolved;
  draft.begins ||= begins;
  if (!event || repeats(draft, record, event, server)) return undefined;
  draft.seen.silent ||= event.kind === 'server-timeout';
  if (draft.events.length === MOST_EVENTS) draft.events.pop();
  draft.events.push(event);
  draft.begins ||= event.kind === 'asked';
  if (ends(event.kind, event.code)) [draft.over, draft.ended] = [true, draft.last];
  return event;
}

export function loginOf(draft: Draft): Login {
  const { requests, method, user, group, connection, start, end, seen } = draft;
  const events = inOrder(draft.events);
  return {
    requests,
    method,
    user,
    group,
    connection,
    start,
    end,
    records: inOrder(draft.records),
    // A name that has an address resolves, though there is none for the other kind of address.
    events: seen.resolved ? events.filter(({ kind }) => kind !== 'name-not-resolved') : events,
    server: draft.server ?? draft.offers[0],
    begins: draft.begins,
    duration: draft.begins ? durationOf(draft.first, draft.ended ?? draft.last) : undefined,
  };
}

function durationOf(first: Moment | undefined, last: Moment | undefined): number | undefined {
  const duration = first && last ? elapsed(first, last) : NaN;
  return Number.isFinite(duration) && duration >= 0 ? duration : undefined;
}

/** Whether a line only says again what the login has: ike the result of fnbamd, fnbamd a time-out, sslvpn a drift. */
function repeats(
  { events, seen }: Draft,
  record: DebugRecord | SentenceRecord,
  { kind, code }: LoginEvent,
  server: Located | undefined,
): boolean {
  if (kind === 'server-timeout') return server === undefined && seen.silent;
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

/** Lines that were held back are put where they stand in the text. */
export function inOrder<Part extends { readonly start: number }>(parts: readonly Part[]): readonly Part[] {
  for (let index = 1; index < parts.length; index++)
    if ((parts[index - 1]?.start ?? 0) > (parts[index]?.start ?? 0))
      return [...parts].sort((a, b) => a.start - b.start);
  return parts;
}
