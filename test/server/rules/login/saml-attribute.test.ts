import { describe, expect, test } from 'vitest';
import { expectFindings, mark } from '../../../support/findings';
import { on, sslvpn } from '../../../support/logins';

const RULE = 'login/saml-attribute';
const sent = (name: string): string => `samld_send_common_reply [95]:     Attr: 10, 26, '${name}' 'value'\n`;
const provider = (userName: string, groupName: string, name = 'idp-a'): string =>
  `config user saml\n    edit "${name}"\n        set user-name "${userName}"\n        set group-name "${groupName}"\n    next\nend\n`;

describe('login/saml-attribute fires', () => {
  test('for a user name that the IdP sends under another name', () => {
    const [found] = expectFindings(
      sent('name') + sent('groups') + provider(mark(RULE, 'username'), 'groups'),
    );
    expect(found).toMatchObject({
      severity: 'warning',
      message: "idp-a: the IdP sends the user name as 'name', but user-name is 'username'",
    });
  });

  test('for groups that it does not seem to send', () => {
    const [found] = expectFindings(sent('name') + provider('name', mark(RULE, 'groups')));
    expect(found?.message).toBe("idp-a: the IdP sends no attribute 'groups' (group-name); it sends name");
  });
});

describe('login/saml-attribute lists what the IdP sends', () => {
  const found = (...names: string[]): ReturnType<typeof expectFindings>[number] | undefined =>
    expectFindings(names.map(sent).join('') + provider('uid', mark(RULE, 'groups')))[0];

  test('once for each attribute, at its first place', () => {
    const text = mark('sent', 'name');
    expectFindings(
      `samld_send_common_reply [95]:     Attr: 10, 26, '${text}' 'value'\n` +
        sent('name') +
        provider('name', mark(RULE, 'groups')),
    );
  });

  test('the last four', () => {
    const one = found('uid', 'a1', 'b2', 'c3', 'd4');
    expect(one?.message).toMatch(/no attribute 'groups' \(group-name\); it sends d4, c3, b2, a1$/);
    expect(one?.related.map(({ message }) => message)).toHaveLength(4);
  });

  test('of the first 64', () => {
    const names = Array.from({ length: 65 }, (_one, at) => `a${at + 1}`);
    expect(found('uid', ...names.slice(0, 63))?.message).toMatch(/it sends a63, a62, a61, a60$/);
    expect(found('uid', ...names)?.message).toMatch(/it sends a63, a62, a61, a60$/);
  });

  test('if a terminal wrapped its name', () => {
    const name = 'https://claims.example.com/identity/VPN-users';
    const wrapped = sent(name).replace(/.{80}/, '$&\n');
    expect(wrapped).not.toContain(name);
    const [one] = expectFindings(wrapped + provider(name, mark(RULE, 'groups')), RULE);
    expect(one?.message).toContain('it sends VPN-users');
  });

  test('and no more than fit into a message', () => {
    expect(found('uid', 'b'.repeat(30), 'a'.repeat(30))?.message).toContain(
      `it sends ${'a'.repeat(30)}, ${'b'.repeat(30)}`,
    );
    expect(found('uid', 'b'.repeat(31), 'a'.repeat(30))?.message).toMatch(/it sends a{30}$/);
  });
});

test('login/saml-attribute fires beside a group that does not match for another reason', () => {
  const [found] = expectFindings(
    on('login/not-authorised', sslvpn('group mismatch'), 'group mismatch') +
      sent('name') +
      provider('name', mark(RULE, 'groups')),
  );
  expect(found?.related).toEqual([]);
});

describe('login/saml-attribute does not fire', () => {
  test.each([
    ['where the names are the same', sent('name') + sent('groups') + provider('name', 'groups')],
    ['without an answer of the IdP', provider('name', 'groups')],
    ['without the configuration', sent('name') + sent('group')],
    ['for one of several identity providers', sent('x') + provider('a', 'b') + provider('c', 'd', 'idp-b')],
  ])('%s', (_why, text) => {
    expectFindings(text);
  });
});
