import { secretKeys } from '../knowledge/secretWords';
import type { Span } from '../syntax';
import { NO_PASSWORD } from './values';

const NAMES = secretKeys('header', 'session');
/** Headers of services: `X-Amz-Security-Token`. */
const SECRET_NAME = /^x-(?:[\w-]+-)?(?:token|key|secret)$/;
const SCHEME = /^(?:bearer|basic|digest|token|negotiate|ntlm|apikey)\s+/i;
/** What stands beside the cookies in a header and is none. */
const ATTRIBUTES = /^(?:path|domain|expires|max-age|samesite|secure|httponly|priority|version)$/i;
const COOKIE = /([^=;\s]{1,128})=([^;\s]{1,8192})/g;
const LONGEST = 1 << 14;

/** The values in a header that open a session: of `Authorization`, `Cookie` and their like. */
export function headerSecrets(name: string, value: string): Span[] {
  const known = name.toLowerCase();
  if (!NAMES.has(known) && !SECRET_NAME.test(known)) return [];
  const said = value.slice(0, LONGEST);
  if (!known.endsWith('cookie')) {
    const start = SCHEME.exec(said)?.[0].length ?? 0;
    const isValue = start < said.length && !NO_PASSWORD.has(said.slice(start).trim().toLowerCase());
    return isValue ? [{ start, end: said.length }] : [];
  }
  return [...said.matchAll(COOKIE)].flatMap(({ index, 1: cookie = '', 2: content = '' }) => {
    const start = index + cookie.length + 1;
    return ATTRIBUTES.test(cookie) ? [] : [{ start, end: start + content.length }];
  });
}
