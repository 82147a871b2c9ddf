import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';

const RULE = 'secret/session';
const VALUE = mark(RULE, 'b7Xk29LmQp4RtYw81ZsD');

describe('secret/session fires', () => {
  test.each([
    `Cookie: SVPNCOOKIE=${VALUE}`,
    `Set-Cookie: SVPNCOOKIE=${VALUE}; path=/; secure`,
    `Authorization: Bearer ${VALUE}`,
    `{"access_token":"${VALUE}"}`,
    `[15453:root:96]deconstruct_session_id:716 decode session id ok, csrf_token=[${VALUE}],idx=0`,
    `saml2?SAMLRequest=${VALUE}`,
    `__samld_sp_create_auth_req [447]: <ds:SignatureValue>${VALUE}</ds:SignatureValue>`,
  ])('in %s', line => {
    const [found] = expectFindings(`2025-01-15 10:00:00 [12] f_g-x\n${line}\n`);
    expect(found).toMatchObject({
      severity: 'warning',
      message: 'Session cookie or token in clear text: mask it before sharing',
    });
  });
});

describe('secret/session does not fire', () => {
  test.each([
    'Cookie: SVPNCOOKIE=********************',
    'Authorization: Bearer <token>',
    '[15453:root:96]rmt_web_auth_info_parser_common:504 no session id in auth info',
    '[2421] is_valid_csrf_token-no CSRF token found',
    '[115] func_a-csrf_token=[]',
    // A certificate is public, and a digest opens nothing.
    '__samld_sp_login_resp [859]: <X509Certificate>MIIC8DCCAdigAwIBAgIQf4kkf8rT0aJbQw</X509Certificate>',
    '__samld_sp_login_resp [859]: <ds:DigestValue>qL1e5hG8yGqk1mZ0x3n5rVt7pWc9dXs2bQa4uYf6iKo=</ds:DigestValue>',
  ])('for %s', line => {
    expectFindings(`2025-01-15 10:00:00 [12] f_g-x\n${line}\n`);
  });
});
