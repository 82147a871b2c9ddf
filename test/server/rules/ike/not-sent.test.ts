import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines } from '../../../support/negotiations';

const RULE = 'ike/not-sent';
const failed = (message: string, error: string, vrf = ', vrf=0'): string =>
  `could not send IKE Packet(${message}):192.0.2.1:500->198.51.100.2:500, len=597${vrf}: error ${error}`;

describe('ike/not-sent', () => {
  test('fires for a network that cannot be reached, once for all attempts', () => {
    const first = failed('SA_INIT', '101:Network is unreachable');
    const again = failed('RETRANSMIT_SA_INIT', '101:Network is unreachable');
    const end = 'negotiation timeout, deleting';
    const text =
      on(RULE, lines('site-a:4962', first), first) +
      lines('site-a:4962', again, again) +
      on('ended', lines('site-a:4962', end), end);
    expect(expectFindings(text)[0]?.message).toBe(
      'site-a: no packet could be sent to 198.51.100.2: Network is unreachable (error 101)',
    );
  });

  test('fires for another error of an older release', () => {
    const words = failed('ident_i1send', '1:Operation not permitted', '');
    expect(expectFindings(on(RULE, lines('site-a:5', words), words))[0]?.message).toContain('(error 1)');
  });

  test('does not fire if the tunnel comes up later', () => {
    expectFindings(
      lines('site-a:5', failed('SA_INIT', '101:Network is unreachable')) +
        lines('site-a:6', 'established IKE SA aa/bb'),
    );
  });
});
