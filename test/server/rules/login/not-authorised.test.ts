import { describe, expect, test } from 'vitest';
import { expectFindings, messagesOf } from '../../../support/findings';
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

test('login/not-authorised fires for a TACACS+ client without a policy', () => {
  const line = (text: string): string =>
    `2025-12-09T09:42:08.789839+00:00 fac1 authen_tac_plus[2916]: ${text}\n`;
  const said = 'client 192.0.2.2 has no matching policy, request rejected';
  expect(messagesOf(RULE, line(said) + line('192.0.2.2 user01 ssh 192.0.2.1 pap login failed'))).toEqual([
    `A login: no policy, rule or portal matches the user (${said})`,
  ]);
});
