import { describe, expect, test } from 'vitest';
import { expectFindings } from '../../../support/findings';
import { on, sslvpn } from '../../../support/logins';

const RULE = 'login/not-authorised';

describe('login/not-authorised fires', () => {
  test.each([
    [
      'no policy',
      on(RULE, sslvpn('no valid user or group candidate found.'), 'no valid user or group candidate found.'),
      'A login: no policy, rule or portal matches the user (no valid user or group candidate found.)',
    ],
    [
      'no group',
      on(RULE, sslvpn('group mismatch'), 'group mismatch'),
      'A login: the user is in none of the required groups (group mismatch)',
    ],
  ])('for: %s', (_said, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/not-authorised does not fire', () => {
  test.each([['for a rule that fits', sslvpn('rule 1 done, got user (1:0) group (0:0) peer group (0).')]])(
    '%s',
    (_why, text) => {
      expectFindings(text, RULE);
    },
  );
});
