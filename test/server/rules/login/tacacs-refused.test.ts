import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'login/tacacs-refused';

describe('login/tacacs-refused fires', () => {
  test.each([
    [
      'for a login that failed',
      on(
        RULE,
        '2024-03-30T04:10:03.123456+00:00 fac authen_tac_plus[1234]: 192.0.2.1 user01 tty1 192.0.2.2 pap login failed\n',
        '192.0.2.1 user01 tty1 192.0.2.2 pap login failed',
      ),
      'user01: the TACACS+ login at 192.0.2.1 was refused',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/tacacs-refused does not fire', () => {
  test.each([
    [
      'for one that succeeded',
      '2024-03-30T04:10:03.123456+00:00 fac authen_tac_plus[1234]: 192.0.2.1 user01 tty1 192.0.2.2 pap login succeeded\n',
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
