import { describe, expect, test } from 'vitest';
import { findingsOf, messagesOf } from '../../../support/findings';
import { asked } from '../../../support/logins';

const RULE = 'login/test-refused';

const messagesIn = (text: string): string[] => messagesOf(RULE, text);

describe('login/test-refused fires', () => {
  test.each([
    [
      'for LDAP',
      "FGT # diagnose test authserver ldap ldap1 user01 x\nauthenticate 'user01' against 'ldap1' failed!\n",
      "user01: the test login at ldap1 failed; fnbamd's debug output says why",
    ],
    [
      'for RADIUS, without its scheme as a server',
      "authenticate 'user01' against 'mschap2' failed, assigned_rad_session_id=1 session_timeout=0 secs idle_timeout=0 secs!\n",
      "user01: the test login failed; fnbamd's debug output says why",
    ],
    [
      'for a RADIUS server that is silent',
      "authenticate 'user01' against 'pap' failed(no response), assigned_rad_session_id=1 session_timeout=0 secs idle_timeout=0 secs!\n",
      'user01: the RADIUS server did not answer the test login',
    ],
  ])('%s', (_why, text, message) => {
    expect(messagesIn(text)).toEqual([message]);
  });
});

describe('login/test-refused names', () => {
  test('the server, however long its name is', () => {
    const text = "authenticate 'user01' against 'ldap-server-headquarters' failed!\n";
    expect(messagesIn(text)[0]).toContain('the test login at ldap-server-headquarters failed');
  });

  test('the group that was tested, not that of a login of the same user before it', () => {
    const text = `${asked()}authenticate user 'user01' in group 'sales' failed!\n`;
    expect(findingsOf(text).find(({ rule }) => rule === RULE)?.facts['group']).toBe('sales');
  });
});

describe('login/test-refused does not fire', () => {
  test.each([
    [
      'for a test that succeeds',
      "authenticate 'user01' against 'pap' succeeded, server=primary assigned_rad_session_id=1\n",
    ],
    [
      'where fnbamd says why',
      "[1943] handle_req-Rcvd auth req 1189741811 for user01 in rad1 opt=00000500 prot=10\n[1626] fnbamd_radius_auth_validate_pkt-RADIUS resp code 3\n[180] fnbamd_comm_send_result-Sending result 1 (error 0) for req 1189741811\nauthenticate 'user01' against 'pap' failed, assigned_rad_session_id=1\n",
    ],
  ])('%s', (_why, text) => {
    expect(messagesIn(text)).toEqual([]);
  });
});
