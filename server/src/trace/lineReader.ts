import {
  type DebugRecord,
  matchesIn,
  type Message,
  messageIn,
  type Moment,
  type PhraseMatch,
  type SentenceRecord,
  type Source,
  StampReader,
  WHOLE_STAMP,
} from '../syntax';
import { type ExchangeLine, exchangeLineOf } from './exchangeLine';
import { type FlowLine, flowLineOf } from './flowLine';
import { sniffedPacketOf } from './sniffed';
import type { SniffedPacket } from './types';
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
}

/** Reads what lines say, each of them once. */
export class LineReader {
  readonly #stamps: StampReader;
  readonly #logins: LoginLineReader;
  readonly #negotiations = new NegotiationLineReader();

  constructor(readonly text: Source) {
    this.#stamps = new StampReader(text);
    this.#logins = new LoginLineReader(text);
  }

  /** What a sentence says of a login that FortiOS prints without any prefix; undefined where it belongs to none. */
  sentence(record: SentenceRecord): LoginLine | undefined {
    return this.#logins.sentence(record);
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
    const ofLogin = form === 'ike' ? matches.filter(isOfLogin) : matches;
    const line: DebugLine = {
      record,
      time: stampStart < 0 ? NaN : this.#stamps.timeOf(stampStart, stampEnd),
      whole: stampEnd - stampStart <= WHOLE_STAMP,
      exchange: message && exchangeLineOf(record, message, matches),
      login: message && this.#logins.read(record, message, ofLogin),
      negotiation: message && form === 'ike' ? this.#negotiation(record, message, matches) : undefined,
      flow: form === 'flow' ? flowLineOf(this.text, record) : undefined,
      sniffed: form === 'sniffer' ? sniffedPacketOf(this.text, record) : undefined,
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
}

/** Whether a sentence says something of a login, and not only of the negotiation that it is in. */
function isOfLogin({ row }: PhraseMatch): boolean {
  return row.negotiation === undefined || row.event !== undefined;
}
