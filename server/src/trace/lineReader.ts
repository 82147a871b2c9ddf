import {
  type DebugRecord,
  detached,
  matchesIn,
  type Message,
  messageIn,
  type Moment,
  type PhraseMatch,
  outcomeSaid,
  plainMessage,
  type SentenceRecord,
  type Source,
  StampReader,
  WHOLE_STAMP,
} from '../syntax';
import { type ExchangeLine, exchangeLineOf } from './exchangeLine';
import { type FlowLine, flowLineOf } from './flowLine';
import { sniffedPacketOf } from './sniffed';
import type { SniffedPacket } from './types';
import { failureIn, type OutcomeLine } from './failures';
import { type LoginLine, LoginLineReader } from './loginLine';
import { NegotiationLineReader, type NegotiationSaying } from './negotiationLine';

/** What a line of debug output says. Its time is NaN where it has no stamp, or one that is no time. */
export interface DebugLine extends Moment {
  readonly record: DebugRecord;
  readonly exchange: ExchangeLine | undefined;
  readonly login: LoginLine | undefined;
  readonly negotiation: readonly NegotiationSaying[] | undefined;
  readonly flow: FlowLine | undefined;
  readonly sniffed: SniffedPacket | undefined;
  /** What it says of success and failure, and of what; undefined for packets and dumps. */
  readonly outcome: OutcomeLine | undefined;
}

/** What a sentence says that FortiOS prints without any prefix. */
export interface SentenceFacts {
  readonly login: LoginLine | undefined;
  readonly outcome: OutcomeLine | undefined;
}

/** Forms whose lines say nothing of what a daemon did, or of packets alone. */
const SILENT: ReadonlySet<DebugRecord['form']> = new Set(['dump', 'flow', 'crash-log']);
/** The daemons of a log of its own whose lines are read; a host has many more. */
const LOGGED = /^(?:radiusd|facauth|authen_tac_plus|samld|saml|pushd|ftm|fnbamd|fac|ldapd|sslvpnd?|iked?)\b/;
/** The name of a negotiation of ike: the number after the connection, which it keeps when the gateway is found. */
const NEGOTIATION = /^(?:V=[^:]{1,31}:)?\d{1,9}:(?<name>[^:]{1,64})(?::(?<number>\d{1,12})(?![^:]))?/;
const RADIUS_REQUEST = /^\((?<number>\d{1,9})\)/;

/** Reads what lines say, each of them once. */
export class LineReader {
  readonly #stamps: StampReader;
  readonly #logins: LoginLineReader;
  readonly #negotiations = new NegotiationLineReader();
  /** The last prefix of ike, and the negotiation that it names. */
  #named = { tag: '', thread: '', short: '' };

  constructor(readonly text: Source) {
    this.#stamps = new StampReader(text);
    this.#logins = new LoginLineReader(text);
  }

  /** What a sentence says that FortiOS prints without any prefix. */
  sentence(record: SentenceRecord): SentenceFacts {
    return (record.kept as SentenceFacts | undefined) ?? this.#sentence(record);
  }

  #sentence(record: SentenceRecord): SentenceFacts {
    const message = plainMessage(this.text, record.message);
    const login = this.#logins.sentence(record, message);
    const failure = failureIn(record, record.message, message);
    const facts: SentenceFacts = {
      login,
      outcome: failure && { record, thread: '', short: '', starts: false, succeeds: false, failure },
    };
    record.kept = facts;
    return facts;
  }

  debug(record: DebugRecord): DebugLine {
    return (record.kept as DebugLine | undefined) ?? this.#readAnew(record);
  }

  #readAnew(record: DebugRecord): DebugLine {
    const { stampStart, stampEnd, form } = record;
    // A packet says nothing of an exchange or a login.
    const isPacket = form === 'flow' || form === 'sniffer';
    const message = isPacket ? undefined : messageIn(this.text, record);
    const matches = message ? matchesIn(message) : [];
    const exchange = message && exchangeLineOf(record, message, matches);
    const ofLogin = form === 'ike' ? matches.filter(isOfLogin) : matches;
    const line: DebugLine = {
      record,
      time: stampStart < 0 ? NaN : this.#stamps.timeOf(stampStart, stampEnd),
      whole: stampEnd - stampStart <= WHOLE_STAMP,
      exchange,
      login: message && this.#logins.read(record, message, ofLogin),
      negotiation: message && form === 'ike' ? this.#negotiation(record, message, matches) : undefined,
      flow: form === 'flow' ? flowLineOf(this.text, record) : undefined,
      sniffed: form === 'sniffer' ? sniffedPacketOf(this.text, record) : undefined,
      outcome: message && this.#outcome(record, message, exchange),
    };
    record.kept = line;
    return line;
  }

  #negotiation(
    record: DebugRecord,
    message: Message,
    matches: readonly PhraseMatch[],
  ): readonly NegotiationSaying[] | undefined {
    const { tag } = record;
    const said = tag ? this.text.slice(tag.start, tag.end) : '';
    return this.#negotiations.read(record, said, message, matches);
  }

  #outcome(
    record: DebugRecord,
    message: Message,
    exchange: ExchangeLine | undefined,
  ): OutcomeLine | undefined {
    const { form } = record;
    if (SILENT.has(form) || (form === 'system-log' && !LOGGED.test(message.daemon))) return undefined;
    const said = outcomeSaid(message);
    const { thread, short } = this.#thread(record, message);
    if (thread === '' && said === 'nothing') return undefined;
    return {
      record,
      thread,
      short,
      starts: exchange?.daemon === 'cloud' ? exchange.begins === 'always' : exchange?.step === 'begins',
      succeeds: said === 'succeeds',
      failure: failureIn(record, { start: record.messageStart, end: record.messageEnd }, message, said),
    };
  }

  /** What the prefix of a line names that it belongs to; empty if it names nothing. */
  #thread({ form, tag }: DebugRecord, { daemon, text }: Message): Named {
    if (form === 'ike') {
      const said = tag ? this.text.slice(tag.start, tag.end) : '';
      // Lines of one negotiation come together.
      if (said !== this.#named.tag) this.#named = { tag: detached(said), ...negotiationOf(said) };
      return this.#named;
    }
    // The time and the severity come after the process: they differ from line to line.
    if (tag && form !== 'system-log')
      return named(detached(this.text.slice(tag.start, tag.end).replace(/ - .*/s, '')));
    if (daemon === 'forticldd' || daemon === 'ftm') return named(daemon);
    const request = form === 'system-log' ? RADIUS_REQUEST.exec(text)?.groups?.['number'] : undefined;
    return request === undefined ? UNNAMED : named(`${daemon} ${request}`);
  }
}

/** What a line belongs to, and what that can be called with less. */
interface Named {
  readonly thread: string;
  readonly short: string;
}

const UNNAMED: Named = { thread: '', short: '' };

function named(thread: string): Named {
  return { thread, short: '' };
}

function negotiationOf(tag: string): Named {
  const { name = '', number } = NEGOTIATION.exec(tag)?.groups ?? {};
  if (name === '') return UNNAMED;
  const short = detached(`ike ${name}`);
  return number === undefined ? { thread: short, short: '' } : { thread: detached(`ike ${number}`), short };
}

/** Whether a sentence says something of a login, and not only of the negotiation that it is in. */
function isOfLogin({ row }: PhraseMatch): boolean {
  return row.negotiation === undefined || row.event !== undefined;
}
