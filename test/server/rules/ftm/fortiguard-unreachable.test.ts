import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../../support/findings';

const RULE = 'ftm/fortiguard-unreachable';

const messagesIn = (text: string, rule = RULE): string[] =>
  findingsOf(text)
    .filter(one => one.rule === rule)
    .map(({ message }) => message);

describe('ftm/fortiguard-unreachable fires', () => {
  test.each([
    [
      'for a connection that is refused',
      '[328] fds_https_recv: tcp connect to 192.0.2.61 failed: Connection refused\n',
      "forticldd: no connection to Fortinet's services (tcp connect to 192.0.2.61 failed: Connection refused)",
    ],
    [
      'for a certificate',
      '[96] __ssl_poll_connect: SSL_connect failed: certificate verify failed\n',
      "forticldd: the certificate of one of Fortinet's services is not accepted (SSL_connect failed: certificate verify failed)",
    ],
    [
      'for a name',
      '[328] fds_https_recv: unable to resolve ftm.example.com\n',
      "forticldd: the name of one of Fortinet's services does not resolve (unable to resolve ftm.example.com)",
    ],
  ])('%s', (_why, text, message) => {
    expect(messagesIn(text)).toEqual([message]);
  });
});

describe('ftm/fortiguard-unreachable does not fire', () => {
  test.each([
    ['for a connection', '[328] fds_https_recv: connected to 192.0.2.61\n'],
    ['for another daemon', '[311:root:4a]connect failed: Connection refused\n'],
  ])('%s', (_why, text) => {
    expect(messagesIn(text)).toEqual([]);
  });

  test('for a token, whose problem says why instead', () => {
    const text =
      'ftm_cfg_provision_token[417]:provision token: FTKMOB0000000A01\n' +
      'ftm_fc_comm_connect[55]:Failed to resolve name ftm.example.com\n';
    expect(messagesIn(text)).toEqual([]);
    expect(messagesIn(text, 'ftm/connect-failed')).toEqual([
      'FTKMOB0000000A01: provisioning began, but the capture shows no connection to the service (Failed to resolve name ftm.example.com)',
    ]);
  });
});
