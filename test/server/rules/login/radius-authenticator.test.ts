import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, began, fnbamd, on, radiusAsked, result } from '../../../support/logins';

const RULE = 'login/radius-authenticator';

describe('login/radius-authenticator fires', () => {
  test.each([
    [
      'for an answer without the attribute',
      on(RULE, fnbamd('__rad_chk_resp_authenticator-No Message Authenticator')),
      'user01: the answer of the RADIUS server rad-hq has no Message-Authenticator and is dropped (Blast-RADIUS)',
    ],
    [
      'for the flag of newer builds',
      on(
        RULE,
        fnbamd(
          'fnbamd_rad_process-Challenged: 0, Invaid_Digest: 0, No_Message_Authenticator_Attr: 1, State_Len: 0',
        ),
      ),
      'user01: the answer of the RADIUS server rad-hq has no Message-Authenticator and is dropped (Blast-RADIUS)',
    ],
    [
      'with a wrong digest beside it',
      on(
        RULE,
        fnbamd(
          'fnbamd_rad_process-Challenged: 0, Invaid_Digest: 1, No_Message_Authenticator_Attr: 1, State_Len: 0',
        ),
      ),
      'user01: the answer of the RADIUS server rad-hq has no Message-Authenticator and is dropped (Blast-RADIUS)',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(began() + radiusAsked() + lines + result(5));
    expect(found?.message).toBe(message);
  });
});

describe('login/radius-authenticator does not fire', () => {
  test.each([
    [
      'for the state of the setting',
      asked() +
        radiusAsked() +
        fnbamd('__rad_chk_resp_authenticator-The Message Authenticator validation is mandatory now') +
        result(1),
    ],
    [
      'for flags that are 0',
      asked() +
        radiusAsked() +
        fnbamd('fnbamd_rad_process-Challenged: 0, Invaid_Digest: 0, No_Message_Authenticator_Attr: 0') +
        result(1),
    ],
    [
      'in a login that succeeds',
      asked() + radiusAsked() + fnbamd('__rad_chk_resp_authenticator-No Message Authenticator') + result(0),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
