import { expect, test } from 'vitest';
import {
  isCompleteAt,
  isGluedSetting,
  isSecretSetting,
  keysOf,
  settingKind,
} from '../../../../server/src/secrets/finding/keys';
import { isHex, labelEnd } from '../../../../server/src/secrets/finding/words';

test.each([
  ['member', 'user'],
  ['psksecret', 'password'],
  ['passwd', 'password'],
  ['groups', 'group'],
  ['group', 'group'],
  ['hostname', 'host'],
  ['sms-phone', 'phone'],
  ['ssid', 'name'],
  ['auth-password-l1', 'password'],
  // Known only by the end of the name.
  ['client-secret', 'session'],
  ['login-passwd', 'password'],
  ['login-passwd2', 'password'],
  ['private-key', 'password'],
  ['key', 'password'],
  ['lab-key', 'password'],
  ['ssh-host-key', 'password'],
  // Known without its number.
  ['member2', 'user'],
  ['2member', undefined],
  ['ssh-public-key', undefined],
  ['monkey', undefined],
  ['status', undefined],
  ['key-status', undefined],
  ['', undefined],
])('What the setting %s holds: %s', (name, kind) => {
  expect(settingKind(name)).toBe(kind);
});

test.each([
  ['client-secret', true],
  ['private-key', true],
  ['psksecret', true],
  ['auth-password-l1', false],
  ['member', false],
  ['status', false],
])('Only its end says that the setting %s is a secret: %s', (name, is) => {
  expect(isSecretSetting(name)).toBe(is);
});

test.each([
  ['psksecretWinter', true],
  ['psksecret', false],
  ['psksecret-remote', false],
  ['status', false],
])('A value is glued to the setting %s: %s', (word, is) => {
  expect(isGluedSetting(word)).toBe(is);
});

/** The keys of the last word of a text, written with all their words, that are complete there. */
function complete(text: string, from = 0): string[] {
  const [word = ''] = /\w+(?=\W?$)/.exec(text) ?? [];
  const start = text.lastIndexOf(word);
  return [...(keysOf(word) ?? [])]
    .filter(key => key.form === 'pair' && isCompleteAt(text, from, start, start + word.length, key))
    .map(({ before, prefix, suffix }) => prefix + [...before, word].join(' ') + suffix);
}

test.each([
  ['server name', ['server name']],
  ['server_name', ['server_name']],
  ['server-name', ['server name']],
  ['server\tname', ['server name']],
  ['the server name', ['server name']],
  ['(server name', ['server name']],
  ['Server Name', ['Server Name']],
  ['observer name', []],
  ['9server name', []],
  ['server.name', []],
  ['serverXname', []],
  ['xxxxxx name', []],
])('The words of a key before its last one: %s', (text, keys) => {
  expect(complete(text).map(key => key.toLowerCase())).toEqual(keys.map(key => key.toLowerCase()));
});

test.each([
  ['server name', 1, []],
  ['server name', 7, []],
  ['xserver name', 1, ['server name']],
  [' server name', 0, ['server name']],
  ['&state', 0, ['&state']],
  ['&state', 1, []],
  ['?state', 0, ['?state']],
  ['state', 0, []],
  ['x&state', 1, ['&state']],
  ['x&state', 2, []],
  ['tunnel=', 0, ['tunnel=']],
  ['tunnel', 0, []],
])('The words of a key from the start of the line: %s from %i', (text, from, keys) => {
  expect(complete(text, from)).toEqual(keys);
});

test.each([
  ['fgt-60f.example.com', 0, 19, 7],
  ['fgt-60f.example.com', 0, 5, 5],
  ['fgt-60f', 3, 7, 7],
  ['.fgt', 0, 4, 0],
])('A label of a host: %s from %i to %i', (text, at, to, end) => {
  expect(labelEnd(text, at, to)).toBe(end);
});

test('Hex digits are looked at in their place only', () => {
  expect(isHex('x0aFx', 1, 4)).toBe(true);
  expect(isHex('x0aFx', 1, 5)).toBe(false);
  expect(isHex('x0aFx', 0, 4)).toBe(false);
});
