import { max, min } from '../integers';

/** When something was, as far as a text shows it: between two times in milliseconds since 1970, the second excluded. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
  /** Without a time zone, it is the local time of an unknown place. */
  readonly hasZone: boolean;
}

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
/** How far local time can be from UTC. */
const MAX_ZONE = 14 * HOUR;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CLOCK = String.raw`(?<hours>\d\d):?(?<minutes>\d\d):?(?<seconds>\d\d)(?:\.\d{1,9})?`;
const ZONE = String.raw`(?: {0,8}(?<zone>Z|GMT|UTC|[+-]\d\d:?\d\d))?`;
/** `2024-03-01 00:00:03`, `20240301T000003Z`; `Fri Mar  1 00:00:03 2024`; `Fri, 01 Mar 2024 00:00:03 GMT`. */
const FORMS = [
  String.raw`(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)(?:[T ] {0,8}${CLOCK}${ZONE})?`,
  String.raw`(?:\w{3} +)?(?<month>[a-z]{3}) +(?<day>\d{1,2})(?: +${CLOCK})? +(?<year>\d{4})${ZONE}`,
  String.raw`(?:\w{3}, )?(?<day>\d\d) (?<month>[a-z]{3}) (?<year>\d{4})(?: ${CLOCK}${ZONE})?`,
].map(form => new RegExp(`^${form}$`, 'i'));

/** Reads a point in time as FortiOS, OpenSSL, HTTP and SAML write it, or seconds since 1970; undefined for another text. */
export function timeSpanOf(text: string): TimeSpan | undefined {
  if (/^\d{9,10}$/.test(text)) return spanFrom(Number(text) * SECOND, SECOND, true);
  const form = FORMS.find(one => one.test(text));
  const { year, month = '', day, hours, minutes, seconds, zone } = form?.exec(text)?.groups ?? {};
  const index = /\d/.test(month) ? Number(month) - 1 : MONTHS.indexOf(month.toLowerCase());
  const midnight = Date.UTC(Number(year), index, Number(day));
  // A date that does not exist, such as 2000-00-00, stands for none.
  if (new Date(midnight).getUTCMonth() !== index) return undefined;
  if (hours === undefined) return spanFrom(midnight, DAY, false);
  const time = midnight + Number(hours) * HOUR + (Number(minutes) * 60 + Number(seconds)) * SECOND;
  return spanFrom(time - offsetOf(zone), SECOND, zone !== undefined);
}

/** The time from the first to the last of several texts; undefined if there is none, or one that is not a time. */
export function timeSpanOfAll(texts: readonly string[]): TimeSpan | undefined {
  const spans = texts.map(text => timeSpanOf(text.trim()));
  if (spans.length === 0 || !spans.every(one => one !== undefined)) return undefined;
  return spans.reduce((all, { from, to, hasZone }) => ({
    from: min(from, all.from),
    to: max(to, all.to),
    hasZone: all.hasZone && hasZone,
  }));
}

/** Whether one time is before another; undefined if this depends on their time zones, or on where in a span they are. */
export function isBefore(one: TimeSpan, other: TimeSpan): boolean | undefined {
  const margin = marginOf(one, other);
  if (one.to + margin <= other.from) return true;
  return one.from >= other.to + margin ? false : undefined;
}

/** Whether two times are at most so many hours apart; undefined if this depends on their time zones. */
export function isWithin(one: TimeSpan, other: TimeSpan, hours: number): boolean | undefined {
  const margin = marginOf(one, other);
  const longest = max(one.to - other.from, other.to - one.from) + margin;
  if (longest <= hours * HOUR) return true;
  const shortest = max(one.from - other.to, other.from - one.to) - margin;
  return shortest > hours * HOUR ? false : undefined;
}

function marginOf(one: TimeSpan, other: TimeSpan): number {
  return one.hasZone && other.hasZone ? 0 : MAX_ZONE;
}

function spanFrom(from: number, length: number, hasZone: boolean): TimeSpan {
  return { from, to: from + length, hasZone };
}

/** The distance of a zone from UTC in milliseconds; 0 for `Z` and `GMT`. */
function offsetOf(zone = ''): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 * SECOND;
  return sign === '-' ? -size : size;
}
