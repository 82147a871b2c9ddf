import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';
import { AES, changed, type Fields, lines, packet, proposals, SPI } from '../../../support/negotiations';

const RULE = 'ike/network-id';
const TAG = `${SPI}:1979`;
const WORDS = 'no proposal chosen';

/** A request with a network ID, refused by two gateways. */
const request = (network: number, ours: Fields, rule: string): string =>
  packet('IKEv2 exchange=SA_INIT', SPI) +
  lines(
    TAG,
    'responder received SA_INIT msg',
    'received notify type VPN_NETWORK_ID',
    `NETWORK ID : ${network}`,
    ...proposals('incoming proposal:', AES, changed(AES, { ENCR: 'AES_CBC (key_len = 256)' })),
    ...proposals('my proposal, gw dial-wan:', ours),
    ...proposals('my proposal, gw dial-lan:', ours),
  ) +
  on(rule, lines(TAG, WORDS), WORDS) +
  lines(TAG, 'no proposal chosen, send error response');

describe('ike/network-id fires', () => {
  test('for a refusal although the proposals are the same', () => {
    const [found] = expectFindings(request(254, AES, RULE));
    expect(found).toMatchObject({
      severity: 'error',
      message:
        'dial-wan, dial-lan: refused (no proposal chosen) although the proposals are the same: network ID 254 probably matches no gateway (network-overlay)',
      facts: { network: '254' },
    });
  });
});

describe('ike/network-id does not fire', () => {
  test('if the proposals differ, too', () => {
    expectFindings(request(254, changed(AES, { DH_GROUP: 'ECP256.' }), 'ike/no-proposal'));
  });

  test('if the peer sent none', () => {
    expectFindings(request(0, AES, 'ike/no-proposal'));
  });

  test('if a gateway takes the request', () => {
    expectFindings(
      lines(TAG, 'NETWORK ID : 100', ...proposals('incoming proposal:', AES), 'matched proposal id 1') +
        lines(TAG, 'SA proposal chosen, matched gateway dial-wan'),
    );
  });
});
