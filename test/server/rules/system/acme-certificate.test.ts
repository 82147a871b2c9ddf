import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../support/findings';

const RULE = 'system/acme-certificate';
const shown = (status: number, detail: string): string =>
  `FGT # diagnose sys acme status-full vpn.example.com\n{\n"name": "vpn.example.com",\n"errors": 3,\n"last": {\n"status": ${status},\n"detail": "${detail}",\n"activity": "Creating new order"\n}\n}\n`;

describe('system/acme-certificate fires', () => {
  test.each([
    [
      'for a challenge that was not answered',
      'Domain authorization for vpn.example.com failed. CA considers answer to challenge invalid.',
      'ACME: the CA could not validate the domain name',
    ],
    [
      'for too many requests',
      'too many certificates already issued for exact set of domains: vpn.example.com',
      'ACME: the CA refuses more requests for now',
    ],
    ['for another failure', 'Unsuccessful in contacting ACME server', 'ACME: the certificate was not issued'],
  ])('%s', (_why, detail, message) => {
    expect(messagesOf(RULE, shown(22, detail))[0]).toContain(message);
  });
});

test('system/acme-certificate does not fire for a certificate that was renewed', () => {
  expect(messagesOf(RULE, shown(0, 'The certificate was renewed; no error'))).toEqual([]);
});
