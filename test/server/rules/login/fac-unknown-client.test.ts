import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { fac, on } from '../../../support/logins';

const RULE = 'login/fac-unknown-client';

describe('login/fac-unknown-client fires', () => {
  test.each([
    [
      'for a request of one',
      on(
        RULE,
        'Wed Mar 13 10:20:30 2024 : Error: Ignoring request to auth address * port 1812 from unknown client 192.0.2.1 port 41822 proto udp\n',
        'Ignoring request to auth address * port 1812 from unknown client 192.0.2.1 port 41822 proto udp',
      ),
      'A login: the RADIUS server does not know 192.0.2.1 as a client and drops its requests',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/fac-unknown-client does not fire', () => {
  test.each([
    ['for a known client', fac('recv Access-Request from 192.0.2.1 port 16969, id=29, length=189')],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
