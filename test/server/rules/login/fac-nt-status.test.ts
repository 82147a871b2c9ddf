import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { fac, on } from '../../../support/logins';

const RULE = 'login/fac-nt-status';

describe('login/fac-nt-status fires', () => {
  test.each([
    [
      'for a locked account',
      on(
        RULE,
        fac('ntlm_auth failed: Account locked out (0xc0000234)'),
        '(4) facauth: ntlm_auth failed: Account locked out (0xc0000234)',
      ),
      'A login: Active Directory refused the login: the account is locked (0xc0000234)',
    ],
    [
      'for a wrong password',
      on(
        RULE,
        fac('ntlm_auth failed: Wrong Password (0xc000006a)'),
        '(4) facauth: ntlm_auth failed: Wrong Password (0xc000006a)',
      ),
      'A login: Active Directory refused the login: the password is wrong (0xc000006a)',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/fac-nt-status does not fire', () => {
  test.each([['for success', fac('ntlm_auth: OK (0x0)')]])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
