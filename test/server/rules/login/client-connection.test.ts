import { describe, expect, test } from 'vitest';
import { expectFindings, messagesOf } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'login/client-connection';
const forticlient = (text: string): string =>
  `[2024-10-29 10:41:56.1631116 UTC-07:00] [6716:7300] [sslvpnlib  2717   error] ${text}\n`;
const failed = (code: number): [string, string] => {
  const messagesIn = `Request /remote/saml/login failed. LastError:${code}`;
  return [forticlient(messagesIn), messagesIn];
};

describe('login/client-connection fires', () => {
  test.each([
    ['for a silent gateway', ...failed(12002), 'the gateway did not answer in time (WinHTTP error 12002)'],
    ['for a name', ...failed(12007), "the gateway's name does not resolve (WinHTTP error 12007)"],
    ['for a port', ...failed(12029), 'no connection to the gateway (WinHTTP error 12029)'],
    ['for a reset', ...failed(12030), 'the connection to the gateway was cut off (WinHTTP error 12030)'],
    ['for an answer', ...failed(12152), "the gateway's answer could not be read (WinHTTP error 12152)"],
    [
      'for a client certificate',
      ...failed(12044),
      'the gateway asks for a client certificate (WinHTTP error 12044)',
    ],
    [
      'for the certificate',
      ...failed(12175),
      "the gateway's certificate is not accepted (WinHTTP error 12175)",
    ],
    ['for another code', ...failed(12999), 'the request to the gateway failed (WinHTTP error 12999)'],
    [
      'for the call that failed',
      forticlient('WinHttpSendRequest failed, error 12029'),
      'WinHttpSendRequest failed, error 12029',
      'no connection to the gateway (WinHTTP error 12029)',
    ],
    [
      'for the dialog of FortiClient',
      'Unable to establish the VPN connection. The VPN server may be unreachable. (-5)\n',
      'Unable to establish the VPN connection. The VPN server may be unreachable. (-5)',
      'no connection to the gateway',
    ],
    [
      'for openfortivpn and an unknown certificate',
      'ERROR:  Gateway certificate validation failed, and the certificate digest is not in the local whitelist. If you trust it, rerun with:\n',
      /ERROR:.*with:/,
      "the gateway's certificate is not accepted",
    ],
    [
      'for openfortivpn and a name',
      'ERROR:  getaddrinfo: Name or service not known\n',
      'ERROR:  getaddrinfo: Name or service not known',
      "the gateway's name does not resolve",
    ],
  ])('%s', (_why, text, at, message) => {
    const [found] = expectFindings(on(RULE, text, at));
    expect(found?.message).toBe(`VPN client: ${message}`);
  });
});

describe('login/client-connection does not fire', () => {
  test.each([
    ['for a request that was sent', forticlient('Request /remote/saml/login sent')],
    [
      'for a certificate that is trusted by its digest',
      'DEBUG:  Gateway certificate validation failed.\nDEBUG:  Gateway certificate digest found in white list.\n',
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});

describe('login/client-connection for the VPN client of Windows', () => {
  test.each([
    [691, 'the gateway refused the name, the password or the method'],
    [809, 'the gateway does not answer; UDP 500 or 4500 may be blocked'],
  ])('names error %d', (code, message) => {
    const messagesIn = `CoId={11111111-2222-3333-4444-555555555555}: The user user01 dialed a connection named HQ which has failed. The error code returned on failure is ${code}.`;
    const [found] = expectFindings(on(RULE, `${messagesIn}\n`, messagesIn));
    expect(found?.message).toBe(`Windows VPN client: ${message} (error ${code})`);
  });

  test('names no error that it does not know', () => {
    expectFindings('The user user01 dialed a connection named HQ which has failed.\n', RULE);
  });
});

test.each([
  'DEBUG:  Error reading from SSL connection (Connection reset by peer).',
  'ERROR:  pppd: The link was terminated by the modem hanging up.',
])('login/client-connection says that a tunnel was cut off: %s', line => {
  expect(messagesOf(RULE, `INFO:   Authenticated.\n${line}\n`)).toEqual([
    'VPN client: the connection to the gateway was cut off',
  ]);
});
