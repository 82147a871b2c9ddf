import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import { asked, began, fnbamd, ike, on, REQUEST, result } from '../../../support/logins';

const RULE = 'login/saml';
const SIGNATURE = 'ret=440(The profile cannot verify a signature on the message)';
const sp = (said: string): string => `__samld_sp_login_resp [871]: ${said}\n`;
const notStarted = fnbamd('handle_req-Error starting session');

describe('login/saml fires', () => {
  test.each([
    [
      `Failed to process response message. ${SIGNATURE}`,
      "SAML failed with 440: the IdP's certificate is wrong",
    ],
    [
      'Failed to process response message. ret=450(Generic error when an IdP or an SP return the RequestDenied status code in its response.)',
      'SAML failed with 450: the IdP denied the request',
    ],
    [
      'Failed to process response message. ret=-201(The identifier of a provider is unknown to #LassoServer.)',
      "SAML failed with -201: the IdP's entity ID is wrong",
    ],
    [
      'Failed to verify signature. ret=-111(Failed to verify signature.)',
      'SAML failed with -111: the signature could not be verified',
    ],
    [
      'Failed to process response message. ret=999(Other)',
      'SAML failed with 999; this version has no source for that number',
    ],
  ])('for %s', (said, message) => {
    const [found] = expectFindings(sp('SP Login Response Msg Body') + `${mark(RULE, said)}\n`);
    expect(found?.severity).toBe('error');
    expect(found?.message.startsWith(`A login (SAML): ${message}`), found?.message).toBe(true);
    expect(found?.facts['method']).toBe('SAML');
  });

  test('for the sentence behind the function of samld', () => {
    expectFindings(sp(mark(RULE, `Failed to process response message. ${SIGNATURE}`)));
  });

  test.each(['No group info in SAML response', 'No user name info in SAML response'])(
    'as a warning for what is missing in an answer: %s',
    said => {
      const [found] = expectFindings(sp('SP Login Response Msg Body') + `${mark(RULE, said)}\n`);
      expect(found?.severity).toBe('warning');
      expect(found?.message).toMatch(
        /^A login \(SAML\): SAML: no (?:group|user name) attribute under the configured name$/,
      );
    },
  );

  test('for a FortiClient id that is refused by IPsec, whatever the check of its password says', () => {
    const [found] = expectFindings(
      ike('EAP identity "client"', 'saml_0') +
        asked('0A1B2C3D4E5F60718293A4B5C6D7E8F9') +
        fnbamd('auth_local-Concluded: 1') +
        `[243] fnbamd_comm_send_result-${mark(RULE, `Sending result 1 (nid 0) for req ${REQUEST}, len=2544`)}\n`,
    );
    expect(found?.message).toContain('no group matches; compare group-name');
  });

  test('for clocks that differ', () => {
    const [found] = expectFindings(sp(mark(RULE, 'Clock skew issue.')));
    expect(found?.message).toBe('A login (SAML): SAML: the clocks of the FortiGate and the IdP differ');
  });

  test('for an EAP login that the SAML cache does not know', () => {
    const [found] = expectFindings(
      ike('EAP identity "user01"', 'saml_0') +
        began() +
        fnbamd('start_remote_auth-Error starting remote authentication') +
        on(RULE, notStarted) +
        result(5) +
        ike(`EAP ${REQUEST} result FNBAM_ERROR`, 'saml_0'),
    );
    expect(found).toMatchObject({
      message: 'user01 (EAP): IPsec with SAML: no entry in the SAML cache for this user (result 5)',
      facts: { method: 'EAP', connection: 'saml_0', group: 'vpn-users' },
    });
  });
});

describe('login/saml does not fire', () => {
  test('for a SAML login without an error', () => {
    expectFindings(
      sp('SP Login Response Msg Body') + 'samld_send_common_reply [99]:     Attr: 10, 12, username, user01\n',
    );
  });

  test('for result 5 of a login that is no EAP', () => {
    expectFindings(asked() + on('login/not-tried', notStarted) + result(5));
  });

  test('for an EAP login that went on', () => {
    expectFindings(ike('EAP identity "user01"', 'saml_0') + asked() + notStarted + result(0));
  });

  test('for numbers of other lines', () => {
    expectFindings(
      '[311:root:4a]rmt_web_access_check:780 access failed, uri=[/remote/logincheck],ret=4103,\n' +
        fnbamd('fnbamd_ldap_parse_response-ret=450') +
        '2025-02-03 10:00:00 [600] __tcps_tcp_start_connect: ret=-111\n',
    );
  });
});
