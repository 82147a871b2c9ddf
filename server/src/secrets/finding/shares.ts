import { isName } from './looks';
import type { Passage, Sink } from './passage';
import { isPublicHost } from './shapes';

/** A host and the text after it: `\\host\share`. Each enclosing string doubles the backslashes. */
const SHARE = /^(\\{2,8})([A-Za-z][\w-]{1,62})(?:(\\{1,4})[\w$]|(?=["'\s]|$))/;
/** Required in a host without a share, which may also be the last word of an escaped text. */
const DIGIT_OR_HYPHEN = /[\d-]/;
const BEFORE = /[\s"'=(,;<[>]/;
const MAX_SHARE = 80;

/** Takes the host of a share whose first backslash is at `at`; returns where to continue, or -1. */
export function shareHost({ text, from, to }: Passage, at: number, sink: Sink): number {
  if (!sink.identities || text[at + 1] !== '\\') return -1;
  if (at > from && !BEFORE.test(text[at - 1] ?? '')) return -1;
  const [, open = '', host = '', apart = ''] = SHARE.exec(text.slice(at, Math.min(to, at + MAX_SHARE))) ?? [];
  if (!isShare(open, host, apart) || !isName(host) || isPublicHost(host)) return -1;
  sink.take('host', at + open.length, at + open.length + host.length);
  return at + open.length + host.length;
}

/** False for `\\nend\\nnext`: lines in a nested string, with equally many backslashes before each. */
function isShare(open: string, host: string, apart: string): boolean {
  if (host === '') return false;
  return apart === '' ? open.length === 2 && DIGIT_OR_HYPHEN.test(host) : open.length === apart.length * 2;
}
