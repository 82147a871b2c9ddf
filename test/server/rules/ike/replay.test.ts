import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines } from '../../../support/negotiations';

const RULE = 'ike/replay';
const packet = (reason: string): string =>
  `invalid ESP 4 (${reason}) SPI cb2b7ec9 seq 00000001:00000005 6 192.0.2.1->198.51.100.2:0`;

describe('ike/replay', () => {
  test('fires for packets that are dropped, once', () => {
    const words = packet('replay');
    const text = on(RULE, lines('site-a', words), words) + on('again', lines('site-a', words), words);
    expect(expectFindings(text)[0]).toMatchObject({
      severity: 'warning',
      message: 'site-a: ESP packets are dropped as replayed: they arrive twice or out of order',
    });
  });

  test('fires for a wrong HMAC with words of its own', () => {
    const words = packet('HMAC');
    expect(expectFindings(on(RULE, lines('site-a', words), words))[0]?.message).toContain('HMAC');
  });

  test('fires for an SPI that the peer does not know', () => {
    const words = 'notify msg received: INVALID-SPI';
    expect(expectFindings(on(RULE, lines('site-a', words), words))[0]?.message).toBe(
      'site-a: the peer receives ESP packets with an SPI that it does not know (INVALID_SPI)',
    );
  });

  test.each([
    ['after the phase 2 came up', ['authentication OK', 'added IPsec SA: SPIs=aa36f5bc/e358ee8f'], []],
    ['before another answer of the peer', [], ['notify msg received: R-U-THERE-ACK']],
  ])('fires for an SPI that the peer does not know %s', (_when, before, after) => {
    const words = 'notify msg received: INVALID-SPI';
    const tag = 'site-a:301';
    expectFindings(lines(tag, ...before) + on(RULE, lines(tag, words), words) + lines(tag, ...after));
  });

  test.each(['added IPsec SA: SPIs=aa36f5bc/e358ee8f', 'established IKE SA aa/bb'])(
    'does not fire for an SPI that the peer does not know before %s',
    up => {
      expectFindings(lines('site-a:301', 'notify msg received: INVALID-SPI', up));
    },
  );

  test('does not fire for an SPI that the peer does not know if the tunnel comes up again', () => {
    expectFindings(
      lines('site-a:301', 'notify msg received: INVALID-SPI') +
        lines('site-a:302', 'established IKE SA aa/bb'),
    );
  });

  test('does not fire for an unknown SPI', () => {
    expectFindings(lines('site-a', 'unknown SPI cb2b7ec9 6 192.0.2.1:0->198.51.100.2'));
  });
});
