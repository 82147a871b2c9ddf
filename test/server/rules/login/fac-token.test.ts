import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { fac, on } from '../../../support/logins';

const RULE = 'login/fac-token';

describe('login/fac-token fires', () => {
  test.each([
    [
      'for EAP-TTLS with a second factor',
      on(
        RULE,
        fac('EAP authentication failed due to missing token.'),
        '(4) facauth: EAP authentication failed due to missing token.',
      ),
      'A login: the token code is missing: this EAP method cannot ask for it',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/fac-token does not fire', () => {
  test.each([
    [
      'while the code is waited for',
      fac(
        "Updated auth log 'user01' for attempt from 192.0.2.7: Remote LDAP user authentication partially done, expecting FortiToken",
      ),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
