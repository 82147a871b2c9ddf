import { describe, expect, test } from 'vitest';
import { expectFindings, messagesOf } from '../../../support/findings';
import { on, sslvpn } from '../../../support/logins';

const RULE = 'login/unreachable';

describe('login/unreachable fires', () => {
  test.each([
    [
      'a name',
      on(RULE, sslvpn('could not resolve host ldap.example.com'), 'could not resolve host ldap.example.com'),
      'A connection: a name does not resolve (could not resolve host ldap.example.com)',
    ],
    [
      'a refused connection',
      on(RULE, sslvpn('connect failed: Connection refused'), 'connect failed: Connection refused'),
      'A connection: a server refused the connection (connect failed: Connection refused)',
    ],
    [
      'no route',
      on(RULE, sslvpn('connect failed: No route to host'), 'connect failed: No route to host'),
      'A connection: there is no route to a server (connect failed: No route to host)',
    ],
  ])('for: %s', (_said, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/unreachable does not fire', () => {
  test.each([['for a name that resolves', sslvpn('resolved to 192.0.2.1')]])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});

test('login/unreachable fires for a source address that the unit does not have', () => {
  const capture =
    '[1906] handle_req-Rcvd auth req 5000000001 for user01 in vpn-users opt=00200401 prot=11\n[731] __rad_udp_open-bind() failed: source-ip 192.0.2.77, errno=99 (Cannot assign requested address)\n[209] fnbamd_comm_send_result-Sending result 5 (nid 0) for req 5000000001, len=2512\n';
  expect(messagesOf(RULE, capture)).toEqual([
    'user01: the source address set for a server is not an address of this unit (bind() failed: source-ip 192.0.2.77, errno=99 (Cannot assign requested address))',
  ]);
});
