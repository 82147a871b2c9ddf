import { secretKeys } from '../../knowledge/secretWords';
import type { Span } from '../../syntax';
import { stopAt } from './lookAhead';
import { NO_PASSWORD } from './looks';

const NAMES = secretKeys('header', 'session');
/** Headers of services, such as `X-Amz-Security-Token`. */
const SECRET_NAME = /^x-(?:[\w-]+-)?(?:token|key|secret)$/;
const SCHEME = /^(?:bearer|basic|digest|token|negotiate|ntlm|apikey)\s+/i;
/** Attributes of a cookie header, which are not cookies. */
const ATTRIBUTES = /^(?:path|domain|expires|max-age|samesite|secure|httponly|priority|version)$/i;
const MAX_NAME = 128;
const MAX_COOKIE = 8192;
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
    const isValue =
      start < slice.length && !isSentence && !NO_PASSWORD.has(slice.slice(start).trim().toLowerCase());
    return isValue ? [{ start, end: slice.length }] : [];
  }
  return cookiesIn(slice);
}

/** The values of the cookies in a header, without attributes such as `path`. */
function cookiesIn(slice: string): Span[] {
  const cookies: Span[] = [];
  for (let at = slice.indexOf('='); at >= 0;) {
    const start = at + 1;
    const end = cookieEnd(slice, start);
    if (end > start && isCookieName(slice, at)) cookies.push({ start, end });
    at = slice.indexOf('=', Math.max(start, end));
  }
  return cookies;
}

const OPEN_QUOTE = /^\\{0,7}"/;
/** Text before the quote that ends a JSON string. */
const STRING_END = /\\{1,7}[nrt]?$/;

/** The end of a cookie's value. A quote ends it unless it also starts with one: it belongs to the string around the header. */
function cookieEnd(slice: string, start: number): number {
  let end = start + (OPEN_QUOTE.exec(slice.slice(start, start + 8))?.[0].length ?? 0);
  while (end < slice.length && end - start < MAX_COOKIE && !isParting(slice, end) && slice[end] !== '"')
    end++;
  if (slice[end] !== '"') return end;
  return end - (STRING_END.exec(slice.slice(Math.max(start, end - 8), end))?.[0].length ?? 0);
}

/** Stops at the `=` of the first cookie in a header, or at the end of the line. */
export const firstCookie = stopAt('\r\n=', (text, at, to) => {
  const unit = text[at];
  if (unit === '\n' || unit === '\r') return true;
  return unit === '=' && at + 1 < to && !isParting(text, at + 1) && isCookieName(text, at);
});

function isParting(text: string, at: number): boolean {
  return /[;\s]/.test(text[at] ?? '');
}

/** True if the word before the `=` at `at` can be a cookie name. */
function isCookieName(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && at - start < MAX_NAME && !isParting(text, start - 1) && text[start - 1] !== '=')
    start--;
  return start < at && !ATTRIBUTES.test(text.slice(start, at));
}
