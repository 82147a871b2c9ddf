import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import {
  asked,
  began,
  dnsEmpty,
  fnbamd,
  ike,
  noMoreServer,
  on,
  REQUEST,
  result,
  returned,
  sslvpnAsked,
} from '../../../support/logins';

const RULE = 'login/not-tried';

describe('login/not-tried fires', () => {
  test('for result 5 whose cause is not seen', () => {
    const [found] = expectFindings(began() + on(RULE, result(5)));
    expect(found).toMatchObject({
      severity: 'error',
      message: 'user01: fnbamd could not start the authentication (result 5)',
      facts: { user: 'user01', group: 'vpn-users', code: '5' },
    });
  });

  test('for a session that was not started, in a login that is not by SAML', () => {
    expectFindings(asked() + on(RULE, fnbamd('handle_req-Error starting session')) + result(5));
  });

  test('for what sslvpn and ike say of the result', () => {
    expectFindings(sslvpnAsked() + on(RULE, returned(5), /fnbam_auth .*/));
    const [found] = expectFindings(
      ike('XAUTH user "user01"', 'dialup_0') +
        on(RULE, ike(`XAUTH ${REQUEST} result FNBAM_ERROR`), /XAUTH .*/),
    );
    expect(found?.message).toBe('user01 (XAUTH): fnbamd could not start the authentication (result 5)');
  });
});

describe('login/not-tried does not fire', () => {
  test('for a name that does not resolve', () => {
    expectFindings(asked() + dnsEmpty('a1') + noMoreServer + result(5), RULE);
  });

  test('for a user in no rule', () => {
    expectFindings(sslvpnAsked() + "invalid auth params for user 'user01'\n" + returned(5), RULE);
  });

  test('for r=5 before another result', () => {
    expectFindings(asked() + fnbamd('handle_req-r=5') + result(0));
  });

  test('for the result that comes before an accepted one', () => {
    expectFindings(asked() + result(5) + result(0));
  });
});
