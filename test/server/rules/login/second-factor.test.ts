import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on, sslvpn } from '../../../support/logins';

const RULE = 'login/second-factor';

describe('login/second-factor fires', () => {
  test.each([
    [
      'a wrong code',
      on(RULE, sslvpn('invalid token code'), 'invalid token code'),
      'A login: wrong code (invalid token code)',
    ],
    [
      'a token that cannot be used',
      on(RULE, sslvpn('token is not activated'), 'token is not activated'),
      'A login: the token cannot be used (token is not activated)',
    ],
    [
      'a push that fails',
      on(RULE, sslvpn('push notification failed'), 'push notification failed'),
      'A login: the push to the phone failed (push notification failed)',
    ],
    [
      'a mail that is not sent',
      on(RULE, sslvpn('Failed to send email token'), 'Failed to send email token'),
      'A login: the message with the code could not be sent (Failed to send email token)',
    ],
  ])('for: %s', (_said, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/second-factor does not fire', () => {
  test.each([['for a code that is asked for', sslvpn('token code asked')]])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
