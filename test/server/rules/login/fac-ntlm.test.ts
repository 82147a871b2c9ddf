import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { fac, on } from '../../../support/logins';

const RULE = 'login/fac-ntlm';

describe('login/fac-ntlm fires', () => {
  test.each([
    [
      'for a domain that blocks NTLM',
      on(
        RULE,
        fac('The authentication failed because NTLM was blocked. (0xc0000418)'),
        '(4) facauth: The authentication failed because NTLM was blocked. (0xc0000418)',
      ),
      'A login: the domain blocks NTLM, which MSCHAPv2 needs (0xc0000418)',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/fac-ntlm does not fire', () => {
  test.each([['for another status', fac('Logon failure (0xc000006d)')]])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
