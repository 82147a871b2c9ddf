import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines } from '../../../support/negotiations';

const RULE = 'ike/address-pool';
const WORDS = 'mode-cfg could not allocate IPv4 address';

describe('ike/address-pool', () => {
  test('fires if no address is left', () => {
    expect(expectFindings(on(RULE, lines('dialup:4', WORDS), WORDS))[0]?.facts['connection']).toBe('dialup');
  });

  test('fires if DHCP gives no address', () => {
    const words = 'DHCP-over-IPsec: no response from DHCP server';
    expect(expectFindings(on(RULE, lines('dialup:4', words), words))[0]?.message).toBe(
      `dialup: the DHCP server gives the client no address (${words})`,
    );
  });

  test('does not fire for IPv6, which is seldom set up', () => {
    expectFindings(
      lines('dialup:4', 'mode-cfg could not allocate IPv6 address', 'IPv6 pool is not configured'),
    );
  });
});
