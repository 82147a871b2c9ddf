import { describe, expect, test } from 'vitest';
import { findingsOf, messagesOf } from '../../../support/findings';

const RULE = 'login/ssh';

describe('login/ssh fires', () => {
  test('once for a public key, whose refusal ends the connection', () => {
    const messagesIn = 'Failed publickey for user01 from 192.0.2.9 port 51022 ssh2';
    const found = findingsOf(
      `SSH: userauth-request for user user01 service ssh-connection method publickey\nSSH: ${messagesIn}\nSSH: Connection closed by authenticating user user01 192.0.2.9 port 51022 [preauth]\n`,
    ).filter(({ rule }) => /^(?:login|daemon)\//.test(rule));
    expect(found.map(({ message }) => message)).toEqual([
      `An SSH login: the unit does not accept the public key of the client (${messagesIn})`,
    ]);
  });

  test.each([
    'Unable to negotiate with 192.0.2.9 port 51022: no matching host key type found. Their offer: ssh-rsa',
    'userauth_pubkey: key type ssh-rsa not in PubkeyAcceptedKeyTypes [preauth]',
  ])('for two ends without a common algorithm: %s', messagesIn => {
    expect(messagesOf(RULE, `SSH: ${messagesIn}\n`)).toEqual([
      `SSH: client and unit share no algorithm (${messagesIn})`,
    ]);
  });

  test('for an event', () => {
    const event =
      'date=2024-05-05 time=09:00:12 logid="0100032002" type="event" subtype="system" level="alert" logdesc="Admin login failed" user="user01" ui="ssh(192.0.2.9)" method="ssh" status="failed" reason="invalid_ssh_key" msg="Administrator user01 login failed"\n';
    expect(messagesOf(RULE, event)).toEqual([
      'user01: the unit does not accept the public key of the client (invalid_ssh_key)',
    ]);
  });
});

describe('login/ssh does not fire for a key that is accepted', () => {
  const accepted = 'SSH: Accepted publickey for user01 from 192.0.2.9 port 51022 ssh2\n';

  test('at once', () => {
    expect(messagesOf(RULE, `${accepted}SSH: Connection closed by 192.0.2.9 port 51022\n`)).toEqual([]);
  });

  test('after another key was refused', () => {
    const refused = 'SSH: Failed publickey for user01 from 192.0.2.9 port 51022 ssh2\n';
    expect(messagesOf(RULE, refused + accepted)).toEqual([]);
  });
});

test('a wrong password over SSH is a wrong password, told once', () => {
  const found = findingsOf(
    'SSH: Failed password for user01 from 192.0.2.9 port 51022 ssh2\nSSH: error: maximum authentication attempts exceeded for user01 from 192.0.2.9 port 51022 ssh2\nSSH: Disconnecting authenticating user user01 192.0.2.9 port 51022: Too many authentication failures\n',
  ).filter(({ rule }) => /^(?:login|daemon)\//.test(rule));
  expect(found.map(({ message }) => message)).toEqual([
    'user01: wrong name or password (Failed password for user01 from 192.0.2.9 port 51022 ssh2)',
  ]);
});

describe('a wrong password over SSH', () => {
  const said = (user: string, verb: string): string =>
    `SSH: ${verb} password for ${user} from 192.0.2.9 port 51022 ssh2\n`;
  const problems = (text: string): string[] =>
    findingsOf(text)
      .filter(({ rule }) => /^(?:login|daemon)\//.test(rule))
      .map(({ message }) => message);

  test('is no problem if the right one follows', () => {
    expect(problems(said('user01', 'Failed') + said('user01', 'Accepted'))).toEqual([]);
  });

  test('is a problem if another user logs in then', () => {
    expect(problems(said('user01', 'Failed') + said('user02', 'Accepted'))).toEqual([
      'user01: wrong name or password (Failed password for user01 from 192.0.2.9 port 51022 ssh2)',
    ]);
  });

  test('of a user who does not exist says so', () => {
    expect(problems(said('invalid user user01', 'Failed'))).toEqual([
      'user01: no such account (Failed password for invalid user user01 from 192.0.2.9 port 51022 ssh2)',
    ]);
  });
});

test('an administrator whom SSH does not allow has no wrong password', () => {
  const refused = findingsOf(
    'SSH: User user01 from 192.0.2.9 not allowed because not listed in AllowUsers\n' +
      'SSH: Failed password for user01 from 192.0.2.9 port 51022 ssh2\n',
  );
  expect(
    refused.filter(({ rule }) => /^(?:login|daemon)\//.test(rule)).map(({ message }) => message),
  ).toEqual([
    'user01: no policy or group allows the login (User user01 from 192.0.2.9 not allowed because not listed in AllowUsers)',
  ]);
});
