import { min } from '../integers';
import { withoutRuns } from './blanks';
import { isWrapped, WRAPS } from './characters';
import type { JsonPayload } from './json/payload';
import type { Keeping } from './kept';
import type { Refusal } from '../knowledge/domains/sentence';
import type { Source } from './source';
import type { MovingSpan, Span } from './span';
import type { Template } from './template';

export type { Span };

/** The line forms of debug output, by appearance. */
export type DebugForm =
  | 'function-line' // func[417]:message, func [447]: message, func[48] message, func :142 message
  | 'line-function' // [1906] func-message, [328] func: message
  | 'connection' // [5784:root:d9]func:514 message, [5784:root:d9][func:438] message, [5784:root:d9]message
  | 'bracketed-function' // [authd_http_connect:1696]: message, [ec_ez_worker_process:387] message
  | 'ike' // ike V=root:0:to-hq:35392: message, ike 0:to-hq:35392: message
  | 'flow' // id=65308 trace_id=7 func=fw_forward_handler line=990 msg="message"
  | 'sniffer' // 4.439671 port1 out 192.0.2.1.22266 -> 192.0.2.9.49: syn 1968606839
  | 'http-daemon' // [httpsd 249 - 1701913579    error] func[321] -- message
  | 'epoch' // 1727194889.935758: 2024-09-24 11:21:29 RADIUS SRV: message
  | 'system-log' // 2024-09-24T11:21:29+02:00 host daemon[pid]: message, 2024/09/24_11:21:29.123 level daemon[pid]: message
  | 'crash-log' // 111: 2026-03-14 15:48:14 <03214> message
  | 'event-log' // date=2024-01-02 time=09:22:41 logid="0101039426" msg="message"
  | 'server-log' // the log of another authentication server: Duo, NPS, Cisco ISE, ClearPass
  | 'wireless' // 61779.007 02:00:5e:00:53:f7 <eh> message
  | 'pointer' // [0x7f9c2a558000] message
  | 'collector-agent' // [ 2940] [I][LOGON_ITEM] message
  | 'fgfm' // FGFMs(probing...): __get_handler:1060: message
  | 'dump' // pairs of hex digits, with or without a character column
  | 'stamp'; // a time stamp followed by nothing known

/** The place of a record, and its template. */
interface RecordBase extends MovingSpan {
  /** Undefined for a record that does not repeat. */
  template: Template | undefined;
}

/** One line of debug output. Offsets of missing parts are -1. */
export interface DebugRecord extends RecordBase, Keeping<'debug'> {
  readonly kind: 'debug';
  readonly form: DebugForm;
  /** The time stamp; the last one if the line has two. */
  readonly stampStart: number;
  readonly stampEnd: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly messageStart: number;
  readonly messageEnd: number;
  /** The tag by which a daemon distinguishes requests: `5784:root:d9`, `p:12765][s:2020264253`. */
  readonly tag: Span | undefined;
}

/** A prompt, and the command typed after it; or a command pasted without its prompt. */
export interface CommandRecord extends RecordBase, Keeping<'command'> {
  readonly kind: 'command';
  /** The host name before `#`; empty if the prompt has none, missing if there is no prompt. */
  readonly host: Span | undefined;
  /** The text in brackets after the host: a vdom, a config path, `global`, `Interim`. */
  readonly context: Span | undefined;
  /** The command without surrounding white space; empty for a prompt alone. */
  readonly command: Span;
}

/** One line of a configuration: `config user fortitoken`, `edit "FTKMOB..."`, `set license "EFTM..."`, `next`, `end`. */
export interface ConfigRecord extends RecordBase {
  readonly kind: 'config';
  readonly verb: 'config' | 'edit' | 'set' | 'unset' | 'next' | 'end';
  /** The path of `config`, the name of `set`, empty for the others. */
  readonly name: Span;
  /** The value without its quotes; empty if there is none. */
  readonly value: Span;
}

/** A `key : value` line of `get`. */
export interface FieldRecord extends RecordBase {
  readonly kind: 'field';
  readonly name: Span;
  readonly value: Span;
}

/** A line of `diagnose fortitoken info`. */
export interface TableRecord extends RecordBase {
  readonly kind: 'table';
  readonly part: 'header' | 'row' | 'total' | 'server';
  /** The token of a row; empty elsewhere. */
  readonly token: Span;
  readonly drift: Span;
  /** The status of a row, the number of a total, the state of the server. */
  readonly status: Span;
}

export interface HttpHeader {
  readonly name: Span;
  readonly value: Span;
}

/** The request line or status line of an HTTP message and its headers; a part may be missing. */
export interface HttpRecord extends RecordBase, Keeping<'http'> {
  readonly kind: 'http';
  readonly request: { readonly method: Span; readonly target: Span; readonly version: Span } | undefined;
  readonly status: { readonly version: Span; readonly code: Span; readonly reason: Span } | undefined;
  readonly headers: readonly HttpHeader[];
}

/** A JSON payload, or a further part of one that other lines interrupted. */
export interface JsonRecord extends RecordBase {
  readonly kind: 'json';
  readonly payload: JsonPayload;
  /** False for the later parts of an interrupted payload. */
  readonly first: boolean;
}

/** Output of the console itself. `vdom` is `current vf=NAME:ID`, `duration` says how long debug stays on. */
export interface BannerRecord extends RecordBase {
  readonly kind: 'banner';
  readonly about: 'duration' | 'vdom' | 'rule' | 'firmware' | 'session';
  /** The name of the VDOM or the number of minutes; empty if there is none. */
  readonly value: Span;
}

/** The command line refused something: `Command fail. Return code -56`. */
export interface CliErrorRecord extends RecordBase {
  readonly kind: 'cli-error';
  readonly message: Span;
  /** The number in it; empty if there is none. */
  readonly code: Span;
  readonly refuses: Refusal;
}

/** A sentence that FortiOS prints without a prefix. */
export interface SentenceRecord extends RecordBase, Keeping<'sentence'> {
  readonly kind: 'sentence';
  readonly message: Span;
}

/** Lines of white space. */
export interface BlankRecord extends RecordBase {
  readonly kind: 'blank';
}

/** Text that no form matches. */
export interface TextRecord extends RecordBase, Keeping<'text'> {
  readonly kind: 'text';
}

/**
 * A piece of a capture. The records cover a text end to end: each begins where the previous one ends, the first at 0, and
 * the last ends with the text. A record owns the line breaks after it.
 */
export type CaptureRecord =
  | BannerRecord
  | BlankRecord
  | CliErrorRecord
  | CommandRecord
  | ConfigRecord
  | DebugRecord
  | FieldRecord
  | HttpRecord
  | JsonRecord
  | SentenceRecord
  | TableRecord
  | TextRecord;

/** What the rooms keep with a record, which the reader does not know. */
type KeptNames = 'kept' | 'template';

/** A record as a form reads it. */
export type Draft<One extends CaptureRecord> = One extends JsonRecord ? One : Omit<One, KeptNames>;
export type RecordDraft = {
  [Kind in CaptureRecord['kind']]: Draft<Extract<CaptureRecord, { kind: Kind }>>;
}[CaptureRecord['kind']];

/** The message of a debug line, without line breaks from terminal wrapping and with single blanks; at most `most` code units. */
export function messageText(
  text: Source,
  { messageStart, messageEnd }: DebugRecord,
  most = Infinity,
): string {
  const message = text.slice(messageStart, min(messageEnd, messageStart + most));
  return withoutRuns(isWrapped(message) ? message.replace(WRAPS, '') : message);
}

/** The text of `span`. */
export function textOf(text: Source, span: Span): string {
  return text.slice(span.start, span.end);
}

/** The place of the message of a line, without its prefix; the whole record if it is of another kind. */
export function messageSpan(record: CaptureRecord): Span {
  if (record.kind === 'debug') return { start: record.messageStart, end: record.messageEnd };
  return record.kind === 'sentence' ? record.message : record;
}

/** The place of a debug line's message; of its function if the message is empty, so that there is something to show. */
export function linePlace({ nameStart, nameEnd, messageStart, messageEnd }: DebugRecord): Span {
  return messageEnd > messageStart
    ? { start: messageStart, end: messageEnd }
    : { start: nameStart, end: nameEnd };
}
