import { min } from '../integers';
import { COLON, DOT, isDigit, MINUS, SPACE, skipDigits } from './characters';
import type { Source } from './source';

/** The length of `YYYY-MM-DD HH:MM:SS` in UTF-16 code units: a longer stamp has a fraction. */
const WHOLE_STAMP = 19;

/** The separators of a stamp by offset; 0 for digits. */
const SEPARATORS = new Uint8Array(WHOLE_STAMP);
for (const at of [4, 7]) SEPARATORS[at] = MINUS;
for (const at of [13, 16]) SEPARATORS[at] = COLON;
SEPARATORS[10] = SPACE;
/** The length of `YYYY-MM-DD ` in UTF-16 code units. */
const DAY = 11;
const MAX_BLANKS = 8;

/** The offset after the time stamp `YYYY-MM-DD HH:MM:SS[.fraction]` that begins at `at`, or -1. */
export function stampEnd(text: string, at: number, end: number): number {
  if (at + WHOLE_STAMP > end || text.charCodeAt(at + 4) !== MINUS) return -1;
  let from = at;
  for (let index = 0; index < WHOLE_STAMP; index++) {
    const code = text.charCodeAt(from + index);
    const separator = SEPARATORS[index] ?? 0;
    if (separator === 0 ? !isDigit(code) : code !== separator) return -1;
    if (separator === SPACE) from = timeStart(text, at) - DAY;
  }
  const secondsEnd = from + WHOLE_STAMP;
  if (secondsEnd > end) return -1;
  if (secondsEnd < end && text.charCodeAt(secondsEnd) === DOT) {
    const fraction = skipDigits(text, secondsEnd + 1, min(end, secondsEnd + 10));
    if (fraction > secondsEnd + 1) return fraction;
  }
  return secondsEnd;
}

/** Where the time of day of the stamp at `at` begins: a copy can have more than one blank before it. */
function timeStart(text: Source, at: number): number {
  let from = at + DAY;
  while (text.charCodeAt(from) === SPACE && from < at + DAY + MAX_BLANKS) from++;
  return from;
}

/** A point in time. Without a fraction, it can be anywhere within that second. */
export interface Moment {
  /** Milliseconds, as returned by `stampTime`. */
  readonly time: number;
  readonly whole: boolean;
}

/** True if the stamp has no fraction. */
export function isWholeStamp(text: Source, start: number, end: number): boolean {
  return end - timeStart(text, start) <= WHOLE_STAMP - DAY;
}

/** The moment of the stamp from `start` to `end`; its time is NaN if the text is not a stamp. */
export function momentAt(text: Source, start: number, end: number): Moment {
  return { time: stampTime(text, start, end), whole: isWholeStamp(text, start, end) };
}

const SECOND = 1000;

/**
 * The minimum time between two moments in milliseconds; negative if the clock went back. 22 and 22.9 can be the same
 * moment, 22 and 23 cannot: between a whole second and a fraction, only whole seconds count.
 */
export function elapsed(before: Moment, now: Moment): number {
  const gap = Math.round(now.time - before.time);
  if (before.whole === now.whole) return gap;
  if (Math.abs(gap) < (before.whole ? 2 * SECOND : SECOND)) return 0;
  return Math.floor(gap / SECOND) * SECOND;
}

/**
 * The time of a stamp in milliseconds, with microseconds as a fraction. The console prints the unit's local time without a
 * zone, so only differences are meaningful. NaN if the stamp is not a valid time.
 */
export function stampTime(text: Source, start: number, end: number): number {
  return midnightOf(text, start) + timeOfDay(text, start) + fractionOf(text, start, end);
}

const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Returns the times of stamps as `stampTime` does, and computes each day once: a capture has few. */
export class StampReader {
  #day = '';
  #midnight = NaN;

  constructor(readonly text: Source) {}

  timeOf(start: number, end: number): number {
    const { text } = this;
    if (this.#day === '' || !text.startsWith(this.#day, start)) {
      this.#day = text.slice(start, start + DAY);
      this.#midnight = midnightOf(text, start);
    }
    return this.#midnight + timeOfDay(text, start) + fractionOf(text, start, end);
  }
}

function midnightOf(text: Source, start: number): number {
  const year = twoAt(text, start) * 100 + twoAt(text, start + 2);
  return Date.UTC(year, twoAt(text, start + 5) - 1, twoAt(text, start + 8));
}

function timeOfDay(text: Source, start: number): number {
  const at = timeStart(text, start);
  return twoAt(text, at) * HOUR + twoAt(text, at + 3) * MINUTE + twoAt(text, at + 6) * SECOND;
}

function fractionOf(text: Source, start: number, end: number): number {
  const from = timeStart(text, start) + WHOLE_STAMP - DAY;
  return end > from ? Number(text.slice(from, end)) * SECOND : 0;
}

function twoAt(text: Source, at: number): number {
  return digitAt(text, at) * 10 + digitAt(text, at + 1);
}

function digitAt(text: Source, at: number): number {
  const code = text.charCodeAt(at);
  return isDigit(code) ? code - 48 : NaN;
}
