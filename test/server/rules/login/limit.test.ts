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

/** An event of an endpoint. */
const endpoint = (level: string): string =>
  `date=2026-01-10 time=10:00:00 devid="FGT60F0000000001" logid="0107045071" type="event" subtype="endpoint" level="${level}" vd="root" logdesc="FortiClient" msg="license limit reached"\n`;

test('login/limit reads events of endpoints that are failures, and no others', () => {
  expectFindings(on(RULE, endpoint('error'), endpoint('error').trim()));
  expectFindings(endpoint('notice'), RULE);
});
