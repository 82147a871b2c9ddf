import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, began, fnbamd, ldapLoaded, on, result } from '../../../support/logins';

const RULE = 'login/ldap-account';

describe('login/ldap-account fires', () => {
  test.each([
    [
      'in the words of FortiOS 7.2',
      fnbamd("__ldap_rxtx-Change state to 'Admin Binding'") +
        on(
          RULE,
          fnbamd(
            'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 52e, v3839)',
          ),
        ),
      "user01: the LDAP server ldap-hq refused the unit's bind account: wrong name or password (data 52e)",
    ],
    [
      'in the words of FortiOS 7.4',
      fnbamd('__ldap_next_state-State: Connecting -> Admin Binding') +
        on(
          RULE,
          fnbamd(
            'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 775, v3839)',
          ),
        ),
      "user01: the LDAP server ldap-hq refused the unit's bind account: the account is locked (data 775)",
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(began() + ldapLoaded() + lines + result(5));
    expect(found?.message).toBe(message);
  });
});

describe('login/ldap-account does not fire', () => {
  test.each([
    [
      'for the user after the account was accepted',
      asked() +
        ldapLoaded() +
        fnbamd('__ldap_next_state-State: Connecting -> Admin Binding') +
        fnbamd('__ldap_next_state-State: DN search -> User Binding') +
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 52e, v3839)',
        ) +
        result(1),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
