import type { BannerRecord, DebugRecord, Source, Span } from '../syntax';
import type { Clock } from './shownTypes';

/**
 * Lines of two daemons can be slightly out of order. Only a larger step back, in milliseconds, is a clock that was
 * set back.
 */
const TOLERANCE = 2000;
const MAX_JUMPS = 50;
const UNSTAMPED: ReadonlySet<DebugRecord['form']> = new Set([
  'dump',
  'sniffer',
  'crash-log',
  'event-log',
  'collector-agent',
  'server-log',
  // Its head has the time in seconds since 1970.
  'http-daemon',
]);

/** Gathers what the time stamps show about the capture. */
export class ClockReader {
  #stamped = 0;
  #unstamped = 0;
  #first: Span | undefined;
  #before = NaN;
  #backwards: (Span & { by: number })[] = [];
  #announced: { minutes: number; place: Span; from: number } | undefined;
  #expired: Clock['expired'];

  constructor(readonly text: Source) {}

  /** @param time that of the line's stamp, in milliseconds; NaN if it has none */
  debug(record: DebugRecord, time: number): void {
    if (record.stampStart < 0) {
      // Rows of a dump, sniffer packets and log lines never have a console time stamp.
      if (!UNSTAMPED.has(record.form)) {
        this.#unstamped++;
        this.#first ??= shownOf(record);
      }
      return;
    }
    if (record.form === 'crash-log') return;
    this.#stamped++;
    if (!Number.isFinite(time)) return;
    const place = { start: record.stampStart, end: record.stampEnd };
    if (this.#before - time > TOLERANCE && this.#backwards.length < MAX_JUMPS)
      this.#backwards.push({ ...place, by: this.#before - time });
    this.#before = time;
    const announced = this.#announced;
    if (!announced) return;
    if (Number.isNaN(announced.from)) announced.from = time;
    if (time - announced.from >= announced.minutes * 60_000)
      this.#expired ??= { ...announced.place, minutes: announced.minutes };
  }

  /** What follows a command can be pasted from another console. */
  command(): void {
    this.#before = NaN;
  }

  duration(record: BannerRecord): void {
    const minutes = Number(this.text.slice(record.value.start, record.value.end));
    const place = { start: record.value.start, end: record.value.end };
    this.#announced = Number.isFinite(minutes) && minutes > 0 ? { minutes, place, from: NaN } : undefined;
  }

  finish(): Clock {
    return {
      stamped: this.#stamped,
      unstamped: this.#unstamped,
      firstDebug: this.#first,
      backwards: this.#backwards,
      expired: this.#expired,
    };
  }
}

/** The visible part of a line: its function and its message, or the whole line if it has neither. */
function shownOf({ start, end, nameStart, messageStart, messageEnd }: DebugRecord): Span {
  const from = messageStart > nameStart ? nameStart : messageStart;
  return messageEnd > from ? { start: from, end: messageEnd } : { start, end };
}
