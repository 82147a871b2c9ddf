import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { inEnglish } from '../../../../server/src/knowledge';
import { findingMessage } from '../../../../server/src/rules';
import { expectFindings, messagesOf } from '../../../support/findings';
import { on, sslvpn } from '../../../support/logins';

const RULE = 'login/second-factor';

describe('login/second-factor fires', () => {
  test.each([
    [
      'a wrong code',
      on(RULE, sslvpn('invalid token code'), 'invalid token code'),
      'A login: wrong code (invalid token code)',
    ],
    [
      'a token that cannot be used',
      on(RULE, sslvpn('token is not activated'), 'token is not activated'),
      'A login: the token cannot be used (token is not activated)',
    ],
    [
      'a push that fails',
      on(RULE, sslvpn('push notification failed'), 'push notification failed'),
      'A login: the push to the phone failed (push notification failed)',
    ],
    [
      'a mail that is not sent',
      on(RULE, sslvpn('Failed to send email token'), 'Failed to send email token'),
      'A login: the message with the code could not be sent (Failed to send email token)',
    ],
  ])('for: %s', (_said, lines, message) => {
    const [found] = expectFindings(lines);
    expect(found?.message).toBe(message);
  });
});

describe('login/second-factor does not fire', () => {
  test.each([['for a code that is asked for', sslvpn('token code asked')]])('%s', (_why, text) => {
    expectFindings(text, RULE);
  });
});

describe('Lines of the event log', () => {
  const problems = (line: string): string[] =>
    analyze(`date=2024-01-02 time=09:22:41 logid="0100032002" type="event" user="user01" ${line}\n`)
      .findings.filter(({ rule }) => !rule.startsWith('capture/'))
      .map(finding => findingMessage(finding, inEnglish));

  test.each([
    [
      'level="warning" msg="FTM deprovision: disabled remote LDAP user \'user02\' because FTM activation has expired."',
      "user02: the token's activation has expired, so FortiAuthenticator disabled the user (FTM deprovision: disabled remote LDAP user … FTM activation has expired.)",
    ],
    [
      'msg="FTC: user \'user02\' authentication failed, reason: push denied"',
      'user02: the user refused the push on the phone (push denied)',
    ],
    ['reason="passwd_invalid" msg="login failed"', 'user01: wrong name or password (passwd_invalid)'],
    [
      'msg="IPsec phase 1 error" reason="peer SA proposal not match local policy"',
      "IPsec: the peer's proposal does not match the local one (peer SA proposal not match local policy); the event log does not say in which field",
    ],
  ])('say why: %s', (line, message) => {
    expect(problems(line)).toEqual([message]);
  });

  test('that say that all went well are no problem', () => {
    expect(problems('status="success" reason="none" msg="user01 logged in successfully"')).toEqual([]);
    expect(problems('reason="N/A" msg="SSL tunnel established"')).toEqual([]);
  });
});

test.each([
  [
    'auth3, code 535',
    'The mail server refuses the login of config system email-server (535), so no code arrives by mail',
  ],
  [
    'mail, code 530',
    'The mail server demands a login or TLS before it takes a message (530), so no code arrives by mail',
  ],
  [
    'rcpt, code 550',
    'The mail server refuses the message (550): probably its sender, its recipient or the relay is not allowed',
  ],
  ['greeting, code 421', 'The mail server takes no message for now (421)'],
  [
    'wait_passwd(235), rsp: 535 5.7.8 Error: authentication failed',
    'The mail server refuses the login of config system email-server (535 5.7.8 Error: authentication failed), so no code arrives by mail',
  ],
])('login/second-factor fires for an answer of the mail server: %s', (answer, message) => {
  const session = (state: string): string => `session: 0x8b1ba90, rsp_state: ${state}\n`;
  expect(messagesOf(RULE, session('greeting, code 220') + session(answer))).toEqual([message]);
});

test('login/second-factor does not fire for answers of a mail server that takes the message', () => {
  const states = [
    'greeting, code 220',
    'auth2, code 334',
    'auth3, code 235',
    'data, code 354',
    'quit, code 221',
  ];
  expect(messagesOf(RULE, states.map(state => `session: 0x8b1ba90, rsp_state: ${state}\n`).join(''))).toEqual(
    [],
  );
});
