import { max, min } from '../integers';
import { afterPrefix, type Line } from './line';
import type { DebugRecord, Draft } from './records';

// Whether a line continues the debug line before it, which a terminal or a web page wrapped.

/** A row of the packet sniffer, and two bytes of a dump: both can be indented without being a continuation. */
const SNIFFED_ROW = /^0x[0-9a-f]{4}[ \t]/i;
const BYTES = /^(?:[0-9a-f]{2} ){2}/i;
/** A message that has no more than a request and a module, `(2) facauth:`, and its length in UTF-16 code units. */
const MODULE = /^(?:\(\d{1,9}\) {1,3})?(?:[\w-]{1,24}:)?$/;
const MAX_MODULE = 48;
/** The time that a log collector puts before a line: no continuation begins with it. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const MIN_INDENT = 5;
/** How much of a line is compared with these, in UTF-16 code units. */
const MAX_BEGINNING = 16;
/** Maximum length of the head of a packet line, in UTF-16 code units. */
const MAX_PACKET_HEAD = 400;
/** Markdown can have put the message in bold type. */
const CLOSING_QUOTE = /(?:["”“″]|&quot;|&#34;)(?:\*\*)?$/;
const MAX_CLOSING_QUOTE = 8;

/**
 * True if a line without a form can continue a debug record.
 * @param last the last line of the record so far
 * @param isWrapped whether a terminal may have wrapped `last` at its end
 */
export function mayContinue(
  text: string,
  record: Draft<DebugRecord>,
  last: Line,
  next: Line,
  isWrapped: boolean,
): boolean {
  // A quoted message continues until its closing quote, however narrow the page that wrapped it.
  if (record.form === 'flow') return !isQuoted(text, record, last);
  // Web pages wrap at a smaller width and indent the continuation.
  if (!isWrapped && next.head - afterPrefix(text, next.start) < MIN_INDENT) return false;
  const beginning = text.slice(next.head, min(next.end, next.head + MAX_BEGINNING));
  const isNewLine = SNIFFED_ROW.test(beginning) || ISO_TIME.test(beginning);
  return !isNewLine && (isWrapped || !BYTES.test(beginning));
}

/** True if the message of a packet line has its closing quote. */
function isQuoted(text: string, record: Draft<DebugRecord>, last: Line): boolean {
  const head = text.slice(record.start, min(last.last, record.start + MAX_PACKET_HEAD));
  return (
    head.includes('msg=') &&
    last.last > record.messageStart &&
    CLOSING_QUOTE.test(text.slice(max(last.start, last.last - MAX_CLOSING_QUOTE), last.last))
  );
}

/** True for two hex digits alone: they are no dump, since a terminal can cut a serial number anywhere. */
export function isCutSerial(text: string, { head, last }: Line): boolean {
  return /^[0-9A-Fa-f]{2}$/.test(text.slice(head, last));
}

/** True if a debug line has a head and no message: a sentence after it is that message. */
export function hasNoMessage(text: string, record: Draft<DebugRecord>, last: Line): boolean {
  const said = text.slice(record.messageStart, min(last.last, record.messageStart + MAX_MODULE));
  return last.start === record.start && MODULE.test(said);
}

/** The first field of a line of fields. */
const FIELD = /^([a-z_]{2,24})=["'\w]/;
/** Maximum length of the lines that are searched for a field, in UTF-16 code units. */
const MAX_FIELDS = 4096;

/**
 * True for a line with further fields of a record: a page or a mail can show each field of an event on a line of its own, and the
 * message of a packet line below its head.
 */
export function isNextPart(
  text: string,
  { form, start }: Draft<DebugRecord>,
  end: number,
  next: Line,
): boolean {
  if (end - start > MAX_FIELDS || (form !== 'event-log' && form !== 'flow')) return false;
  const name = FIELD.exec(text.slice(next.head, min(next.end, next.head + MAX_BEGINNING * 2)))?.[1];
  if (name === undefined || name === 'date' || (form === 'flow' && name !== 'msg')) return false;
  // The fields of the next event begin again.
  return !text.slice(start, end).includes(`${name}=`);
}
