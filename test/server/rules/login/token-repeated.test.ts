import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, began, fnbamd, on, REQUEST, result, sslvpn, sslvpnAsked } from '../../../support/logins';

const RULE = 'login/token-repeated';
const drifted = (request = REQUEST): string =>
  fnbamd(`handle_req-Token drifted, asking for the next token req ${request}, len=2590`);
const again = (request = REQUEST): string => fnbamd(`handle_req-Rcvd token sync req for ${request}`);

describe('login/token-repeated fires', () => {
  test('if a code came after the drift and the login was denied', () => {
    const [found] = expectFindings(began() + on('drifted', drifted()) + on(RULE, again()) + result(1));
    expect(found).toMatchObject({
      severity: 'error',
      message:
        'user01: the second code was refused too; wait until the token shows a new code before typing it',
      facts: { user: 'user01', group: 'vpn-users' },
      related: [
        { role: 'asked', message: 'the login began here' },
        { role: 'drifted', message: 'the next code was requested here' },
      ],
    });
  });

  test('if sslvpn refused the login after it', () => {
    const [found] = expectFindings(
      sslvpnAsked() +
        asked() +
        drifted() +
        on(RULE, again()) +
        sslvpn('login_failed:396 user[user01],auth_type=1 failed [sslvpn_login_permission_denied]'),
    );
    expect(found?.facts['method']).toBe('SSL VPN');
  });

  test('for the user whose code it was, even if another login is between', () => {
    const [found] = expectFindings(
      asked() +
        drifted() +
        asked('user02', '5000000002') +
        result(0, '5000000002') +
        on(RULE, again()) +
        result(1),
    );
    expect(found?.facts['user']).toBe('user01');
  });
});

describe('login/token-repeated does not fire', () => {
  test('if the next code was accepted', () => {
    expectFindings(asked() + drifted() + again() + result(0), RULE);
  });

  test('if no result is seen after the next code', () => {
    expectFindings(asked() + drifted() + again(), RULE);
  });

  test('if the login failed before any drift', () => {
    expectFindings(asked() + again() + result(1), RULE);
  });

  test('if the login that failed is that of another user', () => {
    expectFindings(
      asked() + asked('user02', '5000000002') + drifted() + again() + result(1, '5000000002') + result(0),
      RULE,
    );
  });
});
