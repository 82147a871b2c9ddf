import {
  type CaptureRecord,
  type DebugRecord,
  type HttpRecord,
  messageOf,
  placeOf,
  type Source,
  type Span,
} from '../syntax';
import type { AnswerStatus, Exchange, HttpBody, Located, ServiceMessage } from './types';

/** An HTTP block whose body may come, and what it says of the length of that. */
export interface Head {
  readonly http: HttpRecord;
  readonly declared: HttpBody['declared'] | undefined;
}

type Draft = { -readonly [Key in keyof Exchange]: Exchange[Key] };

const OPEN_BRACKET = 91;
const CONTENT_LENGTH = 'content-length';
const HOST = 'host';
const STATUS =
  /\[HTTP\/\d(?:\.\d)? (?<status>(?<code>\d{3})(?: (?<reason>[A-Za-z][A-Za-z '-]{0,78}[A-Za-z]))?)/d;

/** Requests that can be under way at once; older ones are taken for unanswered. */
const MOST_PENDING = 64;

function draft(service: Exchange['service'], { start, end }: Span, head: Span): Draft {
  return {
    service, start, end, token: undefined, began: undefined, connected: undefined, sent: undefined, received: undefined,
    http: undefined, request: undefined, answer: undefined, status: undefined, provisioned: undefined, codeSent: undefined,
    server: undefined, head, next: undefined,
  }; // prettier-ignore
}

/** Gathers records into exchanges, one step a record, in the order of the text. */
export class ExchangeBuilder {
  #exchanges: Draft[] = [];
  /** The newest exchange of the FortiToken Mobile service. */
  #newest: Draft | undefined;
  /** The exchange of the FortiToken Mobile service that the last line belonged to. */
  #ftm: Draft | undefined;
  /** Exchanges of that service without an answer, the oldest first. */
  #pending: Draft[] = [];
  #cloud: Draft | undefined;
  /** The exchange of the last request line. */
  #last: Draft | undefined;
  /** The line that says that an answer came, until the answer is seen or another one is. */
  #received: DebugRecord | undefined;
  /** The HTTP block whose body may come next. */
  #head: Head | undefined;
  /** Whether the line before was one of forticldd, so that a status line behind it is of its server. */
  #inCloud = false;

  constructor(readonly text: Source) {}

  /** Takes out the exchanges that no line to come can change, in the order in which they began. */
  take(): Exchange[] {
    const open = new Set([this.#newest, this.#ftm, this.#cloud, this.#last, ...this.#pending]);
    const settled = this.#exchanges.filter(exchange => !open.has(exchange));
    this.#exchanges = this.#exchanges.filter(exchange => open.has(exchange));
    return settled;
  }

  /** The exchanges that were not taken out, in the order in which they began. */
  finish(): Exchange[] {
    this.#receivedUnseen();
    return this.#exchanges;
  }

  /** What comes next was captured at another unit: nothing of before goes on. */
  otherUnit(): void {
    this.#ftm = this.#cloud = this.#last = this.#head = undefined;
    this.#pending = [];
  }

  /** @param name the function that prints the line */
  debug(record: DebugRecord, name: string): void {
    this.#inCloud = /^(?:fds_|ftc_|tcps_|https_|ssl_|__ssl_|__tcps_)/.test(name);
    if (this.#inCloud) this.#cloudStep(name, record);
    else if (name.startsWith('ftm_') || name === '__get_json_cluster_obj') this.#ftmStep(name, record);
  }

  http(record: HttpRecord): void {
    const bracketed = this.text.charCodeAt(record.start) === OPEN_BRACKET;
    this.#head = bracketed ? undefined : { http: record, declared: this.#declaredBy(record) };
    const status = this.#statusOf(record);
    if (status) this.#statusLine(status, record);
    else if (record.request) this.#requestLine(record, record.request.target);
  }

  /** Something came between: no body follows any more. */
  endHead(): void {
    this.#head = undefined;
  }

  #declaredBy({ headers }: HttpRecord): HttpBody['declared'] | undefined {
    const named = headers.find(
      ({ name }) =>
        name.end - name.start === CONTENT_LENGTH.length &&
        this.text.slice(name.start, name.end).toLowerCase() === CONTENT_LENGTH,
    );
    const value = named && this.text.slice(named.value.start, named.value.end);
    return named && value && /^\d{1,12}$/.test(value)
      ? { bytes: Number(value), start: named.value.start, end: named.value.end }
      : undefined;
  }

  /** An answer came that the capture does not show: it is that of the exchange whose line it follows. */
  #receivedUnseen(): void {
    const received = this.#received;
    this.#received = undefined;
    const owner = received && this.#pending.findLast(one => one.start < received.start);
    if (owner) owner.received ??= received;
  }

  /** The HTTP block that a payload is the body of, if one waits for it. */
  takeHead(message: ServiceMessage | undefined): Head | undefined {
    const head = this.#head;
    this.#head = undefined;
    // The answer is printed without its headers: those of a request are not its own.
    return head?.http.request && message?.direction === 'answer' ? undefined : head;
  }

  /** Takes a message of the service into its exchange. False where it belongs to none. */
  message(message: ServiceMessage, record: CaptureRecord, head: Head | undefined): boolean {
    if (message.direction === 'request') this.#request(message, record, head);
    else if (message.bare) return false;
    else this.#answer(message, record);
    return true;
  }

  #request(message: ServiceMessage, record: CaptureRecord, head: Head | undefined): void {
    const serials = serialsOf(message);
    const body = head && this.#pending.find(({ http }) => http === head.http);
    // The unit prints the request before it sends it, too: the body then takes the place of that print.
    const open =
      body ??
      this.#pending.findLast(one => !one.request && !one.http && (!one.token || serials.has(one.token.text)));
    const exchange = open ?? this.#begin('ftm', record, headOfMessage(message));
    exchange.request = message;
    this.#ftm = exchange;
    this.#reach(exchange, record);
  }

  #answer(message: ServiceMessage, record: CaptureRecord): void {
    const serials = serialsOf(message);
    const asked =
      serials.size === 0
        ? undefined
        : this.#pending.findLast(one =>
            one.request?.tokens.some(({ serial }) => serial && serials.has(serial.text)),
          );
    const current = this.#ftm && !this.#ftm.answer && fits(this.#ftm, serials) ? this.#ftm : undefined;
    const exchange = asked ?? current ?? this.#begin('ftm', record, headOfMessage(message));
    exchange.answer = message;
    exchange.received ??= this.#received;
    this.#received = undefined;
    this.#answered(exchange);
    this.#ftm = exchange;
    this.#reach(exchange, record);
  }

  #answered(exchange: Draft): void {
    const index = this.#pending.indexOf(exchange);
    if (index >= 0) this.#pending.splice(index, 1);
  }

  #ftmStep(name: string, record: DebugRecord): void {
    if (this.#received && name !== 'ftm_fc_save_qr_image') this.#receivedUnseen();
    const message = messageOf(this.text, record, 400);
    const token = /^provision token:\s*(\S+)/i.exec(message)?.[1];
    let exchange = this.#ftm;
    if (token !== undefined || /^Poll token status/i.test(message)) {
      exchange = this.#beganBy(name, token, record);
    } else if (name === 'ftm_fc_comm_connect' && /connected/i.test(message)) {
      exchange = !exchange || exchange.answer ? this.#begin('ftm', record, placeOf(record)) : exchange;
      exchange.connected ??= record;
    } else if (!exchange) {
      return;
    } else if (name === 'ftm_fc_comm_send_request') exchange.sent ??= record;
    else if (name === 'ftm_fc_comm_recv_response') {
      this.#received = record;
      this.#head = undefined;
    } else if (name === 'ftm_cfg_update_token_provision') exchange.provisioned ??= record;
    else if (name === 'ftm_cfg_send_token_activation_code') exchange.codeSent ??= record;
    this.#reach(exchange, record);
  }

  /** The configuration daemon begins an attempt; what the client says of the same token then belongs to it. */
  #beganBy(name: string, token: string | undefined, record: DebugRecord): Draft {
    const current = this.#ftm;
    const joins =
      current &&
      !name.startsWith('ftm_cfg_') &&
      current.token?.text === token &&
      !current.request &&
      !current.answer;
    const exchange = joins ? current : this.#begin('ftm', record, placeOf(record));
    exchange.began ??= record;
    if (token !== undefined) exchange.token ??= this.#locate(token, record);
    return exchange;
  }

  #statusLine(status: AnswerStatus, record: HttpRecord): void {
    const owner = this.#inCloud ? this.#cloud : this.#last;
    const takes = owner && (this.#inCloud || (!owner.answer && (owner.status?.code ?? 100) < 200));
    const exchange = takes ? owner : this.#begin('other', record, { start: status.start, end: status.end });
    if (!exchange.status || exchange.status.code < 200) exchange.status = status;
    exchange.http ??= record;
    if (status.code >= 200) this.#answered(exchange);
    this.#reach(exchange, record);
  }

  #requestLine(record: HttpRecord, target: Span): void {
    const ours = this.text.slice(target.start, target.end).startsWith('/SoftToken/');
    const current = ours ? this.#ftm : undefined;
    const joins = current && !current.http && !current.answer;
    const exchange = joins ? current : this.#begin(ours ? 'ftm' : 'other', record, target);
    exchange.http = record;
    const host = record.headers.find(
      ({ name }) =>
        name.end - name.start === HOST.length && this.text.slice(name.start, name.end).toLowerCase() === HOST,
    )?.value;
    if (host)
      exchange.server ??= { text: this.text.slice(host.start, host.end), start: host.start, end: host.end };
    this.#last = exchange;
    this.#reach(exchange, record);
  }

  #statusOf({ status }: HttpRecord): AnswerStatus | undefined {
    if (!status) return undefined;
    const { code, reason } = status;
    const end = Math.max(code.end, reason.end);
    return {
      code: Number(this.text.slice(code.start, code.end)),
      reason: this.text.slice(reason.start, reason.end),
      start: code.start,
      end,
    };
  }

  #cloudStep(name: string, record: DebugRecord): void {
    const message = messageOf(this.text, record, 200);
    const fresh = name.startsWith('fds_https_') && name !== 'fds_https_stop_server' && !this.#cloud;
    if (name === 'fds_queue_task' || fresh) {
      const service = /added to ftc\b/.test(message) ? 'cloud' : 'other';
      this.#cloud = this.#begin(service, record, placeOf(record));
      this.#cloud.began = record;
    }
    const exchange = this.#cloud;
    if (!exchange) return;
    if (name.startsWith('ftc_') || message.startsWith('server-ftc')) exchange.service = 'cloud';
    const server = /^server: (\S+)$/.exec(message)?.[1];
    if (server !== undefined && name === 'fds_https_start_server')
      exchange.server ??= this.#locate(server, record);
    if (/SSL connected|state \S+ -> \S+\(Established\)/.test(message)) exchange.connected ??= record;
    if (name === 'fds_https_send') exchange.sent ??= record;
    if (name === 'fds_https_recv') exchange.received ??= record;
    const code = /response code is (\d{3})\b/.exec(message);
    if (code?.[1]) {
      const start = record.messageStart + code.index + 'response code is '.length;
      exchange.status ??= { code: Number(code[1]), reason: '', start, end: start + 3 };
    }
    const status = this.#wrappedStatus(message, record);
    if (status && (!exchange.status || exchange.status.code < 200)) exchange.status = status;
    this.#reach(exchange, record);
    if (name === 'fds_free_tsk' || name === 'fds_send_reply') this.#cloud = undefined;
  }

  /** The status line of an answer that a terminal wrapped in its middle: then it is no line of its own. */
  #wrappedStatus(message: string, { messageStart, messageEnd }: DebugRecord): AnswerStatus | undefined {
    const found = message.includes('[HTTP/') ? STATUS.exec(message) : null;
    const [from, to] = found?.indices?.groups?.['status'] ?? [];
    if (!found?.groups || from === undefined || to === undefined) return undefined;
    const raw = this.text.slice(messageStart, messageEnd);
    const at = (offset: number): number => messageStart + unwrappedOffset(raw, offset);
    const { code = '', reason = '' } = found.groups;
    return { code: Number(code), reason: reason.trim(), start: at(from), end: at(to - 1) + 1 };
  }

  #locate(part: string, record: DebugRecord): Located {
    const { messageStart, messageEnd } = record;
    const at = this.text.slice(messageStart, messageEnd).indexOf(part);
    return at < 0
      ? { text: part, start: messageStart, end: messageEnd }
      : { text: part, start: messageStart + at, end: messageStart + at + part.length };
  }

  #begin(service: Exchange['service'], record: Span, head: Span): Draft {
    const exchange = draft(service, record, head);
    if (service === 'ftm') {
      if (this.#newest) this.#newest.next = head;
      this.#ftm = this.#newest = exchange;
      this.#pending.push(exchange);
      if (this.#pending.length > MOST_PENDING) this.#pending.shift();
    }
    this.#exchanges.push(exchange);
    return exchange;
  }

  #reach(exchange: Draft, { end }: Span): void {
    exchange.end = Math.max(exchange.end, end);
  }
}

/** The type of a message; where that is lost, its first bracket stands for it. */
function headOfMessage({ type, payload }: ServiceMessage): Span {
  return type ? { start: type.start, end: type.end } : { start: payload.start, end: payload.start + 1 };
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

function serialsOf(message: ServiceMessage): Set<string> {
  const serials = new Set<string>();
  for (const { serial } of message.tokens) if (serial) serials.add(serial.text);
  return serials;
}

/** Whether an answer about these tokens can be that of the exchange; a token that is not named, or masked, stands against none. */
function fits(exchange: Draft, serials: ReadonlySet<string>): boolean {
  const asked = exchange.request
    ? serialsOf(exchange.request)
    : new Set(exchange.token ? [exchange.token.text] : []);
  const clear = (all: ReadonlySet<string>): string[] => [...all].filter(serial => !serial.includes('*'));
  return (
    clear(asked).length === 0 ||
    clear(serials).length === 0 ||
    clear(asked).some(serial => serials.has(serial))
  );
}
