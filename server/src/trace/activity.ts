import { min } from '../integers';
import {
  type CaptureRecord,
  type CommandRecord,
  type DebugRecord,
  detached,
  type JsonPayload,
  type JsonRecord,
  type Span,
  type TextRecord,
  utf8Length,
  type Within,
} from '../syntax';
import type { HttpHead } from './exchangeLine';
import { httpHeadOf } from './exchangeLine';
import { ExchangeBuilder } from './exchanges';
import { FlowBuilder } from './flows';
import { FailureBuilder } from './failures';
import { Forkable } from './fork';
import type { DebugLine, LineReader } from './lineReader';
import type { LoginDraft } from './loginDraft';
import type { LoginLine, LoginRecord, SentenceLine } from './loginLine';
import { LoginBuilder } from './logins';
import { serviceMessageIn } from './serviceMessages';
import type { NegotiationLine } from './negotiationLine';
import { NegotiationBuilder } from './negotiations';
import { SamlStatusReader } from './samlStatus';
import type {
  Activity,
  HttpBody,
  ReportedFailure,
  ServiceMessage,
  SiteMessage,
  SniffedPacket,
  SnifferStart,
} from './types';

/**
 * A time that is earlier by more than this starts another capture, in milliseconds. Smaller steps back come from
 * daemons that write at the same time.
 */
const MAX_BACK = 60_000;
/** Maximum silence of a login, in milliseconds: a user has a minute or two to answer a push. */
const MAX_WAIT = 180_000;

/** Maximum number of different failures in unrecognised lines that are kept. */
const MAX_UNREAD = 16;

/** `execute`, which can be abbreviated. */
const EXECUTE = /^exec?u?t?e?\s/i;
/** At least as long as a match of `EXECUTE`, in UTF-16 code units. */
const MAX_WORD = 8;

const NO_NEGOTIATIONS: readonly NegotiationLine[] = [];

/** Follows what the unit and its peers do, record by record. */
export class ActivityBuilder extends Forkable {
  protected state = {
    exchanges: new ExchangeBuilder(),
    logins: new LoginBuilder(),
    negotiations: new NegotiationBuilder(),
    flows: new FlowBuilder(),
    failures: new FailureBuilder(),
    samlStatus: new SamlStatusReader(),
    /** The unit of the last prompt. */
    host: undefined as string | undefined,
    /** The time of the last line with a stamp, in milliseconds; NaN before the first. */
    time: NaN,
    messages: [] as ServiceMessage[],
    bodies: [] as HttpBody[],
    payloads: [] as JsonPayload[],
    sniffed: [] as (SniffedPacket | SnifferStart)[],
    site: [] as SiteMessage[],
    unread: [] as (Within & ReportedFailure)[],
    /** The texts of all of them, wherever the records were divided. */
    unreadTexts: new Set<string>(),
    /** The last record that is neither text nor blank is an `execute` command, whose answer follows. */
    executes: false,
    /** The login that the last line continues. */
    last: undefined as LoginDraft | undefined,
  };

  /** Takes the next record, whose text is not needed afterwards. */
  add(record: CaptureRecord, lines: LineReader): void {
    if (record.kind !== 'blank') this.#beginLine(record.kind);
    switch (record.kind) {
      case 'debug':
        return this.#debug(record, lines);
      case 'http':
        return this.state.exchanges.http(httpHeadOf(lines.text, record));
      case 'json':
        return record.first ? this.#payload(record.payload, record, lines) : undefined;
      case 'command':
        return this.#command(record, lines);
      case 'sentence': {
        const { login, outcome, site, sniffer } = lines.sentence(record);
        this.#site(site);
        if (sniffer) this.state.sniffed.push(sniffer);
        const draft = login && this.state.logins.line(login, undefined);
        if (outcome) this.state.failures.line(record, outcome, draft);
        return this.#saml(record, login, lines);
      }
      case 'cli-error':
        return this.#site(lines.other(record, record.message));
      case 'field':
        return this.#site(lines.other(record, record));
      case 'text':
        this.#site(lines.unrecognised(record));
        this.#unread(record, lines);
        return this.#refused(this.state.samlStatus.add(record, lines.text));
      default:
    }
  }

  #beginLine(kind: CaptureRecord['kind']): void {
    if (kind !== 'text') this.state.executes = false;
    this.state.last = undefined;
  }

  /** Takes out what no later record can change. */
  take(): Activity {
    const { exchanges, failures, flows, logins, negotiations } = this.state;
    return {
      ...this.#found(),
      exchanges: [...exchanges.take(), ...flows.take()],
      logins: logins.take(),
      negotiations: negotiations.take(),
      failed: failures.take(
        login => logins.isOpen(login),
        negotiation => negotiations.isOpen(negotiation),
      ),
    };
  }

  /** Returns the rest: there are no more records. */
  finish(): Activity {
    const { exchanges, failures, flows, logins, negotiations } = this.state;
    return {
      ...this.#found(),
      exchanges: [...exchanges.finish(), ...flows.finish()],
      logins: logins.finish(this.state.last),
      negotiations: negotiations.finish(),
      failed: failures.finish(),
    };
  }

  #found(): Pick<Activity, 'messages' | 'bodies' | 'payloads' | 'sniffed' | 'site' | 'unread'> {
    const { messages, bodies, payloads, sniffed, site, unread } = this.state;
    [this.state.messages, this.state.bodies, this.state.payloads, this.state.sniffed] = [[], [], [], []];
    [this.state.site, this.state.unread] = [[], []];
    return { messages, bodies, payloads, sniffed, site, unread };
  }

  #keepUnread(failure: (Within & ReportedFailure) | undefined): void {
    const { unread, unreadTexts } = this.state;
    if (!failure || unreadTexts.size >= MAX_UNREAD || unreadTexts.has(failure.text)) return;
    unreadTexts.add(detached(failure.text));
    unread.push(failure);
  }

  /** An unrecognised line: unless it answers a command, its failure is reported only if nothing else is found. */
  #unread(record: TextRecord, lines: LineReader): void {
    if (this.state.unreadTexts.size >= MAX_UNREAD) return;
    this.#keepUnread(lines.failureOf(record, this.state.executes));
  }

  #site(messages: readonly SiteMessage[]): void {
    this.state.site.push(...messages);
  }

  #debug(record: DebugRecord, lines: LineReader): void {
    const line = lines.debug(record);
    const { facts } = line;
    this.#site(facts.site);
    this.#noteTime(line);
    this.state.exchanges.next(line.time);
    this.state.exchanges.debug(facts.exchange);
    if (facts.sniffed) this.state.sniffed.push(facts.sniffed);
    if (facts.flow) this.state.flows.line(facts.flow);
    const draft =
      facts.login && this.state.logins.line(facts.login, record.stampStart < 0 ? undefined : line);
    this.state.last = facts.isKnown && facts.login && !isEnd(facts.login) ? draft : undefined;
    const negotiations = (facts.negotiation ?? NO_NEGOTIATIONS).map(one => this.state.negotiations.add(one));
    if (facts.outcome) this.state.failures.line(record, facts.outcome, draft, negotiations);
    // A time stamp alone is not a line form.
    if (record.form === 'stamp') this.#keepUnread(facts.outcome?.failure);
    else if (draft) this.state.failures.belongs(record, draft);
    this.#saml(record, facts.login, lines);
  }

  /** Follows the XML of a SAML message, which starts with a known line; any other recognised line ends it. */
  #saml(record: LoginRecord, login: LoginLine | undefined, { text }: LineReader): void {
    if (login?.daemon === 'none' && login.saml?.isMessage)
      this.#refused(this.state.samlStatus.begin(record, text));
    else this.state.samlStatus.end();
  }

  #refused(line: SentenceLine | undefined): void {
    const draft = line && this.state.logins.line(line, undefined);
    if (draft) this.state.failures.belongs(line.record, draft);
  }

  /** A line that is clearly earlier than the previous one belongs to another capture, perhaps of another unit. */
  #noteTime({ time }: DebugLine): void {
    if (Number.isNaN(time)) return;
    if (time < this.state.time - MAX_BACK) {
      this.#otherCapture();
      this.state.host = undefined;
    }
    // No login waits this long, so later lines belong to others.
    else if (time > this.state.time + MAX_WAIT) this.state.logins.interrupt();
    this.state.time = time;
  }

  #otherCapture(): void {
    this.state.exchanges.otherUnit();
    this.state.negotiations.otherUnit();
    this.state.logins.interrupt();
    this.state.flows.end();
  }

  #command({ host, command }: CommandRecord, { text }: LineReader): void {
    const beginning = text.slice(command.start, min(command.end, command.start + MAX_WORD));
    this.state.executes = beginning !== '' && EXECUTE.test(beginning);
    if (host && host.end > host.start && !this.#isHost(host, text)) {
      if (this.state.host !== undefined) this.#otherCapture();
      this.state.host = detached(text.slice(host.start, host.end));
    }
    this.state.exchanges.endHead();
  }

  /** Most prompts show the same unit again. */
  #isHost({ start, end }: Span, text: LineReader['text']): boolean {
    return this.state.host?.length === end - start && text.startsWith(this.state.host, start);
  }

  #payload(payload: JsonPayload, record: JsonRecord, lines: LineReader): void {
    this.state.payloads.push(payload);
    for (const event of lines.events(record)) this.state.failures.line(record, event, undefined);
    const message = serviceMessageIn(payload);
    const head = this.state.exchanges.takeHead(message);
    if (head) this.#body(head, payload);
    if (message && !this.state.exchanges.message(message, record, head)) this.state.messages.push(message);
  }

  #body({ record, declared }: HttpHead, payload: JsonPayload): void {
    if (!declared) return;
    const { start, end } = payload.tree.place(payload.tree.root);
    this.state.bodies.push({
      http: record,
      payload,
      declared,
      bytes: utf8Length(payload.tree.source, start, end),
    });
  }
}

/** True if no more lines of the login follow, even if its result was not read. */
function isEnd(line: LoginLine): boolean {
  return line.daemon === 'fnbamd' && (line.closes || line.deleted);
}
