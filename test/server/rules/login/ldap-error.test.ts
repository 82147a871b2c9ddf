import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
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
