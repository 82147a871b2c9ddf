import { expect, test } from 'vitest';
import { matchesIn, namesInMessage, plainMessage, withoutNames } from '../../../../server/src/syntax';

/** The text in which a dot is a hidden code unit. */
function shown(text: string): string {
  const message = {
    ...plainMessage(text, { start: 0, end: text.length }),
    daemon: 'fnbamd',
    name: 'handle_req',
  };
  return withoutNames(message, namesInMessage(message, matchesIn(message))).text.replaceAll('\u0001', '.');
}

test.each([
  ['the value of a field', 'login failed: user=kelvin77, it', 'login failed: user=........, it'],
  ['a quoted value of a field', 'login failed: vpn="to hq" it', 'login failed: vpn=....... it'],
  ['a named value at the end', 'server name: failed', 'server name: ......'],
  ['a quoted value', "no route to 'the failed one' here", 'no route to ................ here'],
  ['the value of a known sentence', 'Rcvd auth req 7 for failed in refused opt=0 prot=9', 'Rcvd auth req . for ...... in ....... opt=0 prot=9'],
  ['a mail address', 'failed for failed@example.org', 'failed for ..................'],
  ['an IP address', 'failed for 192.0.2.10 and 2001:db8::10', 'failed for .......... and ............'],
  ['a MAC address', 'STA 02:00:5e:00:53:01 timed out', 'STA ................. timed out'],
  ['a serial number', 'FortiToken FTKMOB0123456789 failed', 'FortiToken ................ failed'],
  ['a mask and a stand-in', 'login failed: x****1, ***, xuser01', 'login failed: ......, ..., .......'],
])('Hides %s', (_what, text, hidden) => {
  expect(shown(text)).toBe(hidden);
}); // oxfmt-ignore

test.each([
  ['fields with words of the unit', 'status=failed reason="timed out" msg=refused'],
  ['short numbers', 'sendto failed: errno=101'],
  ['words after a colon', 'Failed to add mobile token: Internal Server Error'],
  ['a message in quotes', '"No matching selector, drop"'],
  ['what a field says in quotes', 'Reply-Message += "account is locked"'],
  ['an apostrophe', "can't connect, the peer's certificate isn't valid"],
])('Keeps %s', (_what, text) => {
  expect(shown(text)).toBe(text);
}); // oxfmt-ignore
