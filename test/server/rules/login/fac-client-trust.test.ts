import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'login/fac-client-trust';

describe('login/fac-client-trust fires', () => {
  test.each([
    [
      'for a CA that the endpoint lacks',
      on(
        RULE,
        '(7) eap_ttls: (TLS) The client is informing us that it does not trust the CA\n',
        '(7) eap_ttls: (TLS) The client is informing us that it does not trust the CA',
      ),
      'A login: the client does not trust the certificate of the RADIUS server: its CA is probably not on the endpoint',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/fac-client-trust does not fire', () => {
  test.each([['for a handshake', '(7) eap_ttls: (TLS) Handshake state [Server TLSv1.2]\n']])(
    '%s',
    (_why, text) => {
      expectFindings(text, RULE);
    },
  );
});
