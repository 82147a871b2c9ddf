import { describe, expect, test } from 'vitest';
import { expectFindings, messagesOf } from '../../../support/findings';
import { asked, fnbamd, ike, ldapLoaded, on, REQUEST, result } from '../../../support/logins';

const RULE = 'login/unknown-user';
const unknown = fnbamd('auth_local-No conclusion, FNBAM_UNKNOWN');
const notStarted = fnbamd('start_remote_auth-Error starting remote authentication');

describe('login/unknown-user fires', () => {
  test.each(['XAUTH', 'EAP'])('for a user that is not local in a group without servers, by %s', method => {
    const [found] = expectFindings(
      ike(`${method} user "user01"`) +
        asked() +
        on(RULE, unknown) +
        notStarted +
        result(5) +
        ike(`${method} ${REQUEST} result FNBAM_ERROR`),
    );
    expect(found?.message).toBe(
      `user01 (${method}): no such user: no local user in the group vpn-users has that name, and there is no server to ask (result 5)`,
    );
  });
});

describe('login/unknown-user does not fire', () => {
  test('if there is a server to ask', () => {
    expectFindings(asked() + unknown + ldapLoaded() + on('login/not-tried', notStarted) + result(5));
  });

  test('for a login that succeeds', () => {
    expectFindings(asked() + unknown + result(0));
  });
});

test('login/unknown-user fires for FortiManager, with time stamps and without', () => {
  for (const stamp of ['', '2025-04-16 22:23:10 '])
    expect(
      messagesOf(
        RULE,
        `${stamp}s2811: auth request: user=user01 from=GUI(192.0.2.41)\n${stamp}s2811: unknown admin: user01\n`,
      ),
    ).toEqual(['user01: this unit has no administrator of that name']);
});
