import {
  type DebugRecord,
  matchesIn,
  messageIn,
  type Moment,
  type SentenceRecord,
  type Source,
  StampReader,
  WHOLE_STAMP,
} from '../syntax';
import { type ExchangeLine, exchangeLineOf } from './exchangeLine';
import { type LoginLine, LoginLineReader } from './loginLine';

/** What a line of debug output says. Its time is NaN where it has no stamp, or one that is no time. */
export interface DebugLine extends Moment {
  readonly record: DebugRecord;
  readonly exchange: ExchangeLine | undefined;
  readonly login: LoginLine | undefined;
}

/** Reads what lines say, each of them once. */
export class LineReader {
  readonly #stamps: StampReader;
  readonly #logins: LoginLineReader;

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
    const { stampStart, stampEnd } = record;
    const message = messageIn(this.text, record);
    const matches = matchesIn(message);
    const exchange = exchangeLineOf(record, message, matches);
    const login = this.#logins.read(record, message, matches);
    const line: DebugLine = {
      record,
      time: stampStart < 0 ? NaN : this.#stamps.timeOf(stampStart, stampEnd),
      whole: stampEnd - stampStart <= WHOLE_STAMP,
      exchange,
      login,
    };
    record.kept = line;
    return line;
  }
}
