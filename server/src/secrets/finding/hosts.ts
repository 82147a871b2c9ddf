import { isAlphanumeric } from '../../syntax';
import { isMasked } from '../masked';
import { isName, NO_PASSWORD } from './looks';
import type { Passage, Take } from './passage';
import {
  address6Length,
  addressEnd,
  hostEnd,
  isPublicHost,
  isSpecialAddress,
  isSpecialAddress6,
  macLength,
  uuidLength,
} from './shapes';

export interface Word {
  readonly start: number;
  readonly end: number;
  /** Where the run of base64 begins that the word ends. */
  readonly run: number;
  /** What any of its code units is: bits of `CLASS`. */
  readonly some: number;
  readonly isNumber: boolean;
  readonly hex: boolean;
}

/** Bytes before the six of an address: they are those of a fingerprint. */
const OF_MORE_BYTES = /(?:^|[^\w])[\dA-F]{2}[:-]$/i;

/** The address of a network card as switches write it. */
const CARD = /^(?:[\dA-F]{4}\.[\dA-F]{4}\.[\dA-F]{4}|[\dA-F]{6}-[\dA-F]{6})(?![\w.-])/i;
/** The rest of a phone number in groups: `+1 212 555 0100`. */
const PHONE = /^\d{1,3}(?:[ .-]?\(\d{1,4}\))?(?:[ .-]\d{1,8}){1,5}(?!\d)/;
const MAX_PHONE = 24;

/** Addresses of all kinds, and ids of 128 bits. */
export function numbered(passage: Passage, { start, end, isNumber, hex }: Word, take: Take): number {
  const { text, from, to } = passage;
  const length = end - start;
  const next = end < to ? text.charCodeAt(end) : 0;
  if (next === 46 && isNumber && length <= 3) {
    const last = addressEnd(text, start, to);
    if (last < 0) return end;
    if (!isSpecialAddress(text.slice(start, last))) take(passage, 'address', start, last);
    return last;
  }
  const card =
    hex && length < 8 && (next === 46 || next === 45)
      ? CARD.exec(text.slice(start, Math.min(to, start + 15)))
      : null;
  if (card && !/[\w.-]/.test(text[start - 1] ?? '') && /[a-f]/i.test(card[0])) {
    take(passage, 'mac', start, start + card[0].length);
    return start + card[0].length;
  }
  if (isNumber && length < 8 && start > from && text[start - 1] === '+') {
    const said = PHONE.exec(text.slice(start, Math.min(to, start + MAX_PHONE)))?.[0] ?? '';
    const count = said.replace(/\D/g, '').length;
    if (count >= 9 && count <= 15) {
      take(passage, 'phone', start - 1, start + said.length);
      return start + said.length;
    }
  }
  if (isNumber && length >= 8 && length <= 15 && start > from && text[start - 1] === '+') {
    take(passage, 'phone', start - 1, end);
    return end;
  }
  if (!hex) return end;
  if (next === 45 && length === 8) {
    const size = uuidLength(text, start, to);
    if (size > 0) take(passage, 'uuid', start, start + size);
    if (size > 0) return start + size;
  }
  if ((next === 58 || next === 45) && length === 2) {
    const size = OF_MORE_BYTES.test(text.slice(Math.max(from, start - 4), start))
      ? 0
      : macLength(text, start, to);
    if (size > 0) {
      take(passage, 'mac', start, start + size);
      return next === 45 ? network(passage, start + size, take) : start + size;
    }
  }
  const open = start >= from + 2 && text[start - 1] === ':' && text[start - 2] === ':';
  if ((next === 58 || open) && length <= 4 && (open || start === from || text[start - 1] !== ':')) {
    const first = open ? start - 2 : start;
    const size =
      first > from && isAlphanumeric(text.charCodeAt(first - 1)) ? 0 : address6Length(text, first, to);
    if (size > 0 && !isSpecialAddress6(text.slice(first, first + size)))
      take(passage, 'address6', first, first + size);
    if (size > 0) return first + size;
  }
  return end;
}

/** The name of a wireless network after the address of its access point: `00-00-5E-00-53-01:Network-1`. */
const NETWORK = /^:([^\s"',;<>:][^"',;<>\r\n]{0,31}?)(?=["',;<>\s]|$)/;

function network(passage: Passage, at: number, take: Take): number {
  const { text, to } = passage;
  const name = text[at] === ':' ? NETWORK.exec(text.slice(at, Math.min(to, at + 40)))?.[1] : undefined;
  if (name === undefined || !isName(name)) return at;
  take(passage, 'name', at + 1, at + 1 + name.length);
  return at + 1 + name.length;
}

const USER_INFO =
  /(?:\/\/|\bsips?:|\b(?:ssh|scp|s?ftp|telnet) )(?<user>[^\s:/@"'<>]{1,64}):(?<password>[^\s:/@"'<>]{4,128})$/d;
const MAX_USER_INFO_LENGTH = 200;

/**
 * Takes the user and the password before the `@` of `https://user:password@host`, and the host; gives where they end, or -1.
 */
export function userInfo(passage: Passage, at: number, identities: boolean, take: Take): number {
  const { text, from, to } = passage;
  const start = Math.max(from, at - MAX_USER_INFO_LENGTH);
  const places = USER_INFO.exec(text.slice(start, at))?.indices?.groups;
  const [user, password] = [places?.['user'], places?.['password']];
  if (!user || !password) return -1;
  if (identities && isName(text.slice(start + user[0], start + user[1])))
    take(passage, 'user', start + user[0], start + user[1]);
  if (!isMasked(text.slice(start + password[0], at))) take(passage, 'password', start + password[0], at);
  if (!identities) return at;
  let label = at + 1;
  while (label < to && (isAlphanumeric(text.charCodeAt(label)) || text[label] === '-')) label++;
  const end = text[label] === '.' ? hostEnd(text, at + 1, label, to) : label;
  const name = text.slice(at + 1, end);
  if (end <= at + 1 || isPublicHost(name) || !isName(name)) return at;
  take(passage, 'host', at + 1, end);
  return end;
}

export function mail(passage: Passage, start: number, at: number, take: Take): number {
  const { text, from, to } = passage;
  let first = start;
  for (; first > from && start - first < 64; first--) {
    const isLetter = text[first - 1] === '\\' && LETTER_ESCAPE.test(text.slice(first, first + 5));
    if (!isLetter && !/[\w.+-]/.test(text[first - 1] ?? '')) break;
  }
  while (first < start && /[.+-]/.test(text[first] ?? '')) first++;
  // `\n` before a name of JSON is no part of it, and no escape is ever cut.
  if (first > from && text[first - 1] === '\\') first += escapeLength(text, first);
  const standIn = STAND_IN.exec(text.slice(first, Math.min(to, at + MAX_STAND_IN)))?.[0].length;
  if (standIn !== undefined) {
    take(passage, 'kept', first, first + standIn);
    return first + standIn;
  }
  if (first >= at) {
    const last = mailEnd(text, at, to);
    if (last > 0 && !isPublicHost(text.slice(at + 1, last))) take(passage, 'host', at + 1, last);
    return last > 0 ? last : at;
  }
  let label = at + 1;
  while (label < to && (isAlphanumeric(text.charCodeAt(label)) || text[label] === '-')) label++;
  if (label === at + 1) return at;
  // An address after `@` is found as one.
  if (addressEnd(text, at + 1, to) > 0) {
    if (isName(text.slice(first, at))) take(passage, 'user', first, at);
    return at;
  }
  const end = text[label] === '.' ? hostEnd(text, at + 1, label, to) : -1;
  if (end > 0) take(passage, 'mail', first, end);
  if (end > 0 && text[first - 1] === '<') displayName(passage, first - 1, take);
  else {
    if (isName(text.slice(first, at))) take(passage, 'user', first, at);
    // What comes before another `@` is the user of that address.
    if (text[label] === '@') return at;
    if (isName(text.slice(at + 1, label))) take(passage, 'host', at + 1, label);
  }
  return end > 0 ? end : label;
}

/** A mail address that stands for another, whatever is glued to it. */
const STAND_IN = /^u\d+@(?:example\.com|x\.test)(?![a-z\d.])/;
const MAX_STAND_IN = 16;

/** The name in quotes before the `<` of an address in a mail: `"User One" <user01@example.com>`. */
const DISPLAYED = /"([^"\r\n<>]{2,64})" ?$/;

function displayName(passage: Passage, at: number, take: Take): void {
  const start = Math.max(passage.from, at - 70);
  const name = DISPLAYED.exec(passage.text.slice(start, at));
  if (name?.[1] !== undefined && isName(name[1]))
    take(passage, 'name', start + name.index + 1, start + name.index + 1 + name[1].length);
}

/** The end of the host behind the `@` of a mail address; -1 where none is. */
function mailEnd(text: string, at: number, to: number): number {
  let label = at + 1;
  while (label < to && (isAlphanumeric(text.charCodeAt(label)) || text[label] === '-')) label++;
  return text[label] === '.' ? hostEnd(text, at + 1, label, to) : -1;
}

/** A letter that JSON writes as an escape, without the backslash: it is a part of a name. */
const LETTER_ESCAPE = /^u(?:00[c-f]|0[1-9a-f]|[1-9a-f])/i;

/** How many code units of an escape of JSON follow its backslash. */
function escapeLength(text: string, at: number): number {
  return /^u[\dA-Fa-f]{4}/.test(text.slice(at, at + 5)) ? 5 : 1;
}

/** Whether a dot ends a sentence that lost its blank, and is none of a host: `pre-shared key mismatch.no`, `an issue.IO`. */
function isSentenceEnd(before: string, after: string): boolean {
  if (after.includes('.')) return false;
  return NO_PASSWORD.has(before.toLowerCase()) || (/^[A-Z]/.test(after) && /^[A-Z]?[a-z]+$/.test(before));
}

const ENCODED = /^(?:25)?[0-9A-Fa-f]{2}/;

export function host(passage: Passage, start: number, dot: number, take: Take): number {
  const { text, from, to } = passage;
  let first = start;
  while (
    first > from &&
    start - first < 64 &&
    (isAlphanumeric(text.charCodeAt(first - 1)) || text[first - 1] === '-')
  )
    first--;
  while (text[first] === '-') first++;
  // `_ldap._tcp.example.com` names a service of a host.
  if (text[first] === '_' && /^_(?:tcp|udp|tls|msdcs)$/i.test(text.slice(first, dot))) {
    let label = dot + 1;
    while (label < to && (isAlphanumeric(text.charCodeAt(label)) || text[label] === '-')) label++;
    const last = text[label] === '.' ? hostEnd(text, dot + 1, label, to) : -1;
    if (last > 0 && !isPublicHost(text.slice(dot + 1, last))) take(passage, 'host', dot + 1, last);
    return last > 0 ? last : dot;
  }
  // `%2F%2Fhost`, `%252Fhost`: the digits are those of a sign.
  if (first > from && text[first - 1] === '%') first += ENCODED.exec(text.slice(first, dot))?.[0].length ?? 0;
  if (first > from && /[.@_]/.test(text[first - 1] ?? '')) return dot;
  const end = hostEnd(text, first, dot, to);
  if (end < 0) return dot;
  // user.name@example.com
  if (text[end] === '@') return dot;
  if (isSentenceEnd(text.slice(first, dot), text.slice(dot + 1, end))) return dot;
  take(passage, isPublicHost(text.slice(first, end)) ? 'kept' : 'host', first, end);
  return end;
}
