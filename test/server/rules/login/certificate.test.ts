import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on, sslvpn } from '../../../support/logins';

const RULE = 'login/certificate';

describe('login/certificate fires', () => {
  test.each([
    [
      'a certificate that has expired',
      on(RULE, sslvpn('certificate has expired'), 'certificate has expired'),
      'A login: a certificate has expired (certificate has expired)',
    ],
    [
      'a certificate that is revoked',
      on(RULE, sslvpn('the certificate has been revoked'), 'the certificate has been revoked'),
      'A login: a certificate is revoked (the certificate has been revoked)',
    ],
    [
      'a certificate that is not valid yet',
      on(RULE, sslvpn('certificate is not yet valid'), 'certificate is not yet valid'),
      'A login: a certificate is not valid yet; compare the clocks (certificate is not yet valid)',
    ],
    [
      'an issuer that is not known',
      on(
        RULE,
        sslvpn('SSL_accept failed, 1:tlsv1 alert unknown ca'),
        'SSL_accept failed, 1:tlsv1 alert unknown ca',
      ),
      'A login: the issuer of a certificate is not trusted (SSL_accept failed, 1:tlsv1 alert unknown ca)',
    ],
    [
      'a subject that differs',
      on(RULE, sslvpn('subject does not match'), 'subject does not match'),
      'A login: the name in a certificate is not the expected one (subject does not match)',
    ],
    [
      'a certificate that is missing',
      on(RULE, sslvpn('peer did not return a certificate'), 'peer did not return a certificate'),
      'A login: a certificate is missing (peer did not return a certificate)',
    ],
    [
      'a certificate that is refused for another reason',
      on(
        RULE,
        sslvpn('SSL_accept failed, 1:sslv3 alert bad certificate'),
        'SSL_accept failed, 1:sslv3 alert bad certificate',
      ),
      'A login: a certificate was refused (SSL_accept failed, 1:sslv3 alert bad certificate)',
    ],
  ])('for: %s', (_said, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/certificate does not fire', () => {
  test.each([
    [
      'where the login goes on with a password',
      sslvpn('certificate check failed. Recheck without peer user matching.'),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
