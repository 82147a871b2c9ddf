import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { expectFindings } from '../../../support/findings';
import { on } from '../../../support/logins';

const RULE = 'login/fac-ntlm';

const fac = (said: string, request = 4, daemon = 'radiusd'): string =>
  `2024-03-30T04:10:03.123456+00:00 fac ${daemon}[1234]: (${request}) facauth: ${said}\n`;

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
    const rules = analyze(text).findings.map(({ rule }) => rule);
    expect(rules).not.toContain(RULE);
  });
});
