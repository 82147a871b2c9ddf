import { isAlphanumeric } from '../../syntax';
import { isMasked } from '../masked';
import { isName, isRandom, NO_PASSWORD } from './looks';
import type { Passage, Sink } from './passage';
import { hostEnd, isPublicHost } from './shapes';
import { labelEnd, type Word } from './words';

/** Maximum length of text before a `@` or a dot that may be part of a name, in UTF-16 code units. */
const MAX_LABEL = 253;

const ENCODED = /^(?:25)?[0-9A-Fa-f]{2}/;
/** A service label of a domain, which is not part of a host: `_ldap._tcp.example.com`. */
const SERVICE = /^_(?:tcp|udp|tls|msdcs)$/i;

/** Takes the host whose first dot follows the word; returns where to continue. */
export function host({ passage, sink, start, end: dot }: Word): number {
  const { text, from, to } = passage;
  let first = hostStart(passage, start);
  if (text[first] === '_' && SERVICE.test(text.slice(first, dot))) return domain(passage, dot, sink);
  // `%2F%2Fhost`, `%252Fhost`: the digits belong to an escape.
  if (first > from && text[first - 1] === '%') {
    const escape = ENCODED.exec(text.slice(first, dot))?.[0] ?? '';
    if (escape.endsWith('40')) userBefore(passage, first - 1, sink);
    first += escape.length;
  }
  if (first > from && /[.@_]/.test(text[first - 1] ?? '')) return dot;
  const end = hostEnd(text, first, dot, to);
  // user.name@example.com
  if (end < 0 || text[end] === '@') return dot;
  if (isSentenceEnd(text.slice(first, dot), text.slice(dot + 1, end))) return dot;
  sink.take(isPublicHost(text.slice(first, end)) ? 'kept' : 'host', first, end);
  return end;
}

/** Takes the user before the `%40` at `at`, an encoded `@` of a mail address in a URL. */
function userBefore({ text, from }: Passage, at: number, sink: Sink): void {
  const earliest = Math.max(from, at - MAX_USER);
  let start = at;
  while (start > earliest && /[\w.+-]/.test(text[start - 1] ?? '')) start--;
  if (isName(text.slice(start, at))) sink.take('user', start, at);
}

const MAX_USER = 64;

/** Takes the host without a domain after `scheme://`, whose colon is at `colon`; returns where to continue, or -1. */
export function hostOfScheme({ text, to }: Passage, colon: number, sink: Sink): number {
  if (!text.startsWith('://', colon)) return -1;
  const [first, end] = [colon + 3, labelEnd(text, colon + 3, to)];
  const rest = text.slice(end, end + MAX_USER);
  const name = text.slice(first, end);
  if (end >= to || !AFTER_HOST.test(rest) || USER.test(rest) || name.length < MIN_LABEL) return -1;
  if (!isName(name) || isPublicHost(name)) return -1;
  sink.take('host', first, end);
  return end;
}

const AFTER_HOST = /^[/:\s"'?#,;)\]]/;
/** A password and `@` after a user, not a port. */
const USER = /^:[^\s/@]{0,62}@/;
const MIN_LABEL = 2;

/** The start of the host label that contains `start`. */
function hostStart({ text, from }: Passage, start: number): number {
  const earliest = Math.max(from, start - MAX_LABEL);
  let first = start;
  while (first > earliest && (isAlphanumeric(text.charCodeAt(first - 1)) || text[first - 1] === '-')) first--;
  while (text[first] === '-') first++;
  return first;
}

/** Takes the domain after the character at `at`, if there is one; returns where to continue. */
export function domain({ text, to }: Passage, at: number, sink: Sink): number {
  const label = labelEnd(text, at + 1, to);
  const end = text[label] === '.' ? hostEnd(text, at + 1, label, to) : -1;
  if (end <= 0) return at;
  if (!isPublicHost(text.slice(at + 1, end))) sink.take('host', at + 1, end);
  return end;
}

/**
 * True if a dot ends a sentence without a space after it, and is not part of a host: `pre-shared key mismatch.no`,
 * `an issue.IO`.
 */
function isSentenceEnd(before: string, after: string): boolean {
  if (after.includes('.')) return false;
  return NO_PASSWORD.has(before.toLowerCase()) || (/^[A-Z]/.test(after) && /^[A-Z]?[a-z]+$/.test(before));
}

const USER_INFO =
  /(?:\b(?:thin:|sqlplus (?:-\w{1,2} )?)(?=[^\s:/@]{1,64}\/)|(?<=[\s'"])[A-Z][\w.-]{1,24}\/(?=[\w.-]{1,32}:)|\/\/|\bsips?:|\b(?:ssh|scp|s?ftp|telnet) )(?<user>[^\s:/@"'<>]{0,64})(?::|(?<=\/\/[^\s:/@;]{0,64});|(?<=\b(?:thin:|sqlplus (?:-\w{1,2} )?)[^\s:/@]{1,64})\/)(?<password>[^\s:/@"'<>][^\s:/"'<>]{3,128})$/d;
const MAX_USER_INFO = 200;

/** Takes user, password and host of `https://user:password@host`, whose `@` is at `atSign`; returns where to continue, or -1. */
export function userInfo(passage: Passage, atSign: number, sink: Sink): number {
  const { text, from } = passage;
  const at = lastAt(text, atSign, passage.to);
  const start = Math.max(from, at - MAX_USER_INFO);
  const places = USER_INFO.exec(text.slice(start, at))?.indices?.groups;
  const [user, password] = [places?.['user'], places?.['password']];
  if (!user || !password) return tokenBefore(passage, at, sink);
  if (standInMailEnd(text, start + password[0], passage.to) >= 0) return -1;
  if (sink.identities && isName(text.slice(start + user[0], start + user[1])))
    sink.take('user', start + user[0], start + user[1]);
  if (!isMasked(text.slice(start + password[0], at))) sink.take('password', start + password[0], at);
  return sink.identities ? hostAfter(passage, at, sink) : at;
}

/** A token instead of a user, without a password: `https://token@host`, `https://token:@host`. */
const TOKEN = /\/\/(?<token>[\w-]{20,128}|[\w-]{12,128}(?=:)):?$/d;

/** Takes the token before the `@` at `at`; returns where to continue, or -1. */
function tokenBefore({ text, from }: Passage, at: number, sink: Sink): number {
  const place = TOKEN.exec(text.slice(Math.max(from, at - MAX_USER_INFO), at))?.indices?.groups?.['token'];
  if (!place) return -1;
  const first = Math.max(from, at - MAX_USER_INFO);
  const [start, end] = [first + place[0], first + place[1]];
  if (!isRandom(text.slice(start, end))) return -1;
  sink.take('session', start, end);
  return at;
}

/** Further `@` before the host: a password may contain one. */
const MORE_ATS = /^(?:@[^\s/@"'<>,;]{0,64}){1,3}(?=@[A-Za-z\d[])/;
const MAX_ATS = 200;

/** The `@` before the host: the one at `at`, or a later one. */
function lastAt(text: string, at: number, to: number): number {
  return at + (MORE_ATS.exec(text.slice(at, Math.min(to, at + MAX_ATS)))?.[0].length ?? 0);
}

/** The stand-in of a mail address, possibly glued to other text. */
const STAND_IN_MAIL = /^u\d+@(?:example\.com|x\.test)(?![a-z\d.])/;
const MAX_STAND_IN_MAIL = 80;

/** The end of a mail stand-in that starts at `start`, or -1. */
export function standInMailEnd(text: string, start: number, to: number): number {
  if (text.charCodeAt(start) !== LETTER_U) return -1;
  const slice = text.slice(start, Math.min(to, start + MAX_STAND_IN_MAIL));
  const length = STAND_IN_MAIL.exec(slice)?.[0].length;
  return length === undefined ? -1 : start + length;
}

const LETTER_U = 117;

/** Takes the host after the `@` at `at`, with or without a domain; returns where to continue. */
function hostAfter({ text, to }: Passage, at: number, sink: Sink): number {
  const label = labelEnd(text, at + 1, to);
  const end = text[label] === '.' ? hostEnd(text, at + 1, label, to) : label;
  const name = text.slice(at + 1, end);
  if (end <= at + 1 || isPublicHost(name) || !isName(name)) return at;
  sink.take('host', at + 1, end);
  return end;
}
