import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines } from '../../../support/negotiations';

const RULE = 'ike/dh-stuck';
const WORDS = 'compute DH shared secret request queued';
const begun = lines('dialup:35410', 'generate DH public value request queued');

describe('ike/dh-stuck', () => {
  test('fires for a computation that is queued repeatedly', () => {
    const text =
      begun + on(RULE, lines('dialup:35410', WORDS), WORDS) + lines('dialup:35410', WORDS).repeat(29);
    expect(expectFindings(text)[0]?.message).toBe(
      'dialup: the Diffie-Hellman computation is queued repeatedly (30 times) and never finishes: a known issue, look for crashes',
    );
  });

  test('fires for ten of a phase 2, and if another attempt comes up', () => {
    const stuck = (tag: string): string => on(RULE, lines(tag, WORDS), WORDS) + lines(tag, WORDS).repeat(9);
    expectFindings(stuck('dialup:35410:p2:85'));
    expectFindings(stuck('dialup:35410') + lines('dialup:35411', 'established IKE SA aa/bb'));
  });

  test('does not fire for other lines that are repeated', () => {
    expectFindings(begun + lines('dialup:35410', 'processing notify type MOBIKE_SUPPORTED').repeat(12));
  });

  test('does not fire for the few of a normal negotiation', () => {
    expectFindings(begun + lines('dialup:35410', WORDS).repeat(4));
  });

  test('does not fire if the negotiation continues to its end', () => {
    expectFindings(
      begun + lines('dialup:35410', WORDS).repeat(12) + lines('dialup:35410', 'established IKE SA aa/bb'),
    );
  });
});
