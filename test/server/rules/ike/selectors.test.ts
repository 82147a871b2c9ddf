import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { lines, older, sent } from '../../../support/negotiations';

const RULE = 'ike/selectors';
const message = (text: string): string | undefined => expectFindings(text)[0]?.message;
const UP = lines('site-a:26', 'authentication succeeded');

describe('ike/selectors fires', () => {
  test('for an initiator whose selectors the peer refuses', () => {
    const words = 'processing notify type TS_UNACCEPTABLE';
    const text =
      UP +
      on(RULE, lines('site-a:26', words), words) +
      lines('site-a:26', 'established IKE SA aa00aa00aa00aa00/bb');
    expect(message(text)).toBe(
      'site-a: the phase 2 selectors of the two ends do not match (TS_UNACCEPTABLE)',
    );
  });

  test('for a responder that has no such selectors', () => {
    const words = 'failed to match peer selectors';
    const text =
      UP +
      lines('site-a:26:85', 'peer proposal:', 'TSi_0 0:192.0.2.0-192.0.2.255:0') +
      lines('site-a:26:85', 'TSr_0 0:198.51.100.7-198.51.100.7:0') +
      on(RULE, lines('site-a:26:85', words), words) +
      lines('site-a:26:85', 'traffic selectors unacceptable');
    expect(message(text)).toBe(
      'site-a: no phase 2 has the selectors that the peer wants: 192.0.2.0/24 to 198.51.100.7',
    );
  });

  test('for a quick mode of IKEv1, with both halves', () => {
    const tag = 'site-a:29:25';
    const words = 'specified selectors mismatch';
    const range = (local: string): string =>
      `type=7/7, local=0:${local}:0, remote=0:198.51.100.0-198.51.100.127:0`;
    const text = older(
      on(RULE, lines(tag, words), words) +
        lines(tag, `peer: ${range('192.0.2.0-192.0.2.255')}`, `mine: ${range('192.0.2.0-192.0.2.99')}`) +
        lines(tag, 'no matching phase2 found', 'failed to get responder proposal') +
        lines('site-a:29', 'error processing quick-mode message from 198.51.100.2 as responder'),
    );
    expect(message(text)).toBe(
      'site-a: the phase 2 selectors differ: the peer wants 192.0.2.0/24 and 198.51.100.0/25, the FortiGate has 192.0.2.0-192.0.2.99 and 198.51.100.0/25',
    );
  });

  test.each([
    ['of one protocol or port', '50:192.0.2.7-192.0.2.7:0', '50:192.0.2.7-192.0.2.7:0'],
    ['of IPv6', '0:2001:db8::-2001:db8::ff:0', '0:2001:db8::-2001:db8::ff:0'],
    ['that is no subnet', '0:192.0.2.100-192.0.2.227:0', '192.0.2.100-192.0.2.227'],
  ])('with a range %s as the line has it', (_what, range, name) => {
    const words = 'failed to match peer selectors';
    const text =
      UP +
      lines('site-a:26:85', `TSi_0 ${range}`, 'TSr_0 0:198.51.100.0-198.51.100.255:0') +
      on(RULE, lines('site-a:26:85', words), words);
    expect(message(text)).toBe(
      `site-a: no phase 2 has the selectors that the peer wants: ${name} to 198.51.100.0/24`,
    );
  });

  test('after a notify that refuses nothing', () => {
    const words = 'processing notify type TS_UNACCEPTABLE';
    const text =
      UP +
      lines('site-a:26', 'processing notify type MOBIKE_SUPPORTED') +
      on(RULE, lines('site-a:26', words), words);
    expect(message(text)).toContain('(TS_UNACCEPTABLE)');
  });

  test('for each of two tunnels', () => {
    const words = 'specified selectors mismatch';
    const found = ['hq:26:lan:85', 'hql:27:an:86'].map(tag => on(RULE, lines(tag, words), words)).join('');
    expect(expectFindings(found)).toHaveLength(2);
  });

  test('for a device of another vendor that says INVALID_SYNTAX', () => {
    const words = 'processing notify type INVALID_SYNTAX';
    expect(message(UP + on(RULE, lines('site-a:26', words), words))).toContain('INVALID_SYNTAX');
  });
});

describe('ike/selectors does not fire', () => {
  test('for a phase 2 that comes up after a refusal', () => {
    expectFindings(
      UP + lines('site-a:26:p2:84', 'specified selectors mismatch', 'added IPsec SA: SPIs=aa36f5bc/e358ee8f'),
    );
  });

  test('for selectors that were narrowed', () => {
    expectFindings(
      UP +
        lines('site-a:26:p2:84', 'comparing selectors', 'matched by rfc-rule-2', 'phase2 matched by subset') +
        lines('site-a:26:p2:84', 'added IPsec SA: SPIs=aa36f5bc/e358ee8f') +
        lines('site-a:26', sent('AUTH_RESPONSE', 4500)),
    );
  });
});
