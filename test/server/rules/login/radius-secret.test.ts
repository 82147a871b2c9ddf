import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, began, fnbamd, on, radiusAsked, result } from '../../../support/logins';

const RULE = 'login/radius-secret';

describe('login/radius-secret fires', () => {
  test.each([
    [
      'for a wrong digest',
      on(
        RULE,
        fnbamd(
          'fnbamd_rad_process-Challenged: 0, FTK_Challenge: 0, CHG_PWD: 0, Invaid_Digest: 1, State_Len: 0',
        ),
      ),
      'user01: the answer of the RADIUS server rad-hq does not match the shared secret: the secrets probably differ',
    ],
    [
      'for the words of older builds',
      on(RULE, fnbamd('fnbamd_radius_auth_validate_pkt-Invalid digest')),
      'user01: the answer of the RADIUS server rad-hq does not match the shared secret: the secrets probably differ',
    ],
    [
      'for a wrong authenticator',
      on(RULE, fnbamd('__rad_chk_resp_authenticator-invalid authenticator')),
      'user01: the answer of the RADIUS server rad-hq does not match the shared secret: the secrets probably differ',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(began() + radiusAsked() + lines + result(5));
    expect(found?.message).toBe(message);
  });
});

describe('login/radius-secret does not fire', () => {
  test.each([
    [
      'for a right digest',
      asked() +
        radiusAsked() +
        fnbamd('fnbamd_rad_process-Challenged: 0, Invaid_Digest: 0, State_Len: 0') +
        result(1),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
