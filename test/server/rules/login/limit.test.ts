import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on, sslvpn } from '../../../support/logins';

const RULE = 'login/limit';

describe('login/limit fires', () => {
  test.each([
    [
      'max number of sessions reached',
      on(RULE, sslvpn('max number of sessions reached'), 'max number of sessions reached'),
      'A login: a limit is reached (max number of sessions reached)',
    ],
  ])('for: %s', (_said, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/limit does not fire', () => {
  test.each([['for: session limit is 100', sslvpn('session limit is 100')]])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
