import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'system/nat-ports';
const event = (rest: string): string =>
  `date=2025-02-03 time=10:00:00 logid=0100020007 type=event subtype=system level=critical vd="root" ${rest}`;

describe('system/nat-ports', () => {
  test.each([
    ['logdesc="Socket is exhausted" service="kernel" proto=17 msg="NAT port is exhausted."'],
    ['service=kernel status=failure msg="NAT port is exhausted."'],
  ])('fires for the event of old and new releases: %s', rest => {
    const line = event(rest);
    const [found] = expectFindings(on(RULE, `${line}\n`, /NAT port.*exhausted|date=.*/));
    expect(found?.message).toBe(
      'NAT: no source port is left, so new sessions are refused (NAT port is exhausted.)',
    );
  });

  test('does not fire for a session that takes the place of another one', () => {
    expectFindings(`${event('logdesc="session clash" status="clash" proto=6 msg="session clash"')}\n`);
  });
});
