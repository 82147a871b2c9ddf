import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, began, fnbamd, on, radiusAsked, result } from '../../../support/logins';

const RULE = 'login/no-server';
const none = fnbamd('create_auth_session-Error starting authentication');
const notCreated = fnbamd('handle_req-Error creating session');

describe('login/no-server fires', () => {
  test('if no session could be created', () => {
    const [found] = expectFindings(began() + none + on(RULE, notCreated) + result(3));
    expect(found).toMatchObject({
      severity: 'error',
      message: 'user01: no server was found for the group vpn-users (result 3)',
      facts: { user: 'user01', group: 'vpn-users' },
      related: [{ message: 'the login began here' }],
    });
  });

  test('for result 3 alone', () => {
    expect(expectFindings(on(RULE, result(3)))[0]?.message).toBe(
      'A login: no server was found for the group (result 3)',
    );
  });

  test('for a group with blanks in its name, over a wrapped line', () => {
    const [found] = expectFindings(
      '[1945] handle_req-Rcvd auth req 5000000001 for user01 \n       in Branch Users opt=00000500 prot=10\n' +
        on(RULE, notCreated) +
        result(3),
    );
    expect(found?.facts['group']).toBe('Branch Users');
  });
});

describe('login/no-server does not fire', () => {
  test('if one daemon finds no server and another does', () => {
    expectFindings(
      asked() + fnbamd("auth_tac_plus_start-Didn't find tac_plus servers (0)") + radiusAsked() + result(0),
    );
  });

  test('for RADIUS code 3', () => {
    expectFindings(asked() + fnbamd('fnbamd_rad_validate_pkt-RADIUS resp code 3') + result(1), RULE);
  });

  test('for a session that could not be created if the login was accepted anyway', () => {
    expectFindings(asked() + none + result(0));
  });
});
