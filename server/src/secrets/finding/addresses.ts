import { isAlphanumeric } from '../../syntax';
import { isName } from './looks';
import type { Passage, Sink } from './passage';
import {
  address6Length,
  addressEnd,
  isSpecialAddress,
  isSpecialAddress6,
  macLength,
  uuidLength,
} from './shapes';
import type { Word } from './words';

/** The functions below take the value at the start of the word and return its end, or -1 if there is none. */

export function address({ passage: { text, to }, sink, start }: Word): number {
  const last = addressEnd(text, start, to);
  if (last >= 0 && !isSpecialAddress(text.slice(start, last))) sink.take('address', start, last);
  return last;
}

const HEX_ADDRESS = /^(?:0x)?(?=.*[a-f])(?=.*\d)[\da-f]{8}$/i;
const BEFORE_ADDRESS =
  /(?:\bip|addr|address|\bsrc|\bdst|gateway|\bgw|nexthop|next-hop)["']?\s?[:=]?\s?["']?$/i;
const MAX_BEFORE = 24;

export function addressInHex({ passage: { text, from }, sink, start, end }: Word): number {
  if (!HEX_ADDRESS.test(text.slice(start, end))) return -1;
  if (!BEFORE_ADDRESS.test(text.slice(Math.max(from, start - MAX_BEFORE), start))) return -1;
  sink.take('address', end - 8, end);
  return end;
}

/** A MAC address in the notation of switches. */
const CARD = /^(?:[\dA-F]{4}\.[\dA-F]{4}\.[\dA-F]{4}|[\dA-F]{6}-[\dA-F]{6})(?![\w.-])/i;

export function card({ passage: { text, to }, sink, start }: Word): number {
  const match = CARD.exec(text.slice(start, Math.min(to, start + 15)))?.[0];
  if (match === undefined || /[\w.-]/.test(text[start - 1] ?? '') || !/[a-f]/i.test(match)) return -1;
  sink.take('mac', start, start + match.length);
  return start + match.length;
}

/** The rest of a phone number in groups: `+1 212 555 0100`. */
const PHONE = /^\d{1,3}(?:[ .-]?\(\d{1,4}\))?(?:[ .-]\d{1,8}){1,5}(?!\d)/;
const MAX_PHONE = 24;
const MIN_DIGITS = 9;
const MAX_DIGITS = 15;

export function phoneInGroups({ passage, sink, start }: Word): number {
  const { text, to } = passage;
  if (!isAfterPlus(passage, start)) return -1;
  const match = PHONE.exec(text.slice(start, Math.min(to, start + MAX_PHONE)))?.[0] ?? '';
  const count = match.replace(/\D/g, '').length;
  if (count < MIN_DIGITS || count > MAX_DIGITS) return -1;
  sink.take('phone', start - 1, start + match.length);
  return start + match.length;
}

/**
 * A phone number with dots, as written in North America and France. No IP address has a four-digit or a fifth group, and no
 * version starts like this: area codes and exchanges start with 2 to 9, French numbers with 0.
 */
const DOTTED_PHONE = /^(?:[2-9]\d\d\.[2-9]\d\d\.\d{4}|0[1-9](?:\.\d\d){4})(?![\w-]|\.\w)/;
const MAX_DOTTED_PHONE = 17;
const JOINED = /[\w.@+-]/;

export function phoneWithDots({ passage: { text, from, to }, sink, start }: Word): number {
  const match = DOTTED_PHONE.exec(text.slice(start, Math.min(to, start + MAX_DOTTED_PHONE)))?.[0];
  if (match === undefined || (start > from && JOINED.test(text[start - 1] ?? ''))) return -1;
  sink.take('phone', start, start + match.length);
  return start + match.length;
}

export function phone({ passage, sink, start, end }: Word): number {
  if (!isAfterPlus(passage, start)) return -1;
  sink.take('phone', start - 1, end);
  return end;
}

function isAfterPlus({ text, from }: Passage, start: number): boolean {
  return start > from && text[start - 1] === '+';
}

export function uuid({ passage: { text, to }, sink, start }: Word): number {
  const size = uuidLength(text, start, to);
  if (size === 0) return -1;
  sink.take('uuid', start, start + size);
  return start + size;
}

/** A byte before the six of an address: a longer sequence, such as a fingerprint. */
const OF_MORE_BYTES = /(?:^|[^\w])[\dA-F]{2}[:-]$/i;

export function mac({ passage, sink, start, next }: Word): number {
  const { text, from, to } = passage;
  if (OF_MORE_BYTES.test(text.slice(Math.max(from, start - 4), start))) return -1;
  const end = start + macLength(text, start, to);
  if (end === start) return -1;
  sink.take('mac', start, end);
  return next === 45 || /["']/.test(text[start - 1] ?? '') ? network(passage, end, sink) : end;
}

/** The name of a wireless network after the MAC address of its access point: `00-00-5E-00-53-01:Network-1`. */
const NETWORK = /^:([^\s"',;<>:][^"',;<>\r\n]{0,31}?)(?=["',;<>\s]|$)/;

function network({ text, to }: Passage, at: number, sink: Sink): number {
  const name = text[at] === ':' ? NETWORK.exec(text.slice(at, Math.min(to, at + 40)))?.[1] : undefined;
  if (name === undefined || !isName(name)) return at;
  sink.take('name', at + 1, at + 1 + name.length);
  return at + 1 + name.length;
}

export function address6({ passage: { text, from, to }, sink, start, end, next }: Word): number {
  const isAfterColon = start > from && text[start - 1] === ':';
  const open = isAfterColon && start >= from + 2 && text[start - 2] === ':';
  if (!open && (next !== 58 || isAfterColon)) return -1;
  const first = open ? start - 2 : start;
  if (first > from && isAlphanumeric(text.charCodeAt(first - 1))) return -1;
  const last = first + address6Length(text, first, to);
  if (last > first) takeAddress6(text, first, last, sink);
  return last > end ? last : -1;
}

/** The IPv4 address in `::ffff:192.0.2.7` gets the same stand-in as elsewhere. */
function takeAddress6(text: string, start: number, end: number, sink: Sink): void {
  const slice = text.slice(start, end);
  const short = slice.includes('.') ? slice.lastIndexOf(':') + 1 : -1;
  if (short < 0) {
    if (!isSpecialAddress6(slice)) sink.take('address6', start, end);
  } else if (!isSpecialAddress(slice.slice(short))) sink.take('address', start + short, end);
}
