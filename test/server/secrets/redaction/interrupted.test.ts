import { expect, test } from 'vitest';
import { redact } from '../../../../server/src/secrets';

/** Lines that come between the two parts of a value. The first is longer than the others, as if a terminal had wrapped it. */
const LONGER = '2025-01-15 09:12:31.123456 ike V=root:0:to-hq:44: recv IPsec SA delete, spi count 1';
const SHORTER = '[242:root:1c]SSL state:SSLv3/TLS write server hello';
const UNKNOWN = 'fds_svr_default_on_response: server-ftc handles cmd-0';
const PROMPT = 'FGT #';

/** What is left in the copy of the parts of a value, which are marked. */
function leftOf(lines: readonly string[]): string[] {
  const marked = lines.join('\n') + '\n';
  const copy = redact(marked.replace(/[«»]/g, ''));
  return Array.from(marked.matchAll(/«(.+?)»/g), ([, part = '']) => part).filter(part => copy.includes(part));
}

test.each([
  ['after three characters of it', '    set secret «Bch»', UNKNOWN, '«640_tssvt6»'],
  ['by a prompt', '    set psksecret "«Lbd»', PROMPT, '«040-ZWq5c6»"'],
  ['by a longer line', 'radius-secret: «Blj»', LONGER, '«725#wvBPtE»'],
  ['before the digits of a licence', 'License: «EFTM»', UNKNOWN, '«236131286667»'],
  ['in a typed licence', 'FGT # execute fortitoken import-license «EFTM4573»', LONGER, '«49548888»'],
  ['before a hyphen', '    set secret «Hjk301»', SHORTER, '«-tCJhGe»'],
  ['before letters', '[1907] auth_ldap: bind with password «Mfm048»', SHORTER, '«EJipWj»'],
  ['by a pager', 'set password «Puxkil»', '--More--', '«hur245»'],
  ['and is a few letters', 'psk=«zopba»', LONGER, '«kelu»'],
  ['in a key', 'ike 0:to-hq:12: SK_ei «984c2855733cf7ac401f»', LONGER, '«04b210a6d51cc9dd998c»'],
  ['in a header', 'Set-Cookie: SVPNCOOKIE=«Yp1Nd6HckRvTqW2x»', LONGER, '«QvHdbzeBCGRuD»; path=/; secure'],
  ['in a string', '{"client_secret":"«Yp1Nd6HckRvTqW2x»', SHORTER, '«QvHdbzeBCGRuD»"}'],
  ['in a form', 'client_secret=«Yp1Nd6HckRvTqW2x»', SHORTER, '«QvHdbzeBCGRuD»&scope=x'],
  ['in an element', '<password>«Yp1Nd6»', SHORTER, '«QvHdbzeBCGRuD»</password>'],
  ['in a request', 'POST /x?token=«Yp1Nd6HckRvTqW2x»', LONGER, '«QvHdbzeBCGRuD» HTTP/1.1'],
])('Nothing is left of a value that other output parts %s', (_, first, between, rest) => {
  const lines = ['FGT # diagnose debug enable', first, between, rest, 'ike 0: comes 192.0.2.1:500'];
  expect(leftOf(lines)).toEqual([]);
  expect(leftOf(lines.map(line => `\t${line}`)), 'indented').toEqual([]);
}); // oxfmt-ignore

test('The second of two lines that a terminal wrapped at one width is no rest of the line above them', () => {
  const cookie = 'ike 0:to-hq:12: cookie 11acb24831ab2373/970582b509500329';
  const wrapped = `${LONGER}, proto 3`;
  const lines = [cookie, wrapped, '00000001', cookie, wrapped, '00000002', cookie];
  expect(redact(lines.join('\n')).match(/11acb24831ab2373/g)).toHaveLength(3);
});
