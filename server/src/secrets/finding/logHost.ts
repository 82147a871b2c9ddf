import type { Span } from '../../syntax';
import { isName } from './looks';
import { isOrdinary } from '../vocabulary';

/** The time of a collector, the name of a host, and a program or the first pair of a message. */
const HEAD =
  /^(?:<\d{1,3}>(?:1 )?)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)) (?<host>[A-Za-z][\w-]{2,62}) (?:[\w./-]{1,32}(?:\[\d{1,8}\])?: |[\w./-]{1,32} (?:\d{1,8}|-) |date=|CEF:|LEEF:)/d;
const MAX_HEAD = 180;
/** First characters of such a line: of a priority, a month and a year. */
const BEGINS = '<ADFJMNOS12';
/** A part that names of hosts have, and words do not. */
const DISTINCTIVE = /[\d-]/;

/** The host that wrote the line at `start`, by the head of a collector; undefined if it may be another word. */
export function logHost(text: string, start: number): ({ readonly kind: 'host' } & Span) | undefined {
  if (!BEGINS.includes(text[start] ?? ' ')) return undefined;
  const place = HEAD.exec(text.slice(start, start + MAX_HEAD))?.indices?.groups?.['host'];
  if (!place) return undefined;
  const host = text.slice(start + place[0], start + place[1]);
  if (!DISTINCTIVE.test(host) || !isName(host) || isOrdinary(host)) return undefined;
  return { kind: 'host', start: start + place[0], end: start + place[1] };
}
