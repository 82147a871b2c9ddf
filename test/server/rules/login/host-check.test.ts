import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on, sslvpn } from '../../../support/logins';

const RULE = 'login/host-check';

describe('login/host-check fires', () => {
  test.each([
    [
      'host check failed',
      on(RULE, sslvpn('host check failed'), 'host check failed'),
      'A login: the client does not pass the host check (host check failed)',
    ],
  ])('for: %s', (_said, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/host-check does not fire', () => {
  test.each([['for: host check passed', sslvpn('host check passed')]])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
