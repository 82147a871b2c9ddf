import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import {
  asked,
  began,
  fnbamd,
  ike,
  ldapLoaded,
  noMoreServer,
  on,
  pending,
  radiusAsked,
  REQUEST,
  result,
  returned,
  sslvpnAsked,
  twoPending,
} from '../../../support/logins';

const RULE = 'login/server-timeout';
const silent = (server = 'ldap-hq'): string =>
  fnbamd(`__ldap_conn_timeout-Connction with ${server}:192.0.2.40 timed out.`);

describe('login/server-timeout fires', () => {
  test('for an LDAP server, on the line that names it, once', () => {
    const [found] = expectFindings(
      began() +
        ldapLoaded() +
        pending +
        on(RULE, silent()) +
        fnbamd('__ldap_error-Ret 10, st = 0.') +
        noMoreServer +
        fnbamd(`fnbamd_ldap_result-Error (10) for req ${REQUEST}`) +
        result(10),
    );
    expect(found).toMatchObject({
      severity: 'error',
      message: 'user01: the server ldap-hq did not answer (result 10)',
      facts: { user: 'user01', server: 'ldap-hq', group: 'vpn-users' },
      related: [{ role: 'asked', message: 'the login began here' }],
    });
  });

  test('for a RADIUS server', () => {
    const [found] = expectFindings(
      asked() +
        on(RULE, fnbamd("fnbamd_auth_handle_radius_result-Timer of rad 'rad-hq' is expired")) +
        result(10),
    );
    expect(found?.severity).toBe('error');
  });

  test.each([
    [1, ''],
    [2, ', asked 2 times'],
  ])('for a RADIUS server that was asked %i times', (times, words) => {
    const [found] = expectFindings(
      asked() +
        radiusAsked().repeat(times) +
        on(RULE, fnbamd("fnbamd_auth_handle_radius_result-Timer of rad 'rad-hq' is expired")) +
        result(10),
    );
    expect(found?.message).toBe(`user01: the RADIUS server rad-hq (192.0.2.30:1812) did not answer${words}`);
  });

  test('and names the server that timed out, if another one was loaded after it', () => {
    const [found] = expectFindings(
      asked() + ldapLoaded('ldap-one') + on(RULE, silent('ldap-one')) + ldapLoaded('ldap-two') + result(10),
    );
    expect(found?.message).toBe('user01: the server ldap-one did not answer (result 10)');
  });

  test('and names the server that timed out, if another one was asked after it', () => {
    const [found] = expectFindings(
      asked() +
        on(RULE, fnbamd('__rad_conn_timeout-Connction with rad-one:192.0.2.30 timed out.')) +
        radiusAsked('rad-two') +
        result(10),
    );
    expect(found?.message).toContain('the RADIUS server rad-one');
  });

  test("for the FortiGate's own EAP server", () => {
    const [found] = expectFindings(
      asked() +
        radiusAsked('EAP_PROXY').repeat(2) +
        on(RULE, fnbamd("fnbamd_auth_handle_radius_result-Timer of rad 'EAP_PROXY' is expired")) +
        result(10),
    );
    expect(found?.message).toBe(
      'user01: the RADIUS server EAP_PROXY (192.0.2.30:1812) did not answer, asked 2 times',
    );
  });

  test.each([3, 5])('for result %i, which names no cause itself', code => {
    const [found] = expectFindings(began() + ldapLoaded() + on(RULE, silent()) + result(code));
    expect(found?.message).toBe(`user01: the server ldap-hq did not answer (result ${code})`);
  });

  test('without a result, and then names none', () => {
    const [found] = expectFindings(began() + ldapLoaded() + on(RULE, silent()));
    expect(found?.message).toBe('user01: the server ldap-hq did not answer');
  });

  test('for result 10 with a line that says why no answer could be used', () => {
    const messagesIn = 'malformed packet';
    const [found] = expectFindings(
      began() + on(RULE, fnbamd(`parse_authen_reply-${messagesIn}`), messagesIn) + on('result', result(10)),
    );
    expect(found?.message).toBe(`user01: fnbamd has no usable answer (result 10): ${messagesIn}`);
  });

  test('for result 10 alone, and for what ike says of it', () => {
    expectFindings(asked() + on(RULE, result(10)));
    const [found] = expectFindings(
      ike('XAUTH user "user01"', 'dialup_0') +
        on(RULE, ike(`XAUTH ${REQUEST} result FNBAM_TIMEOUT`), /XAUTH .*/),
    );
    expect(found?.message).toBe('user01 (XAUTH): the authentication server did not answer (result 10)');
  });

  test('for the last of two servers', () => {
    const [found] = expectFindings(asked() + silent('ldap-one') + on(RULE, silent('ldap-two')) + result(10));
    expect(found?.facts['server']).toBe('ldap-two');
  });

  test('if the capture ends before the result, and not as a stuck login', () => {
    expectFindings(sslvpnAsked() + asked() + pending + returned(4) + on(RULE, silent()));
  });

  test('for the user who waits for it when two ask at once', () => {
    const [found] = expectFindings(
      twoPending +
        on(RULE, silent()) +
        fnbamd('fnbamd_ldap_result-Error (10) for req 5000000001') +
        result(10, '5000000001') +
        result(0, '5000000002'),
    );
    expect(found?.facts['user']).toBe('user01');
  });
});

describe('login/server-timeout does not fire', () => {
  test.each([0, 2, 7])('if the next server answered with result %i', code => {
    expectFindings(asked() + silent('ldap-one') + result(code));
  });

  test('for a timer that was deleted', () => {
    expectFindings(asked() + fnbamd("fnbamd_auth_handle_radius_result-Timer of rad 'rad-hq' is deleted"));
  });

  test('for numbers that look like it', () => {
    expectFindings(
      asked() +
        fnbamd('__ldap_error-Ret 1, st = 10.') +
        fnbamd('fnbamd_cfg_ldap_update_reachability-192.0.2.40, conn_fails 10/10') +
        result(0),
    );
    expectFindings(asked() + on('login/denied', result(1)).replace('len=2544', 'len=10'));
  });
});
