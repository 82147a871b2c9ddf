import { describe, expect, test } from 'vitest';
import { expectFindings, messagesOf } from '../../../support/findings';
import { asked, began, fnbamd, ldapLoaded, on, result } from '../../../support/logins';

const RULE = 'login/ldap-error';

describe('login/ldap-error fires', () => {
  test.each([
    [
      'for a search base that does not exist',
      on(
        RULE,
        fnbamd(
          'fnbamd_ldap_parse_response-Error 32(0000208D: NameErr: DSID-0310028C, problem 2001 (NO_OBJECT), data 0)',
        ),
      ),
      'user01: the LDAP server ldap-hq refused: the search base does not exist (error 32)',
    ],
    [
      'for a server that wants a secure connection',
      on(
        RULE,
        fnbamd(
          'fnbamd_ldap_parse_response-Error 8(00002028: LdapErr: DSID-0C090257, comment: The server requires binds to turn on integrity checking)',
        ),
      ),
      'user01: the LDAP server ldap-hq refused: it requires a secure connection or signing (error 8)',
    ],
    [
      'for a number without words',
      on(RULE, fnbamd('fnbamd_ldap_parse_response-Error 80(other)')),
      'user01: the LDAP server ldap-hq answered with error 80',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(began() + ldapLoaded() + lines + result(5));
    expect(found?.message).toBe(message);
  });
});

describe('login/ldap-error does not fire', () => {
  test.each([
    ['for success', asked() + ldapLoaded() + fnbamd('fnbamd_ldap_parse_response-ret=0') + result(1)],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});

describe('login/ldap-error fires for a password that is not changed', () => {
  test.each([
    [
      '19(0000052D: AtrErr: DSID-03191083, #1:',
      "an LDAP server refused the new password: it breaks the domain's password policy (0000052D)",
    ],
    [
      '53(0000001F: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0)',
      'an LDAP server refused to change the password, probably because the connection is not LDAPS (0000001F)',
    ],
    [
      '19(constraint violation)',
      'an LDAP server refused: a value breaks a rule of the directory, for a password its policy (error 19)',
    ],
  ])('%s', (error, message) => {
    const capture = `[1920] handle_req-Rcvd auth req 5000000001 for user01 in vpn-users opt=00200421 prot=11\n[1207] fnbamd_ldap_parse_response-Error ${error}\n[243] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 5000000001, len=2544\n`;
    expect(messagesOf(RULE, capture)).toEqual([`user01: ${message}`]);
  });
});

test.each([
  [7, 'auth method not supported', 'refused: it does not support this kind of bind (error 7)'],
  [12, 'critical extension is unavailable', 'refused: it does not support what the unit asks for (error 12)'],
  [
    48,
    'inappropriate authentication',
    'refused: it does not allow this kind of bind, for example an anonymous one (error 48)',
  ],
])('login/ldap-error has its own words for the code %i', (code, words, message) => {
  const capture = `[1920] handle_req-Rcvd auth req 5000000001 for user01 in vpn-users opt=00200421 prot=11\n[1207] fnbamd_ldap_parse_response-Error ${code}(${words})\n[243] fnbamd_comm_send_result-Sending result 1 (nid 0) for req 5000000001, len=2544\n`;
  expect(messagesOf(RULE, capture)).toEqual([`user01: an LDAP server ${message}`]);
});
