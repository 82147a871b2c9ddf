import { describe, expect, test } from 'vitest';
import { expectFindings, messagesOf } from '../../../support/findings';
import { asked, fnbamd, on, result, sslvpn } from '../../../support/logins';

const RULE = 'login/account';

describe('login/account fires', () => {
  test.each([
    [
      'a local user that is disabled',
      asked() + on(RULE, fnbamd('auth_local-user is disabled'), 'user is disabled') + result(1),
      'user01: the account is disabled (user is disabled)',
    ],
    [
      'a user whose name is between the words',
      asked() +
        on(RULE, fnbamd("auth_local-User 'user.01' is disabled"), "User 'user.01' is disabled") +
        result(1),
      "user01: the account is disabled (User '…' is disabled)",
    ],
    [
      'an account that is locked',
      asked() + on(RULE, fnbamd('auth_local-account is locked out'), 'account is locked out') + result(1),
      'user01: the account or its address is locked out (account is locked out)',
    ],
    [
      'a password that has expired',
      asked() + on(RULE, fnbamd('auth_local-password has expired'), 'password has expired') + result(1),
      'user01: the password has expired or must be changed (password has expired)',
    ],
    [
      'an account that has expired',
      asked() +
        on(RULE, fnbamd('auth_local-user account has expired'), 'user account has expired') +
        result(1),
      'user01: the account has expired (user account has expired)',
    ],
    [
      'credentials that another server refuses',
      on(RULE, sslvpn('Invalid credentials'), 'Invalid credentials'),
      'A login: wrong name or password (Invalid credentials)',
    ],
  ])('for: %s', (_said, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

test('login/account fires for the local check of an account that is disabled', () => {
  const [found] = expectFindings(
    asked() +
      on(RULE, fnbamd('auth_local-User user01 is disabled'), 'User user01 is disabled') +
      fnbamd('auth_local-Concluded: 1') +
      result(1),
  );
  expect(found?.message).toBe('user01: the account is disabled (User user01 is disabled)');
});

describe('login/account does not fire', () => {
  test('if the login succeeds', () => {
    expectFindings(asked() + fnbamd('auth_local-user is disabled') + result(0), RULE);
  });
});

test('login/account fires for the event that locks an address out', () => {
  const event =
    'date=2025-01-20 time=07:58:52 logid="0102043010" type="event" subtype="user" level="warning" logdesc="Authentication lockout" srcip=192.0.2.88 user="user01" action="auth-lockout" status="failure" reason="N/A" msg="User from 192.0.2.88 is locked out of authentication"\n';
  expect(messagesOf(RULE, event)).toEqual([
    'A login: the account or its address is locked out (User from 192.0.2.88 is locked out of authentication)',
  ]);
});
