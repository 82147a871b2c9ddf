import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { fac, on } from '../../../support/logins';

const RULE = 'login/fac-method';

describe('login/fac-method fires', () => {
  test.each([
    [
      'for an administrator without PAP',
      on('asked', fac('Local user found: user01'), '(4) facauth: Local user found: user01') +
        on(
          RULE,
          fac(`ERROR: ERROR: local user 'user01' auth require "User-Password" (pap)`),
          `(4) facauth: ERROR: ERROR: local user 'user01' auth require "User-Password" (pap)`,
        ) +
        fac('Authentication failed'),
      'user01: this account needs User-Password (pap), but the client used another method',
    ],
    [
      'without the time of a collector',
      on(
        RULE,
        '(4) facauth: ERROR: ERROR: local user \'user01\' auth require "User-Password" (pap)\n',
        '(4) facauth: ERROR: ERROR: local user \'user01\' auth require "User-Password" (pap)',
      ),
      'user01: this account needs User-Password (pap), but the client used another method',
    ],
  ])('%s', (_why, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/fac-method does not fire', () => {
  test.each([
    [
      'for a state',
      fac('Policy [fido_auth_opt: disabled, twofactor: force both, no_fido: two factor, revoked: reject]'),
    ],
  ])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});
