import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on, sslvpn } from '../../../support/logins';

const RULE = 'login/tls';

describe('login/tls fires', () => {
  test.each([
    [
      'no shared version',
      on(
        RULE,
        sslvpn('SSL_accept failed, 1:unsupported protocol'),
        'SSL_accept failed, 1:unsupported protocol',
      ),
      'A login: the two ends share no TLS version (SSL_accept failed, 1:unsupported protocol)',
    ],
    [
      'no shared cipher',
      on(RULE, sslvpn('SSL_accept failed, 1:no shared cipher'), 'SSL_accept failed, 1:no shared cipher'),
      'A login: the two ends share no TLS cipher (SSL_accept failed, 1:no shared cipher)',
    ],
    [
      'HTTP',
      on(RULE, sslvpn('SSL_accept failed, 1:http request'), 'SSL_accept failed, 1:http request'),
      'A login: HTTP arrived at an HTTPS port (SSL_accept failed, 1:http request)',
    ],
  ])('for: %s', (_said, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/tls does not fire', () => {
  test.each([
    ['for a handshake that is done', sslvpn('SSL established: TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384')],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
