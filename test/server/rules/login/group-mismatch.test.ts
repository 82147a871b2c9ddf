import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import {
  asked,
  began,
  fnbamd,
  ike,
  on,
  pending,
  radiusAnswered,
  radiusAsked,
  radiusResult,
  REQUEST,
  result,
  deleted,
  twoPending,
} from '../../../support/logins';

const RULE = 'login/group-mismatch';
const failed = fnbamd('find_matched_usr_grps-Failed group matching');
const passed = fnbamd('find_matched_usr_grps-Passed group matching');
const matching = (server: string, request = REQUEST): string =>
  fnbamd(`fnbam_user_auth_group_match-req id: ${request}, server: ${server}, local auth: 0, dn match: 0`);

describe('login/group-mismatch fires', () => {
  test('with the group that the RADIUS server sent', () => {
    const [found] = expectFindings(
      asked() +
        radiusAsked() +
        radiusAnswered(2) +
        fnbamd('fnbamd_rad_get_vsas-FORTINET attr, type 1, val sales') +
        on(RULE, fnbamd('find_matched_usr_grps-Failed group matching')) +
        result(1),
    );
    expect(found?.message).toBe(
      "user01: rad-hq sent the group 'sales', which matches none of the required groups",
    );
  });

  test('if the groups of a SAML login do not fit into the answer', () => {
    const uid = '0123456789ABCDEF0123456789ABCDEF';
    const [found] = expectFindings(
      ike(`EAP user "${uid}"`) +
        asked(uid) +
        result(2) +
        asked(uid, '5000000002') +
        passed +
        result(0, '5000000002') +
        `${mark(RULE, 'Not enough buffer for groups')}\n` +
        fnbamd(`fnbam_user_auth_group_match-req id: ${REQUEST}, server: idp-a, local auth: 0, dn match: 0`) +
        failed +
        result(1),
    );
    expect(found?.message).toContain('the groups do not fit into the answer (probably bug 1023871)');
  });

  test('if the password was right and no group matches', () => {
    const [found] = expectFindings(
      began() +
        radiusAsked() +
        pending +
        radiusAnswered(2) +
        radiusResult(0) +
        matching('rad-hq') +
        on(RULE, failed) +
        result(1),
    );
    expect(found).toMatchObject({
      severity: 'error',
      message: 'user01: rad-hq accepted the login, but no required group matched',
      facts: { user: 'user01', server: 'rad-hq', group: 'vpn-users' },
      related: [{ role: 'asked', message: 'the login began here' }],
    });
  });

  test('for a SAML login by SSL VPN that no group of the FortiGate matches', () => {
    const [found] = expectFindings(
      `[301:root:1c]fsv_saml_login_resp_cb:183 ${mark(RULE, 'SAML group mismatch.')}\n`,
    );
    expect(found?.message).toBe(
      'A login (SSL VPN): SAML: the identity provider accepted the login, but no group on the FortiGate matches',
    );
  });

  test('for an EAP login, with the server of the EAP proxy of the unit', () => {
    const [found] = expectFindings(
      ike('EAP identity "user01"', 'saml_0') +
        asked() +
        fnbamd("fnbamd_auth_handle_radius_result-->Result for radius svr 'eap_proxy' 127.0.0.1(1) is 0") +
        matching('idp-hq') +
        on(RULE, failed) +
        result(1) +
        ike(`EAP ${REQUEST} result FNBAM_DENIED`, 'saml_0'),
    );
    expect(found?.message).toBe('user01 (EAP): idp-hq accepted the login, but no required group matched');
  });

  test('if the unit bound to the LDAP server before it', () => {
    expectFindings(
      asked() + fnbamd('__ldap_next_state-State: Start -> Admin Binding') + on(RULE, failed) + result(1),
    );
  });

  test('without its beginning', () => {
    expect(expectFindings(on(RULE, failed) + result(1))[0]?.message).toBe(
      'A login: the login was accepted, but no required group matched',
    );
  });

  test('for the right user while another one waits', () => {
    const [found] = expectFindings(
      twoPending +
        fnbamd('__ldap_rxtx-state 6(Attr query)') +
        matching('ldap-hq', '5000000001') +
        on(RULE, failed) +
        result(1, '5000000001') +
        deleted('5000000001') +
        fnbamd('__ldap_rxtx-state 6(Attr query)') +
        passed +
        result(0, '5000000002'),
    );
    expect(found?.facts['user']).toBe('user01');
  });
});

describe('login/group-mismatch says that no group was found', () => {
  const searched = (found: string): string =>
    fnbamd(`__retrieve_group_values- attr='memberOf'${found} values`);

  test.each([', found 0', ' - found 0'])('if the search says %s', found => {
    const [one] = expectFindings(asked() + searched(found) + on(RULE, failed) + result(1));
    expect(one?.message).toContain("a search for the user's groups found none");
  });

  test.each([', found 2', ' - found 10'])('not if it says %s', found => {
    const [one] = expectFindings(asked() + searched(found) + on(RULE, failed) + result(1));
    expect(one?.message).toContain('no required group matched');
  });

  test('not if the groups do not fit, nor if the password was wrong', () => {
    const buffer = `${mark(RULE, 'Not enough buffer for groups')}\n`;
    const [one] = expectFindings(asked() + buffer + searched(', found 0') + failed + result(1));
    expect(one?.message).toContain('the groups do not fit into the answer');
    const wrong = on('login/denied', fnbamd('auth_local-Concluded: 1'));
    const [other] = expectFindings(asked() + searched(', found 0') + wrong + result(1));
    expect(other?.message).toContain('wrong password for a local user');
  });

  test('not if a group matched', () => {
    expectFindings(asked() + searched(', found 0') + passed + result(0));
  });
});

describe('login/group-mismatch does not fire', () => {
  test('if a group matched', () => {
    expectFindings(asked() + passed + result(0));
  });

  test('if one group failed and the login was accepted by another', () => {
    expectFindings(asked() + failed + passed + result(0));
  });

  test('if the password was wrong', () => {
    expectFindings(asked() + on('login/denied', radiusAnswered(3), 'RADIUS resp code 3') + result(1));
  });

  test('for the words in another function', () => {
    expectFindings(asked() + fnbamd('__group_match-Failed group matching') + result(0));
  });
});
