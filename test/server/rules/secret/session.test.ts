import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import { every, itself } from '../../../support/rows';

const RULE = 'secret/session';
const VALUE = mark(RULE, 'b7Xk29LmQp4RtYw81ZsD');

describe('secret/session fires', () => {
  test.each([
    `Cookie: SVPNCOOKIE=${VALUE}`,
    `Set-Cookie: SVPNCOOKIE=${VALUE}; path=/; secure`,
    `Authorization: Bearer ${VALUE}`,
    `{"access_token":"${VALUE}"}`,
    `[15453:root:96]deconstruct_session_id:716 decode session id ok, csrf_token=[${VALUE}],idx=0`,
    `saml/login?SAMLResponse=${VALUE}`,
    `<Assertion ID="${mark(RULE, '_c11e2e84-0fcd-cffa-d1c8-78629ec6c847')}" Version="2.0">`,
    `<saml:Assertion AssertionID="${mark(RULE, '_35286422-2c42-3bf6-9d10-a1b2c3d4e5f6')}">`,
  ])('in %s', line => {
    const [found] = expectFindings(`2025-01-15 10:00:00 [12] f_g-x\n${line}\n`);
    expect(found).toMatchObject({
      severity: 'warning',
      message: 'Session cookie, token or SAML message in clear text: mask it before sharing',
    });
  });
});

describe('secret/session does not fire', () => {
  const OTHERS = [
    'Cookie: SVPNCOOKIE=********************',
    'Authorization: Bearer <token>',
    '[15453:root:96]rmt_web_auth_info_parser_common:504 no session id in auth info',
    '[2421] is_valid_csrf_token-no CSRF token found',
    '[115] func_a-csrf_token=[]',
    // Numbers of a daemon, and the cookies of a negotiation.
    '[1373] destroy_auth_cert_session-id=700221448235',
    'ike V=root:0: IKEv2 exchange=AUTH id=535a7b7f2f1b8368/ec59218a615506ff:00000001 len=550',
    // A request names nobody, a certificate is public, and neither a digest nor a signature opens anything alone.
    'saml2?SAMLRequest=b7Xk29LmQp4RtYw81ZsD&RelayState=b7Xk29LmQp4RtYw81ZsD',
    '__samld_sp_create_auth_req [447]: <ds:SignatureValue>b7Xk29LmQp4RtYw81ZsD</ds:SignatureValue>',
    '__samld_sp_login_resp [859]: <X509Certificate>MIIC8DCCAdigAwIBAgIQf4kkf8rT0aJbQw</X509Certificate>',
    '__samld_sp_login_resp [859]: <ds:DigestValue>qL1e5hG8yGqk1mZ0x3n5rVt7pWc9dXs2bQa4uYf6iKo=</ds:DigestValue>',
  ];

  test('for what opens no session', () => {
    every(OTHERS, itself, line => {
      expectFindings(`2025-01-15 10:00:00 [12] f_g-x\n${line}\n`);
    });
  });
});
