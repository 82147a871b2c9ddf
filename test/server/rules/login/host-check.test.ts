import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { ike, on, sslvpn } from '../../../support/logins';

const RULE = 'login/host-check';

describe('login/host-check fires', () => {
  test.each([
    [
      'host check failed',
      on(RULE, sslvpn('host check failed'), 'host check failed'),
      'A login: the client does not pass the host check (host check failed)',
    ],
    [
      'a client of another EMS',
      on(RULE, ike('EMS SN mismatch, reject'), 'EMS SN mismatch, reject'),
      'A login: the client is not connected to the FortiClient EMS of this FortiGate (EMS SN mismatch, reject)',
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
