import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on, sslvpn } from '../../../support/logins';

const RULE = 'login/address-pool';

describe('login/address-pool fires', () => {
  test.each([
    [
      'no free IP address left in the pool',
      on(RULE, sslvpn('no free IP address left in the pool'), 'no free IP address left in the pool'),
      'A login: no address is left for the client (no free IP address left in the pool)',
    ],
  ])('for: %s', (_said, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/address-pool does not fire', () => {
  test.each([['for: IP address taken from the pool', sslvpn('IP address taken from the pool')]])(
    '%s',
    (_why, text) => {
      expectFindings(text, RULE);
    },
  );
});
