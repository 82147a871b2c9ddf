import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines, older, packet, SPI } from '../../../support/negotiations';

const RULE = 'ike/no-gateway';
describe('ike/no-gateway', () => {
  test('fires for a request that no phase 1 matches', () => {
    const words = 'no matching gateway for new request 198.51.100.2:500->192.0.2.1:500';
    const text =
      packet('IKEv2 exchange=SA_INIT', SPI) +
      lines(`${SPI}:9`, 'responder received SA_INIT msg') +
      on(RULE, lines(`${SPI}:9`, words), words);
    expect(expectFindings(text)[0]?.message).toBe(
      '198.51.100.2: no phase 1 matches a request from 198.51.100.2',
    );
  });

  test('fires for a phase 1 that is gone', () => {
    const words = 'could not locate phase1 configuration.';
    expect(expectFindings(older(on(RULE, lines('site-a', words), words)))[0]?.message).toBe(
      'site-a: the unit does not find the configuration of this phase 1',
    );
  });

  test('does not fire for a request that is matched', () => {
    expectFindings(lines(`${SPI}:9`, 'SA proposal chosen, matched gateway site-a'));
  });
});
