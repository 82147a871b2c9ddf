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
  const said = value.slice(0, MAX_HEADER);
  if (!known.endsWith('cookie')) {
    const start = SCHEME.exec(said)?.[0].length ?? 0;
    // `Authorization: required by policy`
    const isSentence = start === 0 && /^[a-z]+ [a-z]+ [a-z]/i.test(said) && !/\d/.test(said);
    const isValue =
      start < said.length && !isSentence && !NO_PASSWORD.has(said.slice(start).trim().toLowerCase());
    return isValue ? [{ start, end: said.length }] : [];
  }
  return cookiesIn(said);
}

/** The values of the cookies in a header, without attributes such as `path`. */
function cookiesIn(said: string): Span[] {
  const cookies: Span[] = [];
  for (let at = said.indexOf('='); at >= 0;) {
    const start = at + 1;
    const end = cookieEnd(said, start);
    if (end > start && isCookieName(said, at)) cookies.push({ start, end });
    at = said.indexOf('=', Math.max(start, end));
  }
  return cookies;
}

const OPEN_QUOTE = /^\\{0,7}"/;
/** Text before the quote that ends a JSON string. */
const STRING_END = /\\{1,7}[nrt]?$/;

/** The end of a cookie's value. A quote ends it unless it also starts with one: it belongs to the string around the header. */
function cookieEnd(said: string, start: number): number {
  let end = start + (OPEN_QUOTE.exec(said.slice(start, start + 8))?.[0].length ?? 0);
  while (end < said.length && end - start < MAX_COOKIE && !isParting(said, end) && said[end] !== '"') end++;
  if (said[end] !== '"') return end;
  return end - (STRING_END.exec(said.slice(Math.max(start, end - 8), end))?.[0].length ?? 0);
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
