import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, began, fnbamd, ldapLoaded, on, result } from '../../../support/logins';

const RULE = 'login/ldap-tls';

describe('login/ldap-tls fires', () => {
  test.each([
    [
      'for a port that speaks no TLS',
      on(RULE, fnbamd('__ldap_tcps_connect-tcps_connect(192.0.2.2) failed: wrong version number')),
      'user01: the LDAP server ldap-hq does not speak TLS on this port',
    ],
    [
      'for a port that is closed',
      on(
        RULE,
        fnbamd(
          '__ldap_tcps_connect-tcps_connect(192.0.2.2) failed: connect() failed: 111 (Connection refused).',
        ),
      ),
      'user01: no connection to the LDAP server ldap-hq: 111 (Connection refused).',
    ],
    [
      'for a handshake that failed',
      on(RULE, fnbamd('__ldap_tcps_connect-tcps_connect(192.0.2.2) failed: handshake failure')),
      'user01: no secure connection to the LDAP server ldap-hq: handshake failure',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(began() + ldapLoaded() + lines + result(5));
    expect(found?.message).toBe(message);
  });
});

describe('login/ldap-tls does not fire', () => {
  test.each([
    [
      'for a connection that is open',
      asked() +
        ldapLoaded() +
        fnbamd('__ldap_tcps_connect-tcps_connect(192.0.2.2) is established. Current state: Connecting.') +
        result(1),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
