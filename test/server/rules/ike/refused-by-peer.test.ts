import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { BOTH_SPIS, lines, older, packet, sent } from '../../../support/negotiations';

const RULE = 'ike/refused-by-peer';
const TAG = 'site-a:3071';
const begun = lines('site-a', 'IPsec SA connect 6 192.0.2.1->198.51.100.2:500 negotiating');
const refusal = (exchange: string, notify: string): string =>
  packet(`IKEv2 exchange=${exchange}`) + on(RULE, lines(TAG, notify), notify);
const message = (text: string): string | undefined => expectFindings(text)[0]?.message;

describe('ike/refused-by-peer', () => {
  test('fires for a phase 1 that the peer refuses, and names no field', () => {
    const text =
      begun +
      lines(TAG, sent('SA_INIT')) +
      refusal('SA_INIT_RESPONSE', 'processing notify type NO_PROPOSAL_CHOSEN') +
      lines(TAG, 'received SA_INIT error notify response, abort', 'negotiation timeout, deleting');
    expect(message(text)).toBe(
      'site-a: 198.51.100.2 refuses phase 1 (NO_PROPOSAL_CHOSEN): proposal, network ID or policy; its own debug shows which',
    );
  });

  test('fires for an authentication that the peer refuses', () => {
    const text =
      begun +
      lines(TAG, sent('AUTH', 4500, `${BOTH_SPIS}:00000001`), 'initiator received AUTH msg') +
      refusal('AUTH_RESPONSE', 'received notify type AUTHENTICATION_FAILED');
    expect(message(older(text))).toBe(
      'site-a: 198.51.100.2 refuses our authentication (AUTHENTICATION_FAILED): probably pre-shared key or local ID',
    );
  });

  test('fires for other errors with the word of the peer', () => {
    const text = begun + refusal('SA_INIT_RESPONSE', 'processing notify type INVALID_SIGNATURE');
    expect(message(text)).toBe('site-a: 198.51.100.2 refuses the negotiation (INVALID_SIGNATURE)');
  });

  test.each([
    [
      'PAYLOAD_MALFORMED',
      'cannot read our message (PAYLOAD_MALFORMED): in IKEv1 the pre-shared keys probably differ',
    ],
    [
      'INVALID_ID_INFORMATION',
      'refuses an ID (INVALID_ID_INFORMATION): the phase 2 selectors or the IDs of the two ends probably differ',
    ],
    [
      'FAILED_CP_REQUIRED',
      'requires that an address is requested (FAILED_CP_REQUIRED): mode-cfg is probably off on this end',
    ],
    ['INVALID_MAJOR_VERSION', 'does not accept the IKE version (INVALID_MAJOR_VERSION)'],
    ['INVALID_KE_PAYLOAD', 'refuses the DH group (INVALID_KE_PAYLOAD), and no other one was tried'],
    [
      'CERTIFICATE-UNAVAILABLE',
      'has no certificate of the kind that was requested (CERTIFICATE_UNAVAILABLE)',
    ],
    ['ATTRIBUTES-NOT-SUPPORTED', 'does not support what was proposed (ATTRIBUTES_NOT_SUPPORTED)'],
    ['NO_ADDITIONAL_SAS', 'accepts no further phase 2 for this phase 1 (NO_ADDITIONAL_SAS)'],
  ])('says what %s means', (notify, words) => {
    expect(
      message(
        begun +
          refusal(
            'SA_INIT_RESPONSE',
            `${notify.includes('-') ? 'notify msg received:' : 'processing notify type'} ${notify}`,
          ),
      ),
    ).toBe(`site-a: 198.51.100.2 ${words}`);
  });

  test('fires after notifies that refuse nothing, and before another attempt', () => {
    const words = 'processing notify type NO_PROPOSAL_CHOSEN';
    const text =
      begun +
      lines(TAG, sent('SA_INIT'), 'processing notify type NAT_DETECTION_SOURCE_IP') +
      on(RULE, lines(TAG, words), words) +
      lines(TAG, sent('SA_INIT'));
    expect(message(text)).toContain('site-a: 198.51.100.2 refuses phase 1 (NO_PROPOSAL_CHOSEN)');
  });

  test('fires for a DH group that was tried once', () => {
    const text =
      begun +
      lines(TAG, sent('SA_INIT')) +
      refusal('SA_INIT_RESPONSE', 'processing notify type INVALID_KE_PAYLOAD');
    expect(message(text)).toContain('refuses the DH group (INVALID_KE_PAYLOAD)');
  });

  test('fires if the peer began', () => {
    const text =
      packet('IKEv2 exchange=SA_INIT') +
      lines(TAG, 'responder received SA_INIT msg') +
      refusal('AUTH', 'processing notify type AUTHENTICATION_FAILED');
    expect(message(text)).toContain('198.51.100.2 refuses our authentication');
  });

  test('does not fire for a refusal in a message that authenticates the peer: it concerns phase 2', () => {
    const words = 'processing notify type NO_PROPOSAL_CHOSEN';
    expectFindings(
      begun + on('ike/phase2-proposal', lines(TAG, words), words) + lines(TAG, 'authentication OK'),
    );
  });

  test.each(['NO_PROPOSAL_CHOSEN', 'TS_UNACCEPTABLE', 'INVALID_SPI'])(
    'does not fire for %s if it is an answer of this unit that could not be sent',
    notify => {
      const words = `could not send IKE Packet(${notify}):192.0.2.1:500->198.51.100.2:500, len=84: error 101:Network is unreachable`;
      expectFindings(lines(TAG, 'established IKE SA aa/bb', words), 'ike/');
    },
  );

  test('does not fire for notifies of a negotiation that continues', () => {
    expectFindings(
      begun +
        lines(
          TAG,
          'processing notify type NAT_DETECTION_SOURCE_IP',
          'processing notify type MOBIKE_SUPPORTED',
        ),
    );
  });

  test.each([
    [
      'TEMPORARY_FAILURE',
      'cannot take the request now (TEMPORARY_FAILURE), for example during a rekey; it can be sent again',
    ],
    ['CHILD_SA_NOT_FOUND', 'does not know the phase 2 that was to be rekeyed (CHILD_SA_NOT_FOUND)'],
  ])('fires for %s as information', (notify, words) => {
    const text = on(RULE, lines('site-a:3071:p2:85', `processing notify type ${notify}`), /processing.*/);
    expect(expectFindings(text)[0]).toMatchObject({
      severity: 'information',
      message: `site-a (p2): the peer ${words}`,
    });
  });

  test('does not fire if another DH group is tried', () => {
    expectFindings(
      begun +
        lines(TAG, sent('SA_INIT')) +
        packet('IKEv2 exchange=SA_INIT_RESPONSE') +
        lines(TAG, 'processing notify type INVALID_KE_PAYLOAD', sent('SA_INIT')),
    );
  });

  test('does not fire if another DH group is tried and answered', () => {
    expectFindings(
      begun +
        lines(TAG, sent('SA_INIT')) +
        packet('IKEv2 exchange=SA_INIT_RESPONSE') +
        lines(TAG, 'processing notify type INVALID_KE_PAYLOAD', sent('SA_INIT')) +
        packet('IKEv2 exchange=SA_INIT_RESPONSE') +
        lines(TAG, 'initiator received SA_INIT response'),
    );
  });

  test('does not fire if another DH group is tried, and the capture shows only what the unit sends', () => {
    expectFindings(
      begun + lines(TAG, sent('SA_INIT'), 'processing notify type INVALID_KE_PAYLOAD', sent('SA_INIT')),
    );
  });

  test('does not fire if the next attempt comes up', () => {
    expectFindings(
      begun +
        lines(TAG, 'processing notify type AUTHENTICATION_FAILED') +
        lines('site-a:3072', 'established IKE SA aa/bb'),
    );
  });
});
