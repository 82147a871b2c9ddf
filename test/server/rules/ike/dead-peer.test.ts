import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { BOTH_SPIS, lines, sent } from '../../../support/negotiations';

const RULE = 'ike/dead-peer';
const TAG = 'site-a:30';
const UP = lines(TAG, 'established IKE SA aa00/bb00');
const message = (text: string): string | undefined => expectFindings(text)[0]?.message;

describe('ike/dead-peer', () => {
  test('fires for probes without an answer', () => {
    const probe = sent('R-U-THERE');
    const text = UP + on(RULE, lines(TAG, probe), probe) + lines(TAG, probe, probe);
    expect(message(text)).toBe('site-a: the peer no longer answers (R-U-THERE sent 3 times)');
  });

  test('fires for a rekey without an answer', () => {
    const first = sent('CREATE_CHILD', 4500);
    const text =
      UP +
      on(RULE, lines(TAG, first), first) +
      lines(TAG, sent('RETRANSMIT_CREATE_CHILD', 4500), sent('RETRANSMIT_CREATE_CHILD', 4500)) +
      lines(TAG, `${BOTH_SPIS} retransmission timeout`);
    expect(message(text)).toBe('site-a: the peer does not answer the rekey (CREATE_CHILD sent 3 times)');
  });

  test('fires for a path whose probes fail', () => {
    const words = 'link fail 4 192.0.2.1->198.51.100.2:500 dpd=1';
    expect(message(UP + on(RULE, lines(TAG, words), words))).toBe(
      'site-a: the peer no longer answers (dead peer detection)',
    );
  });

  test('fires for a peer that has lost the phase 1', () => {
    const words = 'processing notify type INVALID_IKE_SPI';
    expect(message(UP + on(RULE, lines(TAG, words), words))).toBe(
      'site-a: the peer no longer knows this phase 1 (INVALID_IKE_SPI): it was probably restarted',
    );
  });

  test('does not fire for probes that are answered', () => {
    expectFindings(UP + lines(TAG, sent('R-U-THERE'), 'notify msg received: R-U-THERE-ACK').repeat(9));
  });
});
