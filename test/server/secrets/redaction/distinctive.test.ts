import { describe, expect, test } from 'vitest';
import {
  distinctiveWords,
  hasOwnForm,
  isDistinctiveName,
  isKnownByParts,
  isSearched,
} from '../../../../server/src/secrets/redaction/distinctive';
import type { FoundKind } from '../../../../server/src/secrets/types';

describe('A secret is searched for in other lines', () => {
  test.each<readonly [kind: FoundKind, value: string, is: boolean]>([
    ['password', 'Winter-Sun-1', true],
    ['password', 'kelubazop', true],
    ['password', 'authentication', false],
    ['password', 'tication', false],
    ['password', 'tication1', true],
    ['password', '09:12:32', false],
    ['password', '2025-01-15', false],
    ['password', '2025-01', false],
    ['password', '01-15', false],
    ['password', '12:32', false],
    ['password', ':12:32', false],
    ['password', '-01', false],
    ['password', ':1', false],
    ['password', ':123', true],
    ['password', 'x12:32', true],
    ['password', '12:32x', true],
    ['password', '12:32:10:11', true],
    ['password', '4711', true],
    ['password', 'V=root:0', false],
    ['password', 'V=vdom-1.x:0:hq', false],
    ['password', 'V=:0', true],
    ['password', `V=${'a'.repeat(31)}:0`, false],
    ['password', `V=${'a'.repeat(32)}:0`, true],
    ['password', 'xV=root:0', true],
    ['password', 'V=ro/ot:0', true],
    ['password', '[405]:', false],
    ['password', '[405:root', false],
    ['password', '[123456]', false],
    ['password', '[1234567]', true],
    ['password', '[x]', true],
    ['password', 'x[405]', true],
    ['session', 'abcd[12345]', false],
    ['session', 'abcd12]', false],
    ['session', 'abcd{12', false],
    ['session', 'abcd}12', false],
    ['session', 'abcd12345', true],
    ['password', 'abcd[12345]', true],
  ])('a %s %s: %s', (kind, value, is) => {
    expect(isSearched(kind, value)).toBe(is);
  });
});

describe('Parts of a secret identify it', () => {
  test.each<readonly [kind: FoundKind, value: string, is: boolean]>([
    ['key', '7f1c9a03b5e2d846', true],
    ['otp-seed', '7f1c9a03b5e2d846', true],
    ['activation-code', '7f1c9a03b5e2d846', true],
    ['qr-code', '7f1c9a03b5e2d846', true],
    ['session', '7f1c9a03b5e2d846', true],
    ['licence-code', '7f1c9a03b5e2d846', true],
    ['password', '7f1c9a03b5e2d846', false],
    ['one-time-code', '7f1c9a03b5e2d846', false],
    ['user', '7f1c9a03b5e2d846', false],
    ['key', 'QkWinterdaySunZx', false],
    ['key', '7f1c 9a03b5e2d846', false],
    ['key', '7f1c\t9a03b5e2d846', false],
    ['key', '7f1c[9a03b5e2d846', false],
    ['key', '1a2b31a2b31a2b31', false],
    ['key', '1a2b3c1a2b3c1a2b', true],
    ['key', '2025-01-15', false],
    ['key', '7f1c9a03'.repeat(512), true],
    ['key', '7f1c9a03'.repeat(512) + 'b', false],
  ])('of a %s %s: %s', (kind, value, is) => {
    expect(isKnownByParts(kind, value)).toBe(is);
  });
});

test.each([
  ['Gorvelin 78kxTremal! 12345678 Sonderzug', ['78kxTremal!']],
  ['Gorvelin  78kx \t tre5', ['78kx', 'tre5']],
  ['über7 z\u00fc9', ['über7', 'zü9']],
  [' 78kx ', ['78kx']],
  ['78kxTremal!', []],
  ['78kx\tTremal1', []],
  ['Gorvelin Sonderzug', []],
  ['', []],
  [`${'a'.repeat(4090)} 78kx!`, ['78kx!']],
  [`${'a'.repeat(4091)} 78kx!`, []],
])('The words of a password that identify it: %s', (value, words) => {
  expect(distinctiveWords(value)).toEqual(words);
});

describe('A name is replaced wherever it is', () => {
  test.each<readonly [kind: FoundKind, value: string, is: boolean]>([
    ['user', 'kelvin', true],
    ['group', 'kelvin', true],
    ['server', 'kelvin', true],
    ['host', 'kelvin', true],
    ['connection', 'kelvin', true],
    ['name', 'kelvin', true],
    ['serial', 'kelvin', false],
    ['mail', 'kelvin@example.com', false],
    ['password', 'kelvin', false],
    ['user', 'kel', false],
    ['user', 'kelv', true],
    ['user', 'internal', false],
    ['user', 'internal:516', false],
    ['user', 'internal:', false],
    ['user', 'internal:1234567', true],
    ['user', 'internal:516x', true],
    ['user', 'inter:51nal', true],
    ['user', 'failed', false],
    ['user', 'kelvin-failed', false],
    ['user', '471147', true],
    ['user', '47114', false],
    ['user', '000047114', false],
    ['user', '4711-47', false],
    ['user', '+471147', false],
    ['group', '471147', false],
    ['host', '192.0.2.1', false],
    ['user', '____', false],
    ['user', 'sent\\note', false],
    ['user', 'sent\\kelvin', false],
    ['user', 'LAB\\kelvin', true],
    ['user', 'pre-shared', false],
    ['user', 'pre-kelvin', true],
    ['user', 'kel)vin', false],
    ['user', 'kel]vin', false],
    ['user', 'kel}vin', false],
    ['user', 'kel(77)vin', true],
    ['user', 'kel[77]vin', true],
    ['user', 'kel{77}vin', true],
    ['user', '(kelvin', true],
    ['group', 'for user', false],
    ['group', 'for kelvin', true],
    ['group', 'vpn users', false],
    ['group', 'vpn staff', false],
    ['group', 'vpn admins', false],
    ['group', 'vpn kelvin', true],
    ['group', 'LAN vpn users', true],
    ['group', 'VPN for users', false],
    ['group', 'VPN for Users', true],
    ['group', 'for users (VPN)', true],
    ['group', 'VPN users', true],
    ['group', 'LAN kelvin users', true],
    ['group', 'LAN VPN users', true],
    ['group', 'vpn users 7', true],
    ['group', '7 vpn users', true],
    ['group', 'vpn  users', true],
  ])('a %s %s: %s', (kind, value, is) => {
    expect(isDistinctiveName(kind, value)).toBe(is);
  });
});

test.each<readonly [kind: FoundKind, has: boolean]>([
  ['serial', true],
  ['mac', true],
  ['phone', true],
  ['user', false],
  ['mail', false],
])('The form alone shows a %s: %s', (kind, has) => {
  expect(hasOwnForm(kind)).toBe(has);
});
