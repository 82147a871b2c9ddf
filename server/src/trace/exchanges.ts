import type { CaptureRecord, DebugRecord, HttpRecord, Span } from '../syntax';
import type { AnswerStatus, Exchange, Located, ServiceMessage } from './types';

type Draft = { -readonly [Key in keyof Exchange]: Exchange[Key] };

function draft(service: Exchange['service'], { start, end }: Span): Draft {
  return {
    service, start, end, token: undefined, began: undefined, connected: undefined, sent: undefined, received: undefined,
    http: undefined, request: undefined, answer: undefined, status: undefined, provisioned: undefined, codeSent: undefined,
    server: undefined, followed: false,
  }; // prettier-ignore
}

/** The status line of an HTTP block as a number; undefined where it has none. */
export function statusOf(text: string, record: HttpRecord): AnswerStatus | undefined {
  const status = record.status;
  if (!status) return undefined;
  const reason = text.slice(status.reason.start, status.reason.end);
  return {
    code: Number(text.slice(status.code.start, status.code.end)),
    reason,
    start: status.code.start,
    end: Math.max(status.code.end, status.reason.end),
  };
}

/** Gathers records into exchanges, one step a record, in the order of the text. */
export class ExchangeBuilder {
  readonly #exchanges: Draft[] = [];
  #ftm: Draft | undefined;
  #cloud: Draft | undefined;
  /** The exchange of the last request line. */
  #last: Draft | undefined;
  /** The HTTP block whose body has not come yet. */
  #awaitsBody = false;
  /** Whether the line before was one of forticldd, so that a status line behind it is of its server. */
  #inCloud = false;

  constructor(readonly text: string) {}

  finish(): Exchange[] {
    return this.#exchanges;
  }

  debug(record: DebugRecord): void {
    const name = this.text.slice(record.nameStart, record.nameEnd);
    this.#inCloud = /^(?:fds_|ftc_|tcps_|https_|ssl_|__ssl_|__tcps_)/.test(name);
    if (this.#inCloud) this.#cloudStep(name, record);
    else if (name.startsWith('ftm_') || name === '__get_json_cluster_obj') this.#ftmStep(name, record);
  }

  http(record: HttpRecord): void {
    const status = statusOf(this.text, record);
    if (status) this.#statusLine(status, record);
    else if (record.request) this.#requestLine(record, record.request.target);
  }

  #statusLine(status: AnswerStatus, record: HttpRecord): void {
    const exchange = (this.#inCloud ? this.#cloud : this.#last) ?? this.#begin('other', record);
    exchange.status ??= status;
    exchange.http ??= record;
    this.#reach(exchange, record);
  }

  #requestLine(record: HttpRecord, target: Span): void {
    const ours = this.text.slice(target.start, target.end).startsWith('/SoftToken/');
    const current = ours ? this.#ftm : undefined;
    const joins = current && !current.http && !current.answer;
    const exchange = joins ? current : this.#begin(ours ? 'ftm' : 'other', record);
    exchange.http = record;
    this.#last = exchange;
    this.#awaitsBody = true;
    this.#reach(exchange, record);
  }

  message(message: ServiceMessage, record: CaptureRecord): boolean {
    const owned =
      message.direction === 'request' ? this.#request(message, record) : this.#answer(message, record);
    this.#awaitsBody = false;
    return owned;
  }

  /** The HTTP block that `payload` would be the body of. */
  bodyOwner(): HttpRecord | undefined {
    return this.#awaitsBody ? this.#last?.http : undefined;
  }

  /** A payload that is no message takes the place of the body. */
  otherPayload(): void {
    this.#awaitsBody = false;
  }

  #request(message: ServiceMessage, record: CaptureRecord): boolean {
    const current = this.#ftm;
    const mayJoin = current && !current.answer && (!current.request || this.#awaitsBody);
    const exchange = mayJoin ? current : this.#begin('ftm', record);
    exchange.request = message;
    this.#reach(exchange, record);
    return true;
  }

  #answer(message: ServiceMessage, record: CaptureRecord): boolean {
    const current = this.#ftm;
    if (!message.type && !message.members.length && !message.tokens.length && !current) return false;
    const exchange = current && !current.answer ? current : this.#begin('ftm', record);
    exchange.answer = message;
    this.#reach(exchange, record);
    return true;
  }

  #ftmStep(name: string, record: DebugRecord): void {
    const message = this.text.slice(
      record.messageStart,
      Math.min(record.messageEnd, record.messageStart + 400),
    );
    const token = /^provision token:\s*(\S+)/i.exec(message)?.[1];
    let exchange = this.#ftm;
    if (token !== undefined || /^Poll token status/i.test(message)) {
      const same = exchange && token !== undefined && exchange.token?.text === token;
      const fresh = !exchange || exchange.request || exchange.http || exchange.answer || exchange.connected;
      if (!exchange || fresh || (exchange.token && !same)) exchange = this.#begin('ftm', record);
      exchange.began ??= record;
      if (token !== undefined) exchange.token ??= this.#locate(token, record);
    } else if (name === 'ftm_fc_comm_connect' && /connected/i.test(message)) {
      exchange = !exchange || exchange.answer ? this.#begin('ftm', record) : exchange;
      exchange.connected ??= record;
    } else if (!exchange) {
      return;
    } else if (name === 'ftm_fc_comm_send_request') exchange.sent ??= record;
    else if (name === 'ftm_fc_comm_recv_response') exchange.received ??= record;
    else if (name === 'ftm_cfg_update_token_provision') exchange.provisioned ??= record;
    else if (name === 'ftm_cfg_send_token_activation_code') exchange.codeSent ??= record;
    this.#reach(exchange, record);
  }

  #cloudStep(name: string, record: DebugRecord): void {
    const message = this.text.slice(
      record.messageStart,
      Math.min(record.messageEnd, record.messageStart + 200),
    );
    if (
      name === 'fds_queue_task' ||
      (name.startsWith('fds_https_') && name !== 'fds_https_stop_server' && !this.#cloud)
    ) {
      this.#cloud = this.#begin(/added to ftc\b/.test(message) ? 'cloud' : 'other', record);
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
    this.#reach(exchange, record);
    if (name === 'fds_free_tsk' || name === 'fds_send_reply') this.#cloud = undefined;
  }

  #locate(part: string, record: DebugRecord): Located {
    const start = this.text.indexOf(part, record.messageStart);
    return { text: part, start, end: start + part.length };
  }

  #begin(service: Exchange['service'], record: Span): Draft {
    const exchange = draft(service, record);
    if (service === 'ftm') {
      if (this.#ftm) this.#ftm.followed = true;
      this.#ftm = exchange;
    }
    this.#exchanges.push(exchange);
    return exchange;
  }

  #reach(exchange: Draft, { end }: Span): void {
    exchange.end = Math.max(exchange.end, end);
  }
}
