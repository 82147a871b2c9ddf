import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { asked, began, fnbamd, on, radiusAnswered, radiusAsked, result } from '../../../support/logins';

const RULE = 'login/radius-reason';

describe('login/radius-reason fires', () => {
  test.each([
    [
      'for 691',
      on(RULE, fnbamd('fnbamd_rad_extract_chap_error-CHAP err: E=691 R=0 V=3')),
      'user01: the RADIUS server rad-hq rejected the login: wrong name or password (E=691)',
    ],
    [
      'for 646',
      on(RULE, fnbamd('fnbamd_rad_extract_chap_error-CHAP err: E=646 R=0 V=3')),
      'user01: the RADIUS server rad-hq rejected the login: login not allowed at this time (E=646)',
    ],
    [
      'for 647',
      on(RULE, fnbamd('fnbamd_rad_extract_chap_error-CHAP err: E=647 R=0 V=3')),
      'user01: the RADIUS server rad-hq rejected the login: the account is disabled (E=647)',
    ],
    [
      'for 648',
      on(RULE, fnbamd('fnbamd_rad_extract_chap_error-CHAP err: E=648 R=0 V=3')),
      'user01: the RADIUS server rad-hq rejected the login: the password has expired (E=648)',
    ],
    [
      'for 649',
      on(RULE, fnbamd('extract_chap_error-CHAP err: E=649 R=0 V=3')),
      'user01: the RADIUS server rad-hq rejected the login: the account has no dial-in permission (E=649)',
    ],
    [
      'for 709',
      on(RULE, fnbamd('extract_chap_error-CHAP err: E=709 R=0 V=3')),
      'user01: the RADIUS server rad-hq rejected the login: the password could not be changed (E=709)',
    ],
    [
      'for a number without words',
      on(RULE, fnbamd('fnbamd_rad_extract_chap_error-CHAP err: E=650 R=0 V=3')),
      'user01: the RADIUS server rad-hq rejected the login with MS-CHAP error 650',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(
      began() +
        radiusAsked() +
        radiusAnswered(3) +
        lines +
        radiusAsked() +
        radiusAnswered(3) +
        radiusAsked() +
        radiusAnswered(3) +
        result(1),
    );
    expect(found?.message).toBe(message);
  });
});

describe('login/radius-reason does not fire', () => {
  test.each([
    [
      'when the expired password is asked for anew',
      asked() +
        radiusAsked() +
        radiusAnswered(3) +
        fnbamd('fnbamd_rad_extract_chap_error-CHAP err: E=648 R=0 V=3') +
        result(2),
    ],
    [
      'when another method is accepted then',
      asked() +
        radiusAsked() +
        radiusAnswered(3) +
        fnbamd('fnbamd_rad_extract_chap_error-CHAP err: E=691 R=0 V=3') +
        radiusAsked() +
        radiusAnswered(2) +
        result(0),
    ],
    [
      'for the fixed number of eap_proxy',
      'EAP: EAP entering state SEND_REQUEST\nE=691 R=0 C=00 V=3 M=FAILED\n',
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
