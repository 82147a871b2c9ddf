import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines } from '../../../support/negotiations';

const RULE = 'ike/passive-mode';
const WORDS = 'ignoring request to establish IPsec SA, gateway is in passive mode';

describe('ike/passive-mode', () => {
  test('fires for a tunnel that this unit does not begin', () => {
    const [found] = expectFindings(on(RULE, lines('site-a', WORDS), WORDS));
    expect(found).toMatchObject({ severity: 'warning', facts: { connection: 'site-a' } });
  });

  test('does not fire if the peer begins the tunnel', () => {
    expectFindings(
      lines('site-a', WORDS) +
        lines('site-a:7', 'responder received AUTH msg', 'established IKE SA aa00/bb00'),
    );
  });
});
