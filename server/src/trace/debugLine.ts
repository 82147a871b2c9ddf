import { type DebugRecord, type Moment, type Source, type Span, StampReader, WHOLE_STAMP } from '../syntax';
import { type ExchangeLine, exchangeLineOf } from './exchangeLine';
import { type Kept, keptOf, NO_PLACES } from './kept';
import { type LoginLine, LoginLineReader } from './loginLine';

/** What a line of debug output says. Its time is NaN where it has no stamp, or one that is no time. */
export interface DebugLine extends Kept, Moment {
  readonly record: DebugRecord;
  readonly exchange: ExchangeLine | undefined;
  readonly login: LoginLine | undefined;
}

/** Reads lines of debug output, each of them once. */
export class DebugLineReader {
  readonly #stamps: StampReader;
  readonly #logins: LoginLineReader;

  constructor(readonly text: Source) {
    this.#stamps = new StampReader(text);
    this.#logins = new LoginLineReader(text);
  }

  read(record: DebugRecord): DebugLine {
    return keptOf<DebugLine>(record) ?? this.#readAnew(record);
  }

  #readAnew(record: DebugRecord): DebugLine {
    const { stampStart, stampEnd } = record;
    const name = this.text.slice(record.nameStart, record.nameEnd);
    const places: Span[] = [];
    const exchange = exchangeLineOf(this.text, record, name, places);
    const login = this.#logins.read(record, name, places);
    const line: DebugLine = {
      at: record.start,
      places: places.length === 0 ? NO_PLACES : places,
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
