/** A time range. Both ends are in milliseconds, since midnight or as in `stampTime`; the end is exclusive. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
  /** False if the ends are times of day without a date. */
  readonly isDated: boolean;
}

/** Why a text is not a time range. */
export type TimeFault = 'filter.time' | 'filter.halfDated' | 'filter.timeOrder';

interface Point {
  readonly at: number;
  /** The duration that it covers: 08:40 is one minute. */
  readonly length: number;
  readonly isDated: boolean;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const POINT = /^(?:(\d{4})-(\d{2})-(\d{2})T)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/;
/** The beginning of a word that the user meant as a time. */
const BEGINNING = /^(?:\.\.)?(?:\d{1,2}:|\d{4}-\d)/;

export function looksLikeTime(word: string): boolean {
  return BEGINNING.test(word);
}

/** Parses `08:40`, `08:40..08:45`, `08:40..`, `..08:45`, optionally with seconds and dates; both ends are whole. */
export function readTime(word: string): TimeRange | TimeFault {
  const [first = '', last = first, ...others] = word.split('..');
  if (others.length > 0 || (first === '' && last === '')) return 'filter.time';
  const [from, to] = [pointOf(first), pointOf(last)];
  if ((first !== '' && !from) || (last !== '' && !to)) return 'filter.time';
  return rangeOf(from, to);
}

/** Returns the range from one point to the end of another; open if one is missing. */
function rangeOf(from: Point | undefined, to: Point | undefined): TimeRange | TimeFault {
  if (from && to && from.isDated !== to.isDated) return 'filter.halfDated';
  const isDated = (from ?? to)?.isDated === true;
  const range = { from: from?.at ?? -Infinity, to: to ? to.at + to.length : Infinity, isDated };
  return isDated && range.from >= range.to ? 'filter.timeOrder' : range;
}

function pointOf(text: string): Point | undefined {
  const parts = POINT.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hours, minutes, seconds, fraction] = parts;
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const part = fraction === undefined ? 0 : Number(`0.${fraction}`) * SECOND;
  const midnight = year === undefined ? 0 : Date.UTC(Number(year), Number(month) - 1, Number(day));
  const length =
    seconds === undefined ? MINUTE : fraction === undefined ? SECOND : SECOND / 10 ** fraction.length;
  const at = midnight + hour * HOUR + minute * MINUTE + second * SECOND + part;
  return { at, length, isDated: year !== undefined };
}

/** True if the time of a stamp is in the range. A range of times of day whose end precedes its start spans midnight. */
export function isWithin({ from, to, isDated }: TimeRange, time: number): boolean {
  const at = isDated ? time : ((time % DAY) + DAY) % DAY;
  return from < to ? from <= at && at < to : from <= at || at < to;
}

const STAMP = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/;

/**
 * Formats a time range from one stamp, `YYYY-MM-DD HH:MM:SS…`, to another, or for a number of milliseconds;
 * undefined for other texts.
 */
export function timeWord(first: string, last: string | number = first): string | undefined {
  const from = pointWord(first);
  const to = typeof last === 'string' ? pointWord(last) : from && laterWord(first, from, last);
  if (from === undefined || to === undefined) return undefined;
  return from === to ? from : `${from}..${to}`;
}

function pointWord(stamp: string): string | undefined {
  const parts = STAMP.exec(stamp);
  return parts ? `${parts[1] ?? ''}T${parts[2] ?? ''}` : undefined;
}

function laterWord(stamp: string, word: string, by: number): string {
  const fraction = /^\.\d{1,6}/.exec(stamp.slice(word.length))?.[0] ?? '';
  const time = Date.parse(`${word}${fraction}Z`) + by;
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, word.length) : word;
}
