import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, began, fnbamd, ldapLoaded, on, result } from '../../../support/logins';

const RULE = 'login/ldap-bind';

describe('login/ldap-bind fires', () => {
  test.each([
    [
      'for 525',
      on(
        RULE,
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 525, v3839)',
        ),
      ),
      'user01: the LDAP server ldap-hq refused the user: the user was not found (data 525)',
    ],
    [
      'for 52e',
      on(
        RULE,
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 52e, v3839)',
        ),
      ),
      'user01: the LDAP server ldap-hq refused the user: wrong name or password (data 52e)',
    ],
    [
      'for 530',
      on(
        RULE,
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 530, v3839)',
        ),
      ),
      'user01: the LDAP server ldap-hq refused the user: login not allowed at this time (data 530)',
    ],
    [
      'for 531',
      on(
        RULE,
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 531, v3839)',
        ),
      ),
      'user01: the LDAP server ldap-hq refused the user: login not allowed from this workstation (data 531)',
    ],
    [
      'for 532',
      on(
        RULE,
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 532, v3839)',
        ),
      ),
      'user01: the LDAP server ldap-hq refused the user: the password has expired (data 532)',
    ],
    [
      'for 533',
      on(
        RULE,
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 533, v3839)',
        ),
      ),
      'user01: the LDAP server ldap-hq refused the user: the account is disabled (data 533)',
    ],
    [
      'for 701',
      on(
        RULE,
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 701, v3839)',
        ),
      ),
      'user01: the LDAP server ldap-hq refused the user: the account has expired (data 701)',
    ],
    [
      'for 773',
      on(
        RULE,
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 773, v3839)',
        ),
      ),
      'user01: the LDAP server ldap-hq refused the user: the password must be changed first (data 773)',
    ],
    [
      'for 775',
      on(
        RULE,
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 775, v3839)',
        ),
      ),
      'user01: the LDAP server ldap-hq refused the user: the account is locked (data 775)',
    ],
    [
      'for an error without a code',
      on(RULE, fnbamd('fnbamd_ldap_parse_response-Error 49(Invalid credentials)')),
      "user01: the LDAP server ldap-hq refused the user's password (error 49)",
    ],
    [
      'for the words of FortiOS 5 and 6',
      on(RULE, fnbamd('fnbamd_ldap_get_result-Auth denied')),
      "user01: the LDAP server ldap-hq refused the user's password",
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(
      began() + ldapLoaded() + fnbamd("__ldap_rxtx-Change state to 'User Binding'") + lines + result(1),
    );
    expect(found?.message).toBe(message);
  });
});

test('login/ldap-bind fires for the user if the unit binds again after it', () => {
  const said =
    'Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 52e, v3839)';
  expectFindings(
    asked() +
      fnbamd("__ldap_rxtx-Change state to 'User Binding'") +
      on(RULE, fnbamd(`fnbamd_ldap_parse_response-${said}`)) +
      fnbamd("__ldap_rxtx-Change state to 'Admin Binding'") +
      result(1),
  );
});

test('login/ldap-bind fires for a capture that shows no bind before it', () => {
  expectFindings(asked() + on(RULE, fnbamd('fnbamd_ldap_get_result-Auth denied')) + result(1));
});

test('login/ldap-bind keeps its reason if a search for groups finds none', () => {
  const said =
    'Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 52e, v3839)';
  const [found] = expectFindings(
    asked() +
      fnbamd("__retrieve_group_values- attr='memberOf', found 0 values") +
      on(RULE, fnbamd(`fnbamd_ldap_parse_response-${said}`)) +
      result(1),
  );
  expect(found?.message).toContain('wrong name or password (data 52e)');
});

describe('login/ldap-bind does not fire', () => {
  test.each([
    [
      'for the account of the unit',
      asked() +
        ldapLoaded() +
        fnbamd("__ldap_rxtx-Change state to 'Admin Binding'") +
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 52e, v3839)',
        ) +
        result(5),
    ],
    [
      'when a second server accepts the user',
      asked() +
        ldapLoaded() +
        fnbamd(
          'fnbamd_ldap_parse_response-Error 49(80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 52e, v3839)',
        ) +
        result(0),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
