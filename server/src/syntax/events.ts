import { detached } from './window';
import { type JsonPayload } from './json/payload';
import { type JsonTree, type NodeId, OBJECT } from './json/tree';
import type { Message } from './message';
import type { Span } from './span';

/** How much of an event log line is read, in UTF-16 code units: its text comes after many fields. */
export const MAX_EVENT = 1500;

/** Event log fields that state a reason, most specific first (`Error=-8` in the text of another field is none); an unknown reason is `N/A` or similar. */
const REASON_FIELDS = ['reason', 'error_num', 'error_reason', 'peer_notif', `(?<![^\\s,{"'])error`].map(
  field =>
    new RegExp(
      `${field}(?:=|"?: ?)(?!["']?(?:N/A|NOT-APPLICABLE|none|unknown|Reserved 0|peer notification|0|)["']?(?:[ ,\\r\\n]|$))`,
      'i',
    ),
);
/** The state that a health check found, which its text does not name. */
const STATE =
  /\boldvalue=["']?alive["']? newvalue=["']?dead["']?|\bhealthcheck=[^=]{1,80} interface=["']?[\w.-]{1,40}["']? status=["']?down\b["']?/;
/** Fields that state what happened. */
const EVENT_FIELDS = ['msg', 'logdesc', 'status', 'result', 'action'].map(field => new RegExp(`${field}=`));
/** Fields with the title of an event. */
const TITLES = [/logdesc=/, /\bmsg=/];
const FAILED =
  /(?:\b|FTNTFGT|FortinetFortiGate)(?:status|result|action|outcome)=["']?[\w-]{0,24}(?:fail|err|denied|reject|timeout)/i;
const FAILS =
  /fail|err|denied|reject|refuse|timeout|timed out|invalid|exhausted|expired|mismatch|unreachable|no matching|no response|unauthori[sz]ed|locked out/i;
/** The reason of a logout says nothing about a failure. */
const LOGGED_OUT = /\baction=["']?logout\b(?=.{0,60}\bstatus=["']?success)/;
/**
 * Subtypes of events about traffic and devices. Of endpoints only a failure counts, and of the web filter only an error of
 * its own service.
 */
const OTHER_SUBTYPES =
  /\bsubtype=["']?(?:wad|connector|endpoint(?!["']? {1,4}level=["']?(?:error|warning|critical|alert))|security-rating|dns|ips|virus|webfilter(?!.{1,400}\beventtype=["']?ftgd_err))\b/;
/** How an administrator logged in, other than through the GUI. */
const COMMAND_LINE = /\bmethod=["']?(ssh|telnet|console)\b/i;
/**
 * The exchange of IPsec that asks for user name and password, that authenticates the peer once phase 1 has its proposal, or that
 * negotiates a phase 2 while phase 1 is up.
 */
const IPSEC_STEP = /\b(?:exch|mode)=["']?(xauth|auth|create_child|quick)/i;
/** The client or the unit aborted a TLS handshake: only the description states the reason. */
const TLS_ALERT = /\baction=["']?ssl-alert\b/;
const DESCRIPTION = /\bdesc=(?!["']?(?:N\/A|close notify|user cancell?ed)\b)/;
/** The end of an unquoted value: before the next field, since a value can contain spaces. */
const NEXT_FIELD = /[,\r\n]| +[A-Za-z][\w.]{0,40}=/;
/** How much of a title is kept, in UTF-16 code units. */
const MAX_TITLE = 80;

/** The last field of a FortiAuthenticator event, before its text. */
const AUTHENTICATOR_EVENT = /\bsubcategory=.{1,300}\bstatus=["']?\w{0,20}["']? (?=\S)/;

/** The message of an event log line: the field that says what happened. */
export function eventMessage(plain: Message): Message {
  const { text } = plain;
  const head = AUTHENTICATOR_EVENT.exec(text);
  if (head) return { ...plain, from: head.index + head[0].length };
  if (OTHER_SUBTYPES.test(text)) return { ...plain, from: text.length };
  const about = titleOf(plain);
  const alert = TLS_ALERT.test(text) ? DESCRIPTION.exec(text) : null;
  if (alert) return { ...withValue(plain, alert.index + alert[0].length), ...about, failed: true };
  const state = STATE.exec(text);
  if (state)
    return { ...plain, from: state.index, text: text.slice(0, state.index + state[0].length), ...about };
  for (const field of LOGGED_OUT.test(text) ? [] : REASON_FIELDS) {
    const found = field.exec(text);
    if (found)
      return {
        ...withValue(plain, found.index + found[0].length),
        ...about,
        ...((FAILED.test(text) || TLS_ALERT.test(text)) && { failed: true as const }),
      };
  }
  const what = EVENT_FIELDS.flatMap(field => {
    const found = field.exec(text);
    return found ? [withValue(plain, found.index + found[0].length)] : [];
  });
  // The text of a failed event may only say what was attempted.
  const failed = FAILED.test(text) ? what.find(one => FAILS.test(one.text.slice(one.from))) : undefined;
  return {
    ...(failed ?? what[0] ?? { ...plain, from: text.length }),
    ...about,
    // The words that state it can be far into a long text.
    ...(failed && { failed: true as const }),
  };
}

/** The title of an event, and of a login or a negotiation the way or the step, which can stand without a title. */
function titleOf(plain: Message): Pick<Message, 'about'> {
  const found = TITLES.map(field => field.exec(plain.text)).find(one => one !== null);
  const { text, from } = found ? withValue(plain, found.index + found[0].length) : { text: '', from: 0 };
  const method = COMMAND_LINE.exec(plain.text)?.[1];
  const step = IPSEC_STEP.exec(plain.text)?.[1];
  const title = [text.slice(from, from + MAX_TITLE), method && `over ${method}`, step && `in ${step}`];
  const about = title.filter(Boolean).join(' ').toLowerCase();
  return about === '' ? {} : { about: detached(about) };
}

/** Fields that FortiClient puts before the text of a message: `locip=192.0.2.1 locport=500 msg=No response`. */
const INNER_FIELDS = /^(?:(?!msg=)[a-z_]{2,20}=[^\s"']{0,64} ){2,24}(?:msg=)?(?=\S)/;

/** Numbers and `N/A` name nothing. */
const NAMELESS = /^(?:\d*|N\/A)$/i;

/** The value of a field of an event log line; undefined if it is missing or names nothing. */
export function eventField(line: string, field: string): string | undefined {
  const at = line.search(new RegExp(`(?:^|[ ,\\r\\n])${field}=`));
  if (at < 0) return undefined;
  const [, quoted, bare = ''] = /=(?:"([^"]*)"|([^" ,\r\n]+))/.exec(line.slice(at)) ?? [];
  const value = quoted ?? bare;
  return NAMELESS.test(value) ? undefined : value;
}

/** The message whose sentence is the field value at `at`, and that ends with it. */
function withValue(plain: Message, at: number): Message {
  const { text } = plain;
  const quote = text[at];
  const isQuoted = quote === '"' || quote === "'";
  const from = isQuoted ? at + 1 : at;
  const length = isQuoted ? text.slice(from).indexOf(quote) : text.slice(from).search(NEXT_FIELD);
  const value = length < 0 ? text : text.slice(0, from + length);
  const inner = isQuoted ? (INNER_FIELDS.exec(value.slice(from))?.[0].length ?? 0) : 0;
  return { ...plain, from: from + inner, text: value };
}

/** An event in a JSON payload; its span is that of its object. */
export interface JsonEvent extends Span {
  /** The same event as a line of `key="value"`. */
  readonly line: string;
}

/** A payload without any of these keys has no event. */
const EVENT_KEY = /"(?:logid|log_id|logdesc|activity)"/;
const EVENT_KEYS = ['logid', 'log_id', 'logdesc', 'type'];
/** Keys in `diagnose sys acme status-full` about the last attempt. */
const ACME_KEYS = ['activity', 'detail', 'status'];
const FIELD = /^\w{1,40}$/;
/** Maximum number of fields that are read of an event, and of code units per value; real events have fewer. */
const MAX_FIELDS = 96;
const MAX_VALUE = 400;

/** The events in a payload: FortiOS and log collectors can write each as a JSON object. */
export function eventsIn(payload: JsonPayload): readonly JsonEvent[] {
  const { tree } = payload;
  const { start, end } = tree.place(tree.root);
  if (!EVENT_KEY.test(tree.source.slice(start, end))) return [];
  const events: JsonEvent[] = [];
  for (const node of tree.nodes()) {
    const line = tree.kind(node) === OBJECT ? lineOf(tree, node) : undefined;
    if (line !== undefined) events.push({ line, ...payload.span(node) });
  }
  return events;
}

/** A payload without such a time is no entry of another system's log. */
const LOG_TIME = /"(?:@?timestamp|event_timestamp|event_?[tT]ime|time|ts|createdDateTime|published)"/;
/** The text of an entry; several systems put it into an inner object. */
const TEXT_KEYS = ['details', 'message', 'msg', 'textPayload'];
/** A sign-in of Entra ID, and the outcome of an event of Okta. */
const STATUS_KEYS = ['errorCode', 'failureReason'];
const OUTCOME_KEYS = ['result', 'reason'];
const LOG_TEXT = /"(?:details|message|msg|textPayload|failureReason|outcome)"/;

/** The texts of the log entries in a payload: other systems and log collectors write each as a JSON object. */
export function logTextsIn(payload: JsonPayload): readonly JsonEvent[] {
  const { tree } = payload;
  const { start, end } = tree.place(tree.root);
  const content = tree.source.slice(start, end);
  if (!LOG_TIME.test(content) || !LOG_TEXT.test(content)) return [];
  const texts: JsonEvent[] = [];
  for (const node of tree.nodes()) {
    if (tree.kind(node) !== OBJECT || idOf(tree, node) !== undefined) continue;
    const line = textOf(tree, node);
    if (line) texts.push({ line: line.slice(0, MAX_VALUE), ...payload.span(node) });
  }
  return texts;
}

/** What an object of a log says; undefined if it has no text, or states a success. */
function textOf(tree: JsonTree, node: NodeId): string | undefined {
  const [errorCode, failureReason] = tree.members(node, STATUS_KEYS).map(one => tree.scalar(one));
  if (failureReason !== undefined)
    return /^\d{5,7}$/.test(errorCode ?? '') ? `AADSTS${errorCode}: ${failureReason}` : undefined;
  const [result, reason] = tree.members(node, OUTCOME_KEYS).map(one => tree.scalar(one));
  if (reason && /^(?:FAILURE|DENY)$/.test(result ?? '')) return `${result}: ${reason}`;
  return tree.members(node, TEXT_KEYS).map(one => tree.scalar(one)).find(Boolean); // oxfmt-ignore
}

/**
 * The last attempt to obtain a certificate with ACME, as a failed event; undefined if it did not fail, or for other
 * objects.
 */
function acmeLineOf(tree: JsonTree, node: NodeId): string | undefined {
  const [activity, detail, status] = tree.members(node, ACME_KEYS).map(one => tree.scalar(one));
  if (activity === undefined || !detail || !/^[1-9]\d{0,8}$/.test(status ?? '')) return undefined;
  return `logdesc="ACME certificate" status="failed" reason="${detail.slice(0, MAX_VALUE).replace(/\\?["\r\n]/g, "'")}"`;
}

/** An event as a log line; undefined if the object is not an event. */
function lineOf(tree: JsonTree, node: NodeId): string | undefined {
  const acme = acmeLineOf(tree, node);
  if (acme !== undefined) return acme;
  const id = idOf(tree, node);
  if (id === undefined) return undefined;
  const fields = [`logid="${id}"`];
  const children = tree.children(node);
  for (let at = 0; at + 1 < children.length && fields.length < MAX_FIELDS; at += 2) {
    const key = tree.text(children[at] ?? -1);
    const value = tree.scalar(children[at + 1] ?? -1);
    if (value !== undefined && FIELD.test(key) && key !== 'logid')
      fields.push(`${key}="${value.slice(0, MAX_VALUE).replace(/\\?["\r\n]/g, "'")}"`);
  }
  return fields.join(' ');
}

/** The ID of an event; empty if it has a type and a description instead; undefined if the object is not an event. */
function idOf(tree: JsonTree, node: NodeId): string | undefined {
  const [logid, oldId, logdesc, type] = tree.members(node, EVENT_KEYS).map(one => tree.scalar(one));
  const id = logid || oldId || '';
  const isEvent = id === '' ? Boolean(logdesc && type) : /^\d{1,12}$/.test(id);
  return isEvent ? id : undefined;
}
