import { type DebugRecord, detached, type HttpRecord, messageOf, placeOf, type Source, type Span } from '../syntax'; // prettier-ignore
import type { AnswerStatus, HttpBody, Located } from './types';
import { locatedAt, locatedWord, Within, within } from './within';

/** What a line of debug output says of an exchange: one of the FortiToken Mobile service, or one of forticldd. */
export type ExchangeLine = FtmLine | CloudLine;

/** What the client of the FortiToken Mobile service does. */
export type FtmStep = 'begins' | 'connected' | 'sent' | 'received' | 'provisioned' | 'code-sent' | 'picture';

export interface FtmLine {
  readonly daemon: 'ftm';
  readonly record: DebugRecord;
  /** The words by which an exchange is seen to begin. */
  readonly head: Span;
  readonly step: FtmStep | undefined;
  /** Whether the configuration daemon says so, and not the client. */
  readonly configures: boolean;
  /** The token of `provision token: ...`. */
  readonly token: Located | undefined;
}

export interface CloudLine {
  readonly daemon: 'cloud';
  readonly record: DebugRecord;
  readonly head: Span;
  /** Whether it begins an exchange: always, where none is under way, or not. */
  readonly begins: 'always' | 'where-none-is' | 'never';
  /** Whether it tells that FortiToken Cloud is asked. `queued` tells so only of what it begins. */
  readonly queued: boolean;
  readonly cloud: boolean;
  readonly server: Located | undefined;
  readonly step: 'sent' | 'received' | undefined;
  readonly connected: boolean;
  /** The status in its words, and one whose line a terminal wrapped. */
  readonly told: AnswerStatus | undefined;
  readonly wrapped: AnswerStatus | undefined;
  readonly ends: boolean;
}

/** What the beginning of an HTTP message says of its exchange. */
export interface HttpHead {
  readonly record: HttpRecord;
  /** Whether it stands in brackets, as a line of forticldd: then no body follows. */
  readonly bracketed: boolean;
  readonly declared: HttpBody['declared'] | undefined;
  readonly status: AnswerStatus | undefined;
  /** Whether the FortiToken Mobile service is asked. */
  readonly ofService: boolean;
  readonly host: Located | undefined;
}

/** How much of a message is looked at, in code units. */
const LONGEST_FTM = 400;
const LONGEST_CLOUD = 200;

const CLOUD_FUNCTION = /^(?:fds_|ftc_|tcps_|https_|ssl_|__ssl_|__tcps_)/;
const FTM_STEPS: ReadonlyMap<string, FtmStep> = new Map([
  ['ftm_fc_comm_send_request', 'sent'],
  ['ftm_fc_comm_recv_response', 'received'],
  ['ftm_cfg_update_token_provision', 'provisioned'],
  ['ftm_cfg_send_token_activation_code', 'code-sent'],
  ['ftm_fc_save_qr_image', 'picture'],
]);
const STATUS =
  /\[HTTP\/\d(?:\.\d)? (?<status>(?<code>\d{3})(?: (?<reason>[A-Za-z][A-Za-z '-]{0,78}[A-Za-z]))?)/d;
const TOLD = 'response code is ';
const OPEN_BRACKET = 91;

/** @param name the function that prints the line */
export function exchangeLineOf(text: Source, record: DebugRecord, name: string): ExchangeLine | undefined {
  if (CLOUD_FUNCTION.test(name)) return cloudLineOf(text, record, name);
  return name.startsWith('ftm_') || name === '__get_json_cluster_obj'
    ? ftmLineOf(text, record, name)
    : undefined;
}

function ftmLineOf(text: Source, record: DebugRecord, name: string): FtmLine {
  const message = messageOf(text, record, LONGEST_FTM);
  const token = /^provision token:\s*(\S+)/i.exec(message)?.[1];
  const connects = name === 'ftm_fc_comm_connect' && /connected/i.test(message);
  const begins = token !== undefined || /^Poll token status/i.test(message);
  return {
    daemon: 'ftm',
    record,
    head: headOf(record),
    step: begins ? 'begins' : connects ? 'connected' : FTM_STEPS.get(name),
    configures: name.startsWith('ftm_cfg_'),
    token: token === undefined ? undefined : located(text, token, record),
  };
}

function cloudLineOf(text: Source, record: DebugRecord, name: string): CloudLine {
  const message = messageOf(text, record, LONGEST_CLOUD);
  const mayBegin = name.startsWith('fds_https_') && name !== 'fds_https_stop_server';
  const server = name === 'fds_https_start_server' ? /^server: (\S+)$/.exec(message)?.[1] : undefined;
  return {
    daemon: 'cloud',
    record,
    head: headOf(record),
    begins: name === 'fds_queue_task' ? 'always' : mayBegin ? 'where-none-is' : 'never',
    queued: /added to ftc\b/.test(message),
    cloud: name.startsWith('ftc_') || message.startsWith('server-ftc'),
    server: server === undefined ? undefined : located(text, server, record),
    step: name === 'fds_https_send' ? 'sent' : name === 'fds_https_recv' ? 'received' : undefined,
    connected: /SSL connected|state \S+ -> \S+\(Established\)/.test(message),
    told: statusTold(message, record),
    wrapped: wrappedStatus(text, message, record),
    ends: name === 'fds_free_tsk' || name === 'fds_send_reply',
  };
}

function statusTold(message: string, record: DebugRecord): AnswerStatus | undefined {
  const code = /response code is (\d{3})\b/.exec(message);
  if (!code?.[1]) return undefined;
  const start = record.messageStart + code.index + TOLD.length;
  return within(record, { start, end: start + 3 }, { code: Number(code[1]), reason: '' });
}

/** The status line of an answer that a terminal wrapped in its middle: then it is no line of its own. */
function wrappedStatus(text: Source, message: string, record: DebugRecord): AnswerStatus | undefined {
  const { messageStart, messageEnd } = record;
  const found = message.includes('[HTTP/') ? STATUS.exec(message) : null;
  const [from, to] = found?.indices?.groups?.['status'] ?? [];
  if (!found?.groups || from === undefined || to === undefined) return undefined;
  const raw = text.slice(messageStart, messageEnd);
  const at = (offset: number): number => messageStart + unwrappedOffset(raw, offset);
  const { code = '', reason = '' } = found.groups;
  const place = { start: at(from), end: at(to - 1) + 1 };
  return within(record, place, { code: Number(code), reason: detached(reason.trim()) });
}

/** Where the code unit stands in the wrapped text that is at `offset` once the line breaks are taken out. */
function unwrappedOffset(raw: string, offset: number): number {
  let at = 0;
  for (let seen = 0; at < raw.length; at++) {
    if (raw[at] === '\r' || raw[at] === '\n') continue;
    if (seen++ === offset) break;
  }
  return at;
}

/** Reads the beginning of an HTTP message, once. */
export function httpHeadOf(text: Source, record: HttpRecord): HttpHead {
  if (record.kept) return record.kept as HttpHead;
  const target = record.request?.target;
  const length = valueOf(text, record, 'content-length');
  const head: HttpHead = {
    record,
    bracketed: text.charCodeAt(record.start) === OPEN_BRACKET,
    declared:
      length && /^\d{1,12}$/.test(length.text)
        ? within(record, length, { bytes: Number(length.text) })
        : undefined,
    status: statusOf(text, record),
    ofService: target !== undefined && text.slice(target.start, target.end).startsWith('/SoftToken/'),
    host: valueOf(text, record, 'host'),
  };
  record.kept = head;
  return head;
}

function statusOf(text: Source, record: HttpRecord): AnswerStatus | undefined {
  if (!record.status) return undefined;
  const { code, reason } = record.status;
  const place = { start: code.start, end: Math.max(code.end, reason.end) };
  return within(record, place, {
    code: Number(text.slice(code.start, code.end)),
    reason: detached(text.slice(reason.start, reason.end)),
  });
}

/** The value of a header; `wanted` is in lower case. */
function valueOf(text: Source, record: HttpRecord, wanted: string): Located | undefined {
  for (const { name, value } of record.headers) {
    if (name.end - name.start !== wanted.length) continue;
    if (text.slice(name.start, name.end).toLowerCase() !== wanted) continue;
    return locatedAt(record, text, value);
  }
  return undefined;
}

function located(text: Source, word: string, record: DebugRecord): Located {
  return locatedWord(record, text, word, { start: record.messageStart, end: record.messageEnd });
}

function headOf(record: DebugRecord): Span {
  const { start, end } = placeOf(record);
  return new Within(record, start, end);
}
