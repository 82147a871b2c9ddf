import { min } from '../integers';
import type { SiteKnowledge } from '../site/knowledge';
import {
  type CaptureRecord,
  type DebugRecord,
  detached,
  type JsonPayload,
  eventsIn,
  logTextsIn,
  type JsonRecord,
  messageIn,
  type Moment,
  type Message,
  messageSpan,
  type PhraseMatch,
  plainMessage,
  readRecords,
  type SentenceRecord,
  type Source,
  type Span,
  StampReader,
  type TextRecord,
  toneOf,
  type UnreadPart,
  isWholeStamp,
  type Within,
} from '../syntax';
import { type ExchangeLine, exchangeLineOf } from './exchangeLine';
import { type FlowLine, flowLineOf } from './flowLine';
import { type LoginLine, LoginLineReader } from './loginLine';
import { failureIn, MessageReader } from './messageReader';
import { NegotiationLineReader, type NegotiationLine } from './negotiationLine';
import { failureInText, isOfTemplate, type OutcomeLine, OutcomeReader } from './outcomeLine';
import { firstHole, hasFact, holeText, shownProblemOf } from './matchedSentences';
import { siteMessages } from './siteLine';
import { sniffedPacketOf } from './sniffed';
import { type TunnelLine, tunnelLineOf } from './tunnelLists';
import type { ShownProblem } from './shownTypes';
import type { ReportedFailure, SiteMessage, SniffedPacket, SnifferStart } from './types';

/** Maximum length of an unrecognised line that is read, in UTF-16 code units: a longer one is not a sentence. */
const MAX_TEXT = 300;
/** What a person writes beside a capture, and no unit or client: `our users cannot log in`, `I get an error`. */
const PERSON =
  /\b(?:[Oo]ur (?:users?|customers?|colleagues?|staff|company|clients?|vpn|VPN|[Ff]irewall|FortiGate)|[Ww]e (?:are|get|got|had|have|need|noticed|saw|see|tried|upgraded|use|want|were)|[Aa]nyone|[Aa]nybody|[Tt]hanks|[Rr]egards)\b|\bI(?:['’](?:d|ll|m|ve)\b| [a-z]{2,})/;

/** Maximum length of the part of a line in which fields of an event are looked for, in UTF-16 code units. */
const MAX_LINE = 2048;

/** The heading of a list: `firewall error stat:`. */
const HEADING = /:\s*$/;
/** A counter of a list, which counts since the start of the unit, and says nothing about now: `Tx dropped :53`, `Rx_Errors   2`. */
const COUNTERS =
  /(?<![\w./-])(?!(?:error|fail|failed|failure|code|reason|refused|denied|rejected)\b)[A-Za-z][\w./-]{0,40}(?:\s{0,30}[:=]\s{0,30}|\s{2,60}|(?<=s|dropped|blocked) )\d[\w./]{0,40}/gi;

/** What a line of debug output says. */
interface DebugFacts {
  readonly exchange: ExchangeLine | undefined;
  readonly login: LoginLine | undefined;
  readonly negotiation: readonly NegotiationLine[] | undefined;
  readonly flow: FlowLine | undefined;
  readonly sniffed: (Within & SniffedPacket) | undefined;
  /** Success or failure, and of what; undefined for packets and dumps. */
  readonly outcome: OutcomeLine | undefined;
  /** What it shows by itself. */
  readonly problem: (Within & ShownProblem) | undefined;
  /** What the site's own knowledge says about it. */
  readonly site: readonly SiteMessage[];
  /** Its meaning was read, not only its form. */
  readonly isKnown: boolean;
}

/** A line of debug output. The time is NaN if its time stamp is missing or invalid. */
export interface DebugLine extends Moment {
  readonly record: DebugRecord;
  readonly facts: DebugFacts;
}

/** What a sentence without a prefix says. */
export interface SentenceFacts {
  readonly login: LoginLine | undefined;
  readonly outcome: OutcomeLine | undefined;
  readonly site: readonly SiteMessage[];
  readonly tunnel: TunnelLine | undefined;
  readonly problem: (Within & ShownProblem) | undefined;
  /** The start of another list of packets of the sniffer. */
  readonly sniffer: SnifferStart | undefined;
  /** A JSON payload on the next lines is the result of a synchronization. */
  readonly announcesSyncStatus: boolean;
  /** It is a row of the knowledge, not only a line of a list. */
  readonly isKnown: boolean;
  /** The part that it heads, which is not interpreted. */
  readonly part: UnreadPart | undefined;
}

declare module '../syntax/template' {
  interface TemplateFacts {
    /** What a line says that names nothing. */
    debug: DebugFacts;
  }
}

declare module '../syntax/kept' {
  interface KeptFacts {
    debug: DebugLine;
    sentence: SentenceFacts;
    /** What the site's own knowledge says about it. */
    text: readonly SiteMessage[];
  }
}

/** Reads lines, each of them once. */
export class LineReader {
  readonly #stamps: StampReader;
  readonly #logins: LoginLineReader;
  readonly #negotiations = new NegotiationLineReader();
  readonly #outcomes: OutcomeReader;
  readonly #messages: MessageReader;

  constructor(
    readonly text: Source,
    readonly site?: SiteKnowledge,
  ) {
    this.#messages = new MessageReader(site);
    this.#stamps = new StampReader(text);
    this.#logins = new LoginLineReader(text);
    this.#outcomes = new OutcomeReader(text);
  }

  /** Reads a sentence without a prefix. */
  sentence(record: SentenceRecord): SentenceFacts {
    return record.kept ?? this.#sentence(record);
  }

  #sentence(record: SentenceRecord): SentenceFacts {
    const message = plainMessage(this.text, record.message);
    const meaning = this.#messages.read(message, record.template);
    const { matches, site } = meaning;
    const login = this.#logins.sentence(record, message, matches);
    const facts: SentenceFacts = {
      login,
      outcome: this.#outcomes.sentence(record, message, meaning),
      site: siteMessages(record, message, site, () => this.#lineOf(record)),
      tunnel: tunnelLineOf(record, message, matches),
      problem: shownProblemOf(record, message, matches),
      sniffer: hasFact(matches, 'sniffer') ? snifferStart(message, matches) : undefined,
      announcesSyncStatus: hasFact(matches, 'syncStatus'),
      isKnown: matches.length > 0 || site.length > 0,
      part: matches.find(({ row }) => row.facts?.part !== undefined)?.row.facts?.part,
    };
    record.kept = facts;
    return facts;
  }

  /** Reads the events in a JSON payload. */
  events({ payload }: JsonRecord): readonly OutcomeLine[] {
    return [...this.#fortinetEvents(payload), ...this.#logEntries(payload)];
  }

  /** Reads the texts of the entries of another log. */
  #logEntries(payload: JsonPayload): readonly OutcomeLine[] {
    return logTextsIn(payload).flatMap(({ line, start, end }) => {
      const [record] = this.#recordsOf(line);
      const message =
        record?.kind === 'debug'
          ? messageIn(line, record)
          : { ...plainMessage(line, { start: 0, end: line.length }), daemon: 'server log' };
      const meaning = this.#messages.read(message, record?.kind === 'debug' ? record.template : undefined);
      return this.#outcomes.event(payload, { start, end }, line, message, meaning) ?? [];
    });
  }

  #fortinetEvents(payload: JsonPayload): readonly OutcomeLine[] {
    return eventsIn(payload).flatMap(({ line, start, end }) => {
      const [record] = this.#recordsOf(line);
      if (record?.kind !== 'debug' || record.form !== 'event-log') return [];
      const message = messageIn(line, record);
      const meaning = this.#messages.read(message, record.template);
      return this.#outcomes.event(payload, { start, end }, line, message, meaning) ?? [];
    });
  }

  /** The records of a line in a payload. */
  #recordsOf(line: string): readonly CaptureRecord[] {
    return readRecords(line, undefined, this.site?.templates);
  }

  /** What the site's own knowledge says about an unrecognised line. */
  unrecognised(record: TextRecord): readonly SiteMessage[] {
    return (record.kept ??= this.other(record, record));
  }

  /** What the site's own knowledge says about an unrecognised line or an error of the console. */
  other(record: CaptureRecord, { start, end }: Span): readonly SiteMessage[] {
    if (!this.site) return [];
    const message = plainMessage(this.text, { start, end });
    return siteMessages(record, message, this.site.matchesIn(message), () => this.#lineOf(record));
  }

  /**
   * The failure that an unrecognised line reports in words; undefined if it reports none.
   * @param isAnswer whether it answers an `execute` command
   */
  failureOf(record: TextRecord, isAnswer: boolean): (Within & ReportedFailure) | undefined {
    if (record.end - record.start > MAX_TEXT) return undefined;
    const message = plainMessage(this.text, record);
    if (toneOf(message.text, message.from) !== 'fails' || PERSON.test(message.text)) return undefined;
    const line = this.text.slice(record.start, record.end);
    if (HEADING.test(line) || toneOf(line.replace(COUNTERS, ' '), 0) !== 'fails') return undefined;
    const meaning = this.#messages.read(message, record.template);
    const end = record.start + line.trimEnd().length;
    return meaning.outcome === 'fails'
      ? failureInText(record, { start: record.start, end }, message, {
          words: failureIn(message, meaning),
          isAnswer,
        })
      : undefined;
  }

  debug(record: DebugRecord): DebugLine {
    return record.kept ?? this.#read(record);
  }

  #read(record: DebugRecord): DebugLine {
    const { form, template } = record;
    let facts = template?.facts.debug;
    if (!facts) {
      // A packet says nothing about an exchange or a login.
      facts = form === 'flow' || form === 'sniffer' ? this.#packet(record) : this.#message(record);
      if (template && namesNothing(facts)) template.facts.debug = facts;
    }
    const line = { record, time: this.#timeOf(record), whole: isStampWhole(this.text, record), facts };
    record.kept = line;
    return line;
  }

  #packet(record: DebugRecord): DebugFacts {
    const flow = record.form === 'flow' ? flowLineOf(this.text, record) : undefined;
    const sniffed = record.form === 'sniffer' ? sniffedPacketOf(this.text, record) : undefined;
    const site = record.form === 'sniffer' ? this.other(record, messageSpan(record)) : [];
    return {
      exchange: undefined,
      login: undefined,
      negotiation: undefined,
      flow,
      sniffed,
      outcome: undefined,
      problem: undefined,
      site,
      isKnown: flow?.meaning !== undefined || sniffed !== undefined || site.length > 0,
    };
  }

  #message(record: DebugRecord): DebugFacts {
    const message = messageIn(this.text, record);
    const meaning = this.#messages.read(message, record.template);
    const { matches, outcome, site } = meaning;
    const exchange = exchangeLineOf(record, message, matches);
    const isIke = record.form === 'ike';
    const loginMatches = isIke && !matches.every(isOfLogin) ? matches.filter(isOfLogin) : matches;
    const login = this.#logins.read(record, message, loginMatches);
    return {
      exchange,
      login,
      negotiation: isIke ? this.#negotiation(record, message, matches) : undefined,
      flow: undefined,
      sniffed: undefined,
      outcome: this.#outcomes.read(record, message, meaning, exchange, login?.content?.user?.text),
      problem: shownProblemOf(record, message, matches),
      site: siteMessages(record, message, site, () => this.#lineOf(record)),
      isKnown: matches.length > 0 || outcome !== 'nothing' || exchange !== undefined || site.length > 0,
    };
  }

  #timeOf({ stampStart, stampEnd }: DebugRecord): number {
    return stampStart < 0 ? NaN : this.#stamps.timeOf(stampStart, stampEnd);
  }

  #lineOf({ start, end }: CaptureRecord): string {
    return this.text.slice(start, min(end, start + MAX_LINE));
  }

  #negotiation(
    record: DebugRecord,
    message: Message,
    matches: readonly PhraseMatch[],
  ): readonly NegotiationLine[] | undefined {
    const { tag } = record;
    const words = tag ? this.text.slice(tag.start, tag.end) : '';
    return this.#negotiations.read(record, words, message, matches);
  }
}

function snifferStart(message: Message, matches: readonly PhraseMatch[]): SnifferStart {
  const hole = firstHole(matches, 'interface');
  return {
    isOneWay: hasFact(matches, 'oneWay'),
    interface: hole && detached(holeText(message, hole)),
  };
}

function isStampWhole(text: Source, { stampStart, stampEnd }: DebugRecord): boolean {
  return stampStart < 0 || isWholeStamp(text, stampStart, stampEnd);
}

/** True if it holds no place and no value, so that it is the same for all lines of a template. */
function namesNothing(facts: DebugFacts): boolean {
  const { exchange, login, negotiation, flow, sniffed, problem, site, outcome } = facts;
  const places = exchange ?? login ?? negotiation ?? flow ?? sniffed ?? problem;
  return places === undefined && site.length === 0 && isOfTemplate(outcome);
}

/** False for a sentence about the negotiation that carries the login. */
function isOfLogin({ row }: PhraseMatch): boolean {
  return row.negotiation === undefined || row.event !== undefined;
}
