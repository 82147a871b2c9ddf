import type { CaptureRecord, DebugRecord, HttpRecord, SentenceStep, Span } from '../syntax';
import { Forkable, ForkableData } from './fork';
import type { CloudLine, ExchangeLine, FtmLine, HttpHead } from './exchangeLine';
import type { AnswerStatus, Exchange, ServiceMessage } from './types';

/** Maximum number of exchanges that can begin before an answer comes. Older requests count as unanswered. */
const MAX_PENDING = 64;
const NOWHERE: Span = { start: 0, end: 0 };
/** Lines of the FortiToken Mobile service that belong to an exchange but change nothing. */
const FTM_PARTS: Partial<Record<SentenceStep, 'sent' | 'provisioned' | 'codeSent'>> = {
  sent: 'sent',
  provisioned: 'provisioned',
  'code-sent': 'codeSent',
};

/** An open exchange. Its place follows from its first and last record. */
class Draft extends ForkableData implements Exchange {
  service: Exchange['service'] = 'other';
  packet: Exchange['packet'] = undefined;
  token: Exchange['token'] = undefined;
  began: Exchange['began'] = undefined;
  connected: Exchange['connected'] = undefined;
  sent: Exchange['sent'] = undefined;
  received: Exchange['received'] = undefined;
  http: Exchange['http'] = undefined;
  request: Exchange['request'] = undefined;
  answer: Exchange['answer'] = undefined;
  status: Exchange['status'] = undefined;
  provisioned: Exchange['provisioned'] = undefined;
  codeSent: Exchange['codeSent'] = undefined;
  server: Exchange['server'] = undefined;
  call: Exchange['call'] = undefined;
  head: Span = NOWHERE;
  next: Span | undefined = undefined;
  /** Number of exchanges that have begun since, while this one has no answer. */
  newerCount = 0;
  silence = NaN;
  from: Span = NOWHERE;
  to: Span = NOWHERE;
  /** The last time stamp up to its request, and whether a line of another followed its last one. */
  since = NaN;
  isFollowed = false;

  get start(): number {
    return this.from.start;
  }

  get end(): number {
    return this.to.end;
  }
}

/** Groups records into exchanges, one record at a time, in the order of the text. */
export class ExchangeBuilder extends Forkable {
  protected state = {
    exchanges: [] as Draft[],
    /** The newest exchange of the FortiToken Mobile service. */
    newest: undefined as Draft | undefined,
    /** The exchange of the FortiToken Mobile service that the last line belonged to. */
    ftm: undefined as Draft | undefined,
    /** Exchanges of that service without an answer, the oldest first. */
    pending: [] as Draft[],
    cloud: undefined as Draft | undefined,
    /** The exchange of the last request line. */
    last: undefined as Draft | undefined,
    /** The line that reports an answer, until the answer or another such line appears. */
    received: undefined as DebugRecord | undefined,
    /** The HTTP block whose body may come next. */
    head: undefined as HttpHead | undefined,
    /** The previous line came from forticldd, so a status line after it is from its server. */
    inCloud: false,
    /** The last time stamp, in milliseconds. */
    now: NaN,
  };

  /** Removes and returns the exchanges that no later line can change, in the order in which they began. */
  take(): Exchange[] {
    const open = new Set([
      this.state.newest,
      this.state.ftm,
      this.state.cloud,
      this.state.last,
      ...this.state.pending,
    ]);
    const settled = this.state.exchanges.filter(exchange => !open.has(exchange));
    this.state.exchanges = this.state.exchanges.filter(exchange => open.has(exchange));
    return settled;
  }

  /** The remaining exchanges, in the order in which they began. */
  finish(): Exchange[] {
    this.#noteUnseenAnswer();
    this.#noteSilence();
    return this.state.exchanges;
  }

  /** The next line begins. @param time that of its stamp; NaN if it has none */
  next(time: number): void {
    if (!Number.isNaN(time)) this.state.now = time;
    for (const one of this.state.pending) one.isFollowed = true;
  }

  /** The output that could show an answer ends. */
  #noteSilence(): void {
    for (const one of this.state.pending) {
      const silence = this.state.now - one.since;
      one.silence = one.isFollowed || silence > 0 ? silence : 0;
    }
  }

  /** The next lines are from another unit, so nothing open continues. */
  otherUnit(): void {
    this.#noteSilence();
    this.state.ftm = this.state.cloud = this.state.last = this.state.head = undefined;
    this.state.pending = [];
  }

  /** Adds a line of debug output; undefined if it says nothing about an exchange. */
  debug(line: ExchangeLine | undefined): void {
    this.state.inCloud = line?.daemon === 'cloud';
    if (line?.daemon === 'cloud') this.#cloudStep(line);
    else if (line) this.#ftmStep(line);
  }

  http(head: HttpHead): void {
    this.state.head = head.bracketed ? undefined : head;
    if (head.status) this.#statusLine(head.status, head.record);
    else if (head.record.request) this.#requestLine(head, head.record.request.target);
  }

  /** Another line came between, so no body follows. */
  endHead(): void {
    this.state.head = undefined;
  }

  /** The capture does not show the answer itself: it belongs to the exchange of the previous line. */
  #noteUnseenAnswer(): void {
    const received = this.state.received;
    this.state.received = undefined;
    const owner = received && this.state.pending.findLast(one => one.start < received.start);
    if (owner) owner.received ??= received;
  }

  /** The HTTP block whose body a payload is, if one is waiting for it. */
  takeHead(message: ServiceMessage | undefined): HttpHead | undefined {
    const head = this.state.head;
    this.state.head = undefined;
    // The answer is printed without headers, and those of a request are not its own.
    return head?.record.request && message?.direction === 'answer' ? undefined : head;
  }

  /** Adds a message of the service to its exchange. Returns false if it belongs to none. */
  message(message: ServiceMessage, record: CaptureRecord, head: HttpHead | undefined): boolean {
    if (message.direction === 'request') this.#request(message, record, head);
    else if (message.bare) return false;
    else this.#answer(message, record);
    return true;
  }

  #request(message: ServiceMessage, record: CaptureRecord, head: HttpHead | undefined): void {
    const { serials } = message;
    const body = head && this.state.pending.find(({ http }) => http === head.record);
    // The unit prints the request before it sends it, too. The body then replaces that print.
    const open =
      body ??
      this.state.pending.findLast(
        one => !one.request && !one.http && (!one.token || serials.has(one.token.text)),
      );
    const exchange = open ?? this.#begin('ftm', record, message.head);
    exchange.request = message;
    exchange.since = this.state.now;
    this.state.ftm = exchange;
    this.#reach(exchange, record);
  }

  #answer(message: ServiceMessage, record: CaptureRecord): void {
    const { serials } = message;
    const asked =
      serials.size === 0
        ? undefined
        : this.state.pending.findLast(one =>
            one.request?.tokens.some(({ serial }) => serial && serials.has(serial.text)),
          );
    const current =
      this.state.ftm && !this.state.ftm.answer && fits(this.state.ftm, serials) ? this.state.ftm : undefined;
    const exchange = asked ?? current ?? this.#begin('ftm', record, message.head);
    exchange.answer = message;
    exchange.received ??= this.state.received;
    this.state.received = undefined;
    this.#answered(exchange);
    this.state.ftm = exchange;
    this.#reach(exchange, record);
  }

  #answered(exchange: Draft): void {
    const index = this.state.pending.indexOf(exchange);
    if (index >= 0) this.state.pending.splice(index, 1);
  }

  #ftmStep(line: FtmLine): void {
    const { record, step } = line;
    if (this.state.received && step !== 'picture') this.#noteUnseenAnswer();
    let exchange = this.state.ftm;
    if (step === 'begins') {
      exchange = this.#beginFor(line);
    } else if (step === 'connected') {
      exchange = !exchange || exchange.answer ? this.#begin('ftm', record, line.head) : exchange;
      exchange.connected ??= record;
    } else if (!exchange) {
      return;
    } else if (step === 'received') {
      this.state.received = record;
      this.state.head = undefined;
    } else {
      const part = step && FTM_PARTS[step];
      if (part) exchange[part] ??= record;
    }
    this.#reach(exchange, record);
  }

  /** The configuration daemon begins an attempt. What the client then says about the same token belongs to it. */
  #beginFor(line: FtmLine): Draft {
    const { record, token, configures } = line;
    const current = this.state.ftm;
    const joins =
      current && !configures && current.token?.text === token?.text && !current.request && !current.answer;
    const exchange = joins ? current : this.#begin('ftm', record, line.head);
    exchange.began ??= record;
    exchange.token ??= token;
    return exchange;
  }

  #statusLine(status: AnswerStatus, record: HttpRecord): void {
    const owner = this.state.inCloud ? this.state.cloud : this.state.last;
    const takes = owner && (this.state.inCloud || (!owner.answer && (owner.status?.code ?? 100) < 200));
    const exchange = takes ? owner : this.#begin('other', record, status);
    if (!exchange.status || exchange.status.code < 200) exchange.status = status;
    exchange.http ??= record;
    if (status.code >= 200) this.#answered(exchange);
    this.#reach(exchange, record);
  }

  #requestLine({ record, ofService, host }: HttpHead, target: Span): void {
    const current = ofService ? this.state.ftm : undefined;
    const joins = current && !current.http && !current.answer;
    const exchange = joins ? current : this.#begin(ofService ? 'ftm' : 'other', record, target);
    exchange.http = record;
    exchange.server ??= host;
    this.state.last = exchange;
    this.#reach(exchange, record);
  }

  #cloudStep(line: CloudLine): void {
    const { record } = line;
    if (line.begins === 'always' || (line.begins === 'where-none-is' && !this.state.cloud)) {
      this.state.cloud = this.#begin(line.queued ? 'cloud' : 'other', record, line.head);
      this.state.cloud.began = record;
    }
    const exchange = this.state.cloud;
    if (!exchange) return;
    addCloudLine(exchange, line);
    this.#reach(exchange, record);
    if (line.ends) this.state.cloud = undefined;
  }

  #begin(service: Exchange['service'], record: Span, head: Span): Draft {
    const exchange = new Draft();
    [exchange.service, exchange.head] = [service, head];
    exchange.from = exchange.to = record;
    if (service === 'ftm') {
      if (this.state.newest) this.state.newest.next = head;
      this.state.ftm = this.state.newest = exchange;
      for (const one of this.state.pending) one.newerCount++;
      if ((this.state.pending[0]?.newerCount ?? 0) >= MAX_PENDING) this.state.pending.shift();
      this.state.pending.push(exchange);
    }
    this.state.exchanges.push(exchange);
    return exchange;
  }

  #reach(exchange: Draft, record: Span): void {
    if (record === exchange.http || record === exchange.sent) exchange.since = this.state.now;
    exchange.isFollowed = false;
    if (record.end > exchange.end) exchange.to = record;
  }
}

/** Adds what a line of FortiToken Cloud says to its exchange. */
function addCloudLine(exchange: Draft, line: CloudLine): void {
  const { record, step, status, wrappedStatus } = line;
  if (line.cloud) exchange.service = 'cloud';
  exchange.server ??= line.server;
  exchange.call ??= line.call;
  if (line.connected) exchange.connected ??= record;
  if (step === 'sent' || step === 'received') exchange[step] ??= record;
  exchange.status ??= status;
  if (wrappedStatus && (!exchange.status || exchange.status.code < 200)) exchange.status = wrappedStatus;
}

/** True if an answer about these tokens can belong to the exchange. Missing and masked serial numbers match any. */
function fits(exchange: Draft, serials: ReadonlySet<string>): boolean {
  const asked = exchange.request
    ? exchange.request.serials
    : new Set(exchange.token ? [exchange.token.text] : []);
  const clear = (all: ReadonlySet<string>): string[] => [...all].filter(serial => !serial.includes('*'));
  return (
    clear(asked).length === 0 ||
    clear(serials).length === 0 ||
    clear(asked).some(serial => serials.has(serial))
  );
}
