import { isAlphanumeric } from '../../syntax';
import { isStandIn } from '../masked';
import { isVocabulary } from '../vocabulary';
import { isName } from './looks';
import type { FoundKind } from '../types';
import type { Passage, Sink } from './passage';

/** Maximum lengths of a Windows domain and user name. */
const MAX_DOMAIN = 15;
const MAX_USER = 64;
/** A domain and the character before it: not part of a path, a share or an escape. */
const DOMAIN = /(?:^|[\s"'(=:,;|<[])([A-Za-z][A-Za-z\d-]{1,14})$/;
const USER = /^\\{1,4}([A-Za-z][\w.-]{1,63})(?![\w\\:@.-])/;
/** Characters that follow the backslash of a JSON escape; and whether a name can continue after one. */
const ESCAPE = /^\\[nrtbfu]/;
const NAME = /^\\[a-z]{3}/;
/** Maximum distance of a quote that suggests a JSON string, in UTF-16 code units. */
const MAX_STRING = 200;

/**
 * Takes the domain and the user of `DOMAIN\user`, whose backslash is at `at`. Returns -1, since the user is also scanned
 * like any word.
 */
export function logonName(passage: Passage, at: number, sink: Sink): number {
  if (!sink.identities) return -1;
  const { text, from, to } = passage;
  const before = text.slice(Math.max(from, at - MAX_DOMAIN - 1), at);
  const domain = DOMAIN.exec(before)?.[1];
  if (domain === undefined) return -1;
  const rest = text.slice(at, Math.min(to, at + MAX_USER + 5));
  const match = USER.exec(rest);
  const user = match?.[1];
  if (!match || user === undefined || !isName(domain) || !isName(user) || isVocabulary(user)) return -1;
  if (!isDomain(domain, user)) return -1;
  if (
    ESCAPE.test(rest) &&
    (!NAME.test(rest) || text.slice(Math.max(from, at - MAX_STRING), at).includes('"'))
  )
    return -1;
  const end = at + match[0].length;
  sink.take(kindOf('name', domain), at - domain.length, at);
  sink.take(kindOf('user', user), end - user.length, end);
  return -1;
}

/** The first half of a domain and a user after a word such as `user`: `user CORP/user01`, `login user01/CORP.EXAMPLE`. */
const USER_FIRST =
  /\b(?:user|username|logon|login|account|for|identity|principal|peer|authenticating|auth request)[ =:'"]{1,3}([A-Za-z][\w.-]{1,63})$/i;
const SLASH_USER = /^\/([A-Za-z][\w.-]{1,63})(?![\w/:@-])/;
const CAPITALS = /^[A-Z][A-Z\d.-]+$/;
const MAX_BEFORE = 84;

/** Takes the domain and the user of `user DOMAIN/user`, whose slash is at `at`; returns where to continue, or -1. */
export function slashLogonName(passage: Passage, at: number, sink: Sink): number {
  const { text, from, to } = passage;
  if (!sink.identities || !isAlphanumeric(text.charCodeAt(at - 1))) return -1;
  const rest = SLASH_USER.exec(text.slice(at, Math.min(to, at + MAX_USER + 2)))?.[1]?.replace(/\.$/, '');
  if (rest === undefined || !isName(rest)) return -1;
  const before = USER_FIRST.exec(text.slice(Math.max(from, at - MAX_BEFORE), at))?.[1] ?? '';
  const isDomainFirst = CAPITALS.test(before) && before.length <= MAX_DOMAIN;
  if (!(isDomainFirst ? isUserOf(before, rest) : isUserOf(rest, before) && !isVocabulary(rest))) return -1;
  sink.take(kindOf(isDomainFirst ? 'name' : 'user', before), at - before.length, at);
  sink.take(kindOf(isDomainFirst ? 'user' : 'name', rest), at + 1, at + 1 + rest.length);
  return at + 1 + rest.length;
}

/** True if a domain is in capitals, and the user not a FortiOS term. */
function isUserOf(domain: string, user: string): boolean {
  if (!CAPITALS.test(domain) || !isName(user) || isVocabulary(user)) return false;
  return !isStandIn(user) || isStandIn(domain);
}

/** A domain and a user, in either order. */
const HALVES = /^([A-Za-z][\w-]{1,31})\/([A-Za-z][\w.-]{1,63})$/;

/** Takes both halves of `domain/user` at `[start, end)`, so that each is found elsewhere. Returns whether it is one. */
export function takeHalves({ text }: Passage, start: number, end: number, sink: Sink): boolean {
  if (!text.slice(start, end).includes('/')) return false;
  const [, ...halves] = HALVES.exec(text.slice(start, end)) ?? [];
  const [first = '', second = ''] = halves;
  if (first === '' || !halves.every(half => isName(half)) || halves.every(half => isVocabulary(half)))
    return false;
  sink.take(kindOf('user', first), start, start + first.length);
  sink.take(kindOf('user', second), end - second.length, end);
  return true;
}

/** A stand-in stays. */
function kindOf(kind: FoundKind, name: string): FoundKind {
  return isStandIn(name) ? 'kept' : kind;
}

/** True if the domain is in capitals, or the user contains a digit. */
function isDomain(domain: string, user: string): boolean {
  // A stand-in may follow a backslash for other reasons.
  if (isStandIn(user) && !isStandIn(domain)) return false;
  return /^[A-Z\d-]+$/.test(domain) || /\d/.test(user);
}
