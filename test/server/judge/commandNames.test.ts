import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandWith, textWith } from '../../../server/src/judge/commandNames';

describe('A command', () => {
  test.each([
    ['vpn-users', 'show user group "vpn-users"'],
    ['Außendienst Nord', 'show user group "Außendienst Nord"'],
    ['vpn" | execute reboot', 'show user group "<group>"'],
    ['vpn\nexecute reboot', 'show user group "<group>"'],
    ['vpn?', 'show user group "<group>"'],
    ['-f', 'show user group "<group>"'],
    ['x'.repeat(80), 'show user group "<group>"'],
  ])('names %j only if that is a name', (group, command) => {
    expect(commandWith('show user group "{group}"', { group })).toBe(command);
  });

  test('takes the alternative for what is no name', () => {
    expect(commandWith('diagnose test ["{server}"|<server>]', { server: 'a"b' })).toBe(
      'diagnose test <server>',
    );
  });

  test('quotes a name with a space', () => {
    expect(commandWith('show user ldap <server>', { server: 'my dc' })).toBe('show user ldap "my dc"');
  });

  test('in a text has names only, and the rest of the text has any value', () => {
    const template = 'The server sends {received}: `show user group[ {group}]`.';
    const values = { received: 'a"b', group: 'a"b' };
    expect(textWith(template, values)).toBe('The server sends a"b: `show user group`.');
  });

  test('never has a sign of the command line from a value', () => {
    fc.assert(
      fc.property(fc.string(), value => {
        const command = commandWith('show <server> {group} ["{user}"|<user>]', {
          server: value,
          group: value,
          user: value,
        });
        expect(command.replace(/<\w+>|"/g, '')).not.toMatch(/[|;&$`'\\?(){}\p{Cc}]/u);
        expect((command.match(/"/g) ?? []).length % 2).toBe(0);
      }),
    );
  });
});
