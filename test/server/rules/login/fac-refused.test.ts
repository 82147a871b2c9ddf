import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { fac, on } from '../../../support/logins';

const RULE = 'login/fac-refused';

describe('login/fac-refused fires', () => {
  test.each([
    [
      'with the reason of the log',
      on(
        RULE,
        fac(
          "Updated auth log 'user01' for attempt from 192.0.2.7: Local user authentication with FortiToken failed: invalid password",
        ),
        "(4) facauth: Updated auth log 'user01' for attempt from 192.0.2.7: Local user authentication with FortiToken failed: invalid password",
      ),
      'user01: FortiAuthenticator refused the login: Local user authentication with FortiToken failed: invalid password',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/fac-refused does not fire', () => {
  test.each([
    [
      'while the code is waited for',
      fac(
        "Updated auth log 'user01' for attempt from 192.0.2.7: Remote LDAP user authentication partially done, expecting FortiToken",
      ),
    ],
    [
      'when the shared secret is wrong',
      fac("Updated auth log 'user01': Local user authentication with FortiToken failed: invalid password") +
        '(4) WARNING: Unprintable characters in the password. Double-check the shared secret on the server and the NAS!\n',
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
