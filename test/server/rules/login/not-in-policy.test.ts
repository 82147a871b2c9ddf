import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import {
  asked,
  dnsEmpty,
  fnbamd,
  noMoreServer,
  on,
  result,
  returned,
  sslvpn,
  sslvpnAsked,
} from '../../../support/logins';

const RULE = 'login/not-in-policy';
const UNKNOWN = 'user[user01],auth_type=1 failed [sslvpn_login_unknown_user]';

describe('login/not-in-policy fires', () => {
  test('if sslvpn found no such user, once for all that it says of it', () => {
    const [found] = expectFindings(
      on('asked', sslvpnAsked(), 'authenticate user: [user01]') +
        "invalid auth params for user 'user01'\n" +
        returned(5) +
        sslvpn('fam_auth_send_req:1011 task finished with 5') +
        sslvpn(`login_failed:396 ${mark(RULE, UNKNOWN)}`),
    );
    expect(found).toMatchObject({
      severity: 'error',
      message:
        'user01 (SSL VPN): no SSL VPN authentication rule or firewall policy includes the user or a group of the user, or the user is unknown',
      facts: { user: 'user01', method: 'SSL VPN', connection: '311:root:4a' },
      related: [{ message: 'the login began here' }],
    });
  });

  test('for the sentence and result 5 alone', () => {
    expectFindings(sslvpnAsked() + `${mark(RULE, "invalid auth params for user 'user01'")}\n` + returned(5));
  });

  test('for the user whom the sentence names when two log in', () => {
    const [found] = expectFindings(
      sslvpnAsked('user01', '311:root:4a') +
        sslvpnAsked('user02', '311:root:4b') +
        `${mark(RULE, "invalid auth params for user 'user01'")}\n` +
        returned(5, '311:root:4a') +
        returned(0, '311:root:4b'),
    );
    expect(found?.facts).toMatchObject({ user: 'user01', connection: '311:root:4a' });
  });
});

describe('login/not-in-policy does not fire', () => {
  test('for result 5 of a name that does not resolve', () => {
    expectFindings(asked() + dnsEmpty('a1') + on('login/name-not-resolved', noMoreServer) + result(5));
  });

  test('for result 5 of a missing entry in the SAML cache', () => {
    expectFindings(asked() + fnbamd('handle_req-Error starting session') + result(5), RULE);
  });

  test('for another reason of sslvpn', () => {
    expectFindings(
      sslvpnAsked() +
        sslvpn(
          `login_failed:396 ${mark('login/denied', 'user[user01],auth_type=1 failed [sslvpn_login_permission_denied]')}`,
        ),
    );
  });

  test('for a user who was asked again and came in', () => {
    expectFindings(
      sslvpnAsked() +
        sslvpn('fam_auth_send_req:951 clear local user flag and do authentication again.') +
        returned(0),
    );
  });

  test('for an address of the page that says so to the user', () => {
    expectFindings(sslvpnAsked() + sslvpn('req: /remote/login?&err=sslvpn_login_unknown_user'));
  });
});
