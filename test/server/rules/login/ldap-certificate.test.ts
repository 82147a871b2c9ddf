import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, began, fnbamd, ldapLoaded, noMoreServer, on, result } from '../../../support/logins';

const RULE = 'login/ldap-certificate';

describe('login/ldap-certificate fires', () => {
  test.each([
    [
      'for an issuer that is not imported',
      on(
        RULE,
        fnbamd(
          "__verify_cb-Cert error 20, unable to get local issuer certificate. Depth 0. Subject '/CN=dc01.example.com'",
        ),
      ),
      'user01: the certificate of the LDAP server ldap-hq is refused: its issuing CA is not imported (error 20)',
    ],
    [
      'for one that has expired',
      on(
        RULE,
        fnbamd("__verify_cb-Cert error 10, certificate has expired. Depth 0. Subject '/CN=dc01.example.com'"),
      ),
      'user01: the certificate of the LDAP server ldap-hq is refused: it has expired (error 10)',
    ],
    [
      'for another name',
      on(
        RULE,
        fnbamd("__verify_cb-Cert error 62, hostname mismatch. Depth 0. Subject '/CN=dc01.example.com'"),
      ),
      'user01: the certificate of the LDAP server ldap-hq is refused: it is for another name (error 62)',
    ],
    [
      'for a self-signed one',
      on(
        RULE,
        fnbamd("__verify_cb-Cert error 18, self signed certificate. Depth 0. Subject '/CN=dc01.example.com'"),
      ),
      'user01: the certificate of the LDAP server ldap-hq is refused: it is self-signed and not imported as a CA (error 18)',
    ],
    [
      'for the connection alone',
      on(
        RULE,
        fnbamd(
          '__ldap_tcps_connect-tcps_connect(192.0.2.2) failed: ssl_connect() failed: 1 (error:0A000086:SSL routines::certificate verify failed).',
        ),
      ),
      'user01: the certificate of the LDAP server ldap-hq is not trusted (certificate verify failed)',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(began() + ldapLoaded() + lines + noMoreServer + result(5));
    expect(found?.message).toBe(message);
  });
});

describe('login/ldap-certificate does not fire', () => {
  test.each([
    [
      'for a certificate that is good',
      asked() + ldapLoaded() + fnbamd("__verify_cb-Cert preverify ok. Depth 1. Subject '/CN=ca'") + result(1),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
