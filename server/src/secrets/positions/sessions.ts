import { secretKeys } from '../../knowledge/secretWords';
import type { Span } from '../../syntax';
import { isNoSecret } from '../secretNames';

const NAMES = secretKeys('header', 'session');
/** Headers of services, such as `X-Amz-Security-Token`. */
const SECRET_NAME = /^x-(?:[\w-]+-)?(?:token|key|secret)$/;
const SCHEME = /^(?:bearer|basic|digest|token|negotiate|ntlm|apikey)\s+/i;
/** Attributes of a cookie header, which are not cookies. */
const ATTRIBUTES = /^(?:path|domain|expires|max-age|samesite|secure|httponly|priority|version)$/i;
const MAX_HEADER = 1 << 14;

/** The credentials in a header such as `Authorization` or `Cookie`. */
export function headerSecrets(name: string, value: string): Span[] {
  const known = name.toLowerCase();
  if (!NAMES.has(known) && !SECRET_NAME.test(known)) return [];
  const slice = value.slice(0, MAX_HEADER);
  if (!known.endsWith('cookie')) {
    const start = SCHEME.exec(slice)?.[0].length ?? 0;
    // `Authorization: required by policy`
    const isSentence = start === 0 && /^[a-z]+ [a-z]+ [a-z]/i.test(slice) && !/\d/.test(slice);
    const isValue = start < slice.length && !isSentence && !isNoSecret(slice.slice(start).trim());
    return isValue ? [{ start, end: slice.length }] : [];
  }
  return cookiesIn(slice);
}

const COOKIE = /([^\s=;,"]{1,128})=("?)([^;,\s"]{1,8192})/g;

const ESCAPES_AT_END = /(?:\\+[nr])?\\*$/;

/** The values of the cookies in a header, without attributes such as `path`. */
function cookiesIn(slice: string): Span[] {
  return Array.from(slice.matchAll(COOKIE)).flatMap(({ 0: all, 1: name = '', 3: value = '', index }) => {
    if (ATTRIBUTES.test(name)) return [];
    const end = index + all.length;
    const start = end - value.length;
    // Before the quote of a string in JSON, an escape is no part of it.
    return [{ start, end: slice[end] === '"' ? start + value.replace(ESCAPES_AT_END, '').length : end }];
  });
}

/** The id of a SAML assertion, which its signature covers: `<saml:Assertion ID="_1f0c…">`. */
const ASSERTION_ID =
  /<(?:\w{1,16}:)?Assertion\s[^>]{0,512}?\b(?:Assertion)?ID=\\{0,2}["'](?<id>[\w.:-]{8,128})/dg;

/** The ids of the SAML assertions in `[from, to)`. An assertion names its user, and can be replayed while it is valid. */
export function assertionsIn(text: string, from: number, to: number): Span[] {
  const slice = text.slice(from, to);
  if (!slice.includes('Assertion')) return [];
  return Array.from(slice.matchAll(ASSERTION_ID), ({ indices }) => {
    const [start = 0, end = 0] = indices?.groups?.['id'] ?? [];
    return { start: from + start, end: from + end };
  });
}
