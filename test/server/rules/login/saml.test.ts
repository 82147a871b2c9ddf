import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { inEnglish } from '../../../../server/src/knowledge';
import { findingMessage as messageOfFinding } from '../../../../server/src/rules';
import { expectFindings, findingsOf, mark } from '../../../support/findings';
import { asked, fnbamd, ike, on, REQUEST, result } from '../../../support/logins';

const RULE = 'login/saml';
/** FortiClient's id, which IPsec has instead of a user name. */
const UID = '0123456789ABCDEF0123456789ABCDEF';
const SHOWN = 'UID 01234567…CDEF';
const SIGNATURE = 'ret=440(The profile cannot verify a signature on the message)';
const sp = (messagesIn: string): string => `__samld_sp_login_resp [871]: ${messagesIn}\n`;
const provider = (userName: string, groupName: string, name = 'idp-a'): string =>
  `config user saml\n    edit "${name}"\n        set user-name "${userName}"\n        set group-name "${groupName}"\n    next\nend\n`;
const notStarted = fnbamd('handle_req-Error starting session');

describe('login/saml fires', () => {
  test.each([
    [
      `Failed to process response message. ${SIGNATURE}`,
      "SAML failed with 440: the signature does not match the IdP's certificate",
    ],
    [
      'Failed to process response message. ret=450(Generic error when an IdP or an SP return the RequestDenied status code in its response.)',
      'SAML failed with 450: the IdP denied the request',
    ],
    [
      'Failed to process response message. ret=-201(The identifier of a provider is unknown to #LassoServer.)',
      "SAML failed with -201: the IdP's entity ID is not the configured one",
    ],
    [
      'Failed to verify signature. ret=-111(Failed to verify signature.)',
      'SAML failed with -111: the signature could not be verified',
    ],
    [
      'Failed to process response message. ret=999(Other)',
      'SAML failed with 999 (Other); this version has no source for that number',
    ],
  ])('for %s', (messagesIn, message) => {
    const [found] = expectFindings(sp('SP Login Response Msg Body') + `${mark(RULE, messagesIn)}\n`);
    expect(found?.severity).toBe('error');
    expect(found?.message.startsWith(`A login: ${message}`), found?.message).toBe(true);
    expect(found?.facts['method']).toBe('SAML');
  });

  test('for each number that this version does not know', () => {
    const failed = (code: number): string =>
      sp('SP Login Response Msg Body') +
      sp(mark(RULE, `Failed to process response message. ret=${code}(Other)`));
    expect(expectFindings(failed(998) + failed(999)).map(({ facts }) => facts['code'])).toEqual([
      '998',
      '999',
    ]);
  });

  test('with the entry that explains the number', () => {
    expect(expectFindings(sp(mark(RULE, `Failed to process response message. ${SIGNATURE}`)))[0]?.entry).toBe(
      'saml-result/440',
    );
  });

  test('for the sentence after the function of samld', () => {
    expectFindings(sp(mark(RULE, `Failed to process response message. ${SIGNATURE}`)));
  });

  test.each(['No group info in SAML response', 'No user name info in SAML response'])(
    'as a warning for what is missing in an answer: %s',
    messagesIn => {
      const [found] = expectFindings(sp('SP Login Response Msg Body') + `${mark(RULE, messagesIn)}\n`);
      expect(found?.severity).toBe('warning');
      expect(found?.message).toMatch(
        /^A login: SAML: no (?:group|user name) attribute under the configured name$/,
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
    expect(found?.message).toBe('A login: SAML: the clocks of the FortiGate and the IdP differ');
  });

  test('for an EAP login that the SAML cache does not know', () => {
    const [found] = expectFindings(
      ike(`EAP identity "${UID}"`, 'saml_0') +
        asked(UID) +
        fnbamd('start_remote_auth-Error starting remote authentication') +
        on(RULE, notStarted) +
        result(5) +
        ike(`EAP ${REQUEST} result FNBAM_ERROR`, 'saml_0'),
    );
    expect(found).toMatchObject({
      message: `${SHOWN} (EAP): IPsec with SAML: fnbamd probably has no SAML login of this user (result 5)`,
      facts: { method: 'EAP', connection: 'saml_0', group: 'vpn-users' },
    });
  });
});

describe('login/saml names both halves of an attribute', () => {
  const denied = ike(`EAP user "${UID}"`, 'saml_0') + ike(`EAP ${REQUEST} pending`, 'saml_0') + asked(UID);
  const sent = (...names: string[]): string =>
    names.map(name => `samld_send_common_reply [95]:     Attr: 10, 26, '${name}' 'value'\n`).join('');
  const messageOf = (text: string): string | undefined =>
    analyze(text)
      .findings.filter(({ rule }) => rule === RULE)
      .map(finding => messageOfFinding(finding, inEnglish))[0];

  test('what the IdP sends, and what the FortiGate asks for', () => {
    const text = sent('name', 'group') + denied + result(1) + provider('name', 'groups');
    expect(messageOf(text)).toBe(
      `${SHOWN} (EAP): SAML: the IdP sends the groups as 'group', but group-name of idp-a is 'groups'`,
    );
  });

  test.each([
    ['No group info', sent('memberOf'), "the IdP sends the groups as 'memberOf', but group-name is 'groups'"],
    [
      'No group info',
      sent('name'),
      "no group attribute under the configured name 'groups'; the IdP sends name",
    ],
    ['No group info', '', "no group attribute under the configured name 'groups'"],
    ['No user name info', sent('mail'), "the IdP sends the user name as 'mail', but user-name is 'uid'"],
  ])('where SSL VPN says "%s": %s', (words, attributes, message) => {
    const line = `[301:root:1c]fsv_saml_login_response:482 ${words} in SAML response.\n`;
    expect(messageOf(attributes + line + provider('uid', 'groups'))).toBe(
      `A login (SSL VPN): SAML: ${message}`,
    );
  });

  test('what the FortiGate asks for alone', () => {
    expect(messageOf(denied + result(1) + provider('username', 'groupname'))).toBe(
      `${SHOWN} (EAP): SAML over IPsec: no attribute matches; compare user-name 'username' and group-name 'groupname' with what the IdP sends`,
    );
  });

  test('what the IdP sends alone', () => {
    expect(messageOf(sent('https://claims.example.com/upn', 'memberOf') + denied + result(1))).toBe(
      `${SHOWN} (EAP): SAML over IPsec: no group matches; the IdP sends the attributes memberOf, upn: compare with config user saml`,
    );
  });

  test('what the IdP sends, if none of it is like the groups that the FortiGate asks for', () => {
    const text = sent('name', 'mail') + denied + result(1) + provider('name', 'groups');
    const [found] = findingsOf(text).filter(({ rule }) => rule === RULE);
    expect(found?.message).toBe(
      `${SHOWN} (EAP): SAML: the IdP sends no attribute 'groups' (group-name of idp-a); it sends mail, name`,
    );
    expect(found?.related.map(({ role }) => role)).toEqual(['asked', 'group-name', 'user-name']);
  });

  test('that it is the values if the names are the same', () => {
    expect(messageOf(sent('name', 'groups') + denied + result(1) + provider('name', 'groups'))).toBe(
      `${SHOWN} (EAP): SAML: the attribute 'groups' is sent, but none of its values is a group that the FortiGate requires`,
    );
  });

  test('that it is the values if only the name of the user differs', () => {
    expect(messageOf(sent('name', 'groups') + denied + result(1) + provider('username', 'groups'))).toContain(
      "the attribute 'groups' is sent, but none of its values is a group",
    );
  });

  test('with the places of both, and no problem of its own', () => {
    const [found, ...others] = findingsOf(
      sent('group') +
        sp('SP Login Response Msg Body') +
        sp('No group info in SAML response') +
        provider('group', 'groups'),
    ).filter(({ rule }) => rule.startsWith('login/'));
    expect(found?.message).toBe(
      "A login: SAML: the IdP sends the groups as 'group', but group-name is 'groups'",
    );
    expect(found?.related.map(({ on: words, message }) => `${words}: ${message}`)).toEqual([
      'groups: group-name of config user saml',
      'group: user-name of config user saml',
      'group: an attribute that the IdP sends',
    ]);
    expect(others).toEqual([]);
  });

  test('and the other attribute that is missing', () => {
    const [found] = findingsOf(
      '[301:root:1c]fsv_saml_login_response:482 No group info in SAML response.\n' +
        '[301:root:1c]fsv_saml_login_response:486 No user name info in SAML response. Please check saml configuration.\n' +
        provider('name', 'groups'),
    ).filter(({ rule }) => rule === RULE);
    expect(found?.related.map(({ message }) => message)).toEqual([
      'the other attribute that is missing',
      'group-name of config user saml',
      'user-name of config user saml',
    ]);
  });

  test('apart from a SAML login that failed for another reason', () => {
    const found = findingsOf(sent('group') + sp('Clock skew issue.') + provider('group', 'groups')).map(
      ({ rule }) => rule,
    );
    expect(found).toContain('login/saml');
    expect(found).toContain('login/saml-attribute');
  });

  test('neither attribute', () => {
    expect(
      messageOf(
        '[301:root:1c]fsv_saml_login_response:482 No group info in SAML response.\n' +
          '[301:root:1c]fsv_saml_login_response:486 No user name info in SAML response. Please check saml configuration.\n',
      ),
    ).toBe(
      "A login (SSL VPN): SAML: the IdP's response has no group or user name attribute under the configured names",
    );
  });

  test('nothing of one of several identity providers', () => {
    const text =
      sent('group') + denied + result(1) + provider('a', 'b', 'idp-a') + provider('c', 'd', 'idp-b');
    expect(messageOf(text)).toContain('the IdP sends the attributes group: compare');
  });
});

describe("login/saml gives the identity provider's own reason", () => {
  const refused = sp('Failed to process response message. ret=450(Generic error)');
  const status = (message: string): string =>
    '<saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol"><saml2p:Status>' +
    '<saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder">' +
    '<saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:RequestDenied"/></saml2p:StatusCode>' +
    `${message}</saml2p:Status></saml2p:Response>\n`;
  const messagesIn = '<saml2p:StatusMessage>The user is in no group.</saml2p:StatusMessage>';
  const acs =
    "Invalid request, ACS Url in request https://vpn.example.com/login/ doesn't match configured ACS Url https://vpn.example.com/login.";

  test.each([
    [
      'with its message',
      status(messagesIn),
      'SAML: the IdP refuses the request (RequestDenied): The user is in no group',
    ],
    ['without a message', status(''), 'SAML: the IdP refuses the request (RequestDenied)'],
    [
      'without the name that it quotes',
      status("<saml2p:StatusMessage>'Maria Example' is in no group.</saml2p:StatusMessage>"),
      "SAML: the IdP refuses the request (RequestDenied): '…' is in no group",
    ],
    [
      'on wrapped lines',
      status(messagesIn).replace(/.{80}/g, '$&\n'),
      'SAML: the IdP refuses the request (RequestDenied): The user is in no group',
    ],
    [
      'of which the cause is known',
      status(`<saml2p:StatusMessage>${acs}</saml2p:StatusMessage>`),
      "SAML: the ACS URL in the FortiGate's request differs from the one at the IdP",
    ],
  ])('%s', (_what, xml, message) => {
    const { findings } = analyze(sp('SP Login Response Msg Body') + xml + refused);
    const messages = findings
      .filter(({ rule }) => !rule.startsWith('capture/'))
      .map(finding => messageOfFinding(finding, inEnglish).replace(/\.$/, ''));
    expect(messages).toEqual([`A login: ${message}`]);
  });

  test('in a sentence that an entry explains', () => {
    const xml = status('<saml2p:StatusMessage>Clock skew issue.</saml2p:StatusMessage>');
    const [found] = findingsOf(sp('SP Login Response Msg Body') + xml).filter(({ rule }) => rule === RULE);
    expect(found?.message).toBe('A login: SAML: the clocks of the FortiGate and the IdP differ');
  });

  test('but not for a successful answer', () => {
    const xml = status(messagesIn).replace(/status:\w+"/g, 'status:Success"');
    expect(analyze(xml).findings.filter(({ rule }) => rule === RULE)).toEqual([]);
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
