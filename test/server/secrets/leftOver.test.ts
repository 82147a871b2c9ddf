import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leftOver } from '../../../server/src/secrets';
import { anyText } from '../../support/arbitraries';

const FORTY = '2025-02-03 10:00:00 [328] fds_print_msg: ';
const found = (text: string): string[] => leftOver(text).map(({ start, end }) => text.slice(start, end));

describe('The check of a copy finds', () => {
  test.each([
    ['hex digits', 'x 00112233445566778899aabbccddeeff x', '00112233445566778899aabbccddeeff'],
    ['base64', 'x Qm9vS2VlcGVyLXNlY3JldC1zaWduYXR1cmUtdmFsdWUt x', 'Qm9vS2VlcGVyLXNlY3JldC1zaWduYXR1cmUtdmFsdWUt'],
    ['a value behind a key word', 'user=u1, password=Zx9Kq27L, retry=1', 'password=Zx9Kq27L'],
    ['a key word that a terminal wrapped', `${FORTY}passw\nord=Zx9Kq27L, retry=1`, 'passw\nord=Zx9Kq27L'],
    ['a value on the next line', `${FORTY}password=\r\nZx9Kq27L, retry=1`, 'password=\r\nZx9Kq27L'],
    ['a made-up word after a loose sign', 'FTP command PASS Vejofe80~yn5 done', 'PASS Vejofe80~yn5'],
    ['a made-up word in another tongue', 'Passwort: Gelege36+yk6', 'Passwort: Gelege36+yk6'],
    ['a made-up word after a verb', 'password was Ruvawi61+mh1, now', 'password was Ruvawi61+mh1'],
    ['a plain word after a key', 'psk=zopbakelu x', 'psk=zopbakelu'],
    ['one of a key in parts', '"shared_key": "zopbakelu"', 'shared_key": "zopbakelu'],
    ['a value before what it is', 'so Zx9Kq27L is the old password', 'Zx9Kq27L is the old password'],
    ['a code', 'Your code is 482913.', 'Your code is 482913'],
    ['a code before what it is', '482913 is your FortiToken code', '482913 is your FortiToken code'],
    ['a password in an address', 'get ftp://u1:Zx9Kq27L@192.0.2.9/x', '//u1:Zx9Kq27L@'],
    ['the rest of a value', `${FORTY}password=Zx\n9Kq27L, retry=1`, 'password=Zx\n9Kq27L'],
  ])('%s', (_what, text, value) => {
    expect(found(text)).toEqual([value]);
  }); // oxfmt-ignore
});

describe('The check of a copy ignores', () => {
  test.each([
    ['a mask', 'password=********1, seed: 0000000000000000000000000000000000000001'],
    ['a word of a sentence', 'the password is wrong, the token code is required'],
    ['a mask with a line behind it', `${FORTY}password=********1\nftm_fc_command[634]:sent`],
    ['what asks for a password', `${FORTY}user01's password:\nfnbamd_fsm_handler[12]: go`],
    ['a cookie without a value', 'Set-Cookie: SVPNCOOKIE=; doSetCookie: session_timeout=28800'],
    ['a sentence about a password', 'this is the password policy, 2025 was the last code review'],
    ['a stand-in before a word', 'xuser00042 is the old password, 111111 is your code'],
    ['the next pair of a list', 'invalid shared secret, Step=11001'],
    ['a short line', 'password=\nfnbamd_fsm_handler[12]: go'],
    ['the time of the next line', `${FORTY}password=\n2025-02-03 10:00:01 [1] x`],
  ])('%s', (_what, text) => {
    expect(found(text)).toEqual([]);
  });
});

test('For any text, what the check finds is inside it, in order', () => {
  fc.assert(
    fc.property(anyText, text => {
      let before = 0;
      for (const { start, end } of leftOver(text)) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        before = start;
      }
    }),
  );
});

test.each([
  '«word:password=Zx9Kq27L»',
  '«word:password: Zx9Kq27L.»',
  'password=Zx9',
  'password=null',
  'password=<hidden>',
  'password=ENC',
  'password=xxxxxxxx',
  'password=********1',
  'password=0000000012',
  '«word:password is Zx9Kq27L»',
  '«word:password "Zx9Kq27L»"',
  'the «word:password Zx9Kq27L» is',
  '"«word:password":"Zx9Kq27L»"',
  '«word:bearer kq9X2LmT»',
  '«word:Authorization: Basic kq9X2LmT»',
  'authorization: token',
  '«word:Cookie: SVPNCOOKIE=kq9X2LmT7v»',
  'Cookie: SVPNCOOKIE=1234',
  'Cookie: SVPNCOOKIE=',
  '«word:sk_ei 16:528E8CFD»',
  '«word:sk_ei 528E8CFD»',
  '«word:community: moribandelu»',
  'my«word:community=moribandelu»',
  'xpsk=moribandelu',
  '«word:shared key=moribandelu»',
  '«word:master_key: moribandelu»',
  'realm password=realm=lab',
  '«word:passwort Gelege36+yk6»',
  'passwort moribandelu',
  'pin: Gelege36',
  'xpin: Gelege36',
  '«word:token code Gelege36+yk6»',
  'access key kelvin_main2',
  'access key KELVIN_MAIN',
  'access key 192.0.2.7/24',
  'access key lab.one.net',
  'access key Kelvin:',
  'secret for x: Gelege36+yk6',
  '«word:secret (Gelege36+yk6»)',
  '«word:482913 is your code»',
  '111111 is your code',
  '«word:Kelvin77 is the old password»',
  'Kelvin is the old password',
  'xuser007 is the old password',
  '«word:Kelvin77 was my first vpn psk»',
  'Kelvin77 is a passwordless login',
  '«word:verification code 482913»',
  '«word:verification code: 482913»',
  'verification code is 482913.5',
  '«word:your password "482913»"',
  'your code 4829',
  'get ftp:«word://u1:Zx9Kq27L@»192.0.2.9/x',
  'get ftp://u1:port@192.0.2.9/x',
  'get ftp:«word://:Zx9Kq27L@»192.0.2.9/x',
  'hex «hex:00112233445566778899aabb» here',
  'hex 00112233445566778899aab here',
  'hex 001122334455667788990011 here',
  'hex aabbccddeeffaabbccddeeff here',
  'hex aaaaaaaaaaaa111111111111 here',
  'hex 0000000000000000000000000001 here',
  'base «base64:Qm9vS2VlcGVyLXNlY3JldC1zaWduYXR1cmUtdmFsdWUt» here',
  'base Qm9vS2VlcGVyLXNlY3JldC1zaWduYXR1cmU here',
  'base qm9vs2vlcgvylxnly3jldc1zawduyxr1cmutdmfsdwut here',
  'base QmVSVlcGVyLXNlYJldCzaWduYXRcmUtdmFsdWUtabcd here',
  'base Qm9vS2Vl//cGVyLXNlY3JldC1zaWduYXR1cmUtdmFsdWUt here',
  'base «base64:00112233445566778899aabbccddeeff+Qm9vS2VlcGVyLXNl» here',
  '2025-02-03 10:00:00 [328] fds_print_msg: «word:passw\nord=Zx9Kq27L», retry=1',
  '2025-02-03 10:00:00 [328] fds_print_msg: «word:password=\nZx9Kq27L»',
  '2025-02-03 10:00:00 [328] fds_print_msg: «word:password=\r\nZx9Kq27L»',
  '\n2025-02-03 10:00:00 [328] fds_print_msg: «word:password=\nZx9Kq27L»',
  '2025-02-03 10:00:00 [328] fds_print_msg: «word:password=Zx\n9Kq27L»',
  '2025-02-03 10:00:00 [328] fds_print_msg: «word:password=Zx9Kq»\n27L',
  '2025-02-03 10:00:00 [328] fds_print_msg: password:\nZx9Kq27L',
  '2025-02-03 10:00:00 [328] fds_print_msg: password=\n Zx9Kq27L',
  '2025-02-03 10:00:00 fds_print_password=\nZx9Kq27L',
  '[328] fds_print_password=\nZx9Kq27L',
  '2025-02-03 10:00:00 [328] fds_print_msg: password=\n2025-02-03 10:00:01',
  '«word:password=Zx9Kq27L» and «hex:00112233445566778899aabb»',
  '«word:password=Zx9K»',
  '«word:password=Z.x9»',
  'password=Zx9.',
  'password=Zx9).:',
  '«word:password=1234567890123»',
  'Cookie: SVPNCOOKIE=1234567890123',
  'passwort Gelege+yky',
  'passwort 12+34+56',
  '48**2913 is your code',
  '«word:482911 is your code»',
  '«word:112913 is your code»',
  '«hex:00112233445566778899aabb» here',
  '«hex:001122aabbcc001122aabbcc» here',
  'some digits of the hex «hex:00112233445566778899aabb» here',
  'all of «hex:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff» here',
  'Qm9vS2VlcGVyLXNlY3JldC1 aWduYXR1cmUtdmFsdWUtabc',
  'base «base64:Qm9vS2VlcGVyLXNlY3JldC1zaWduYXR1cmUtdmFs» here',
  'BASE CODE 123 qm9vs2vlcgvylxnly3jldc1zawduyxr1cmutdmfsdwut here',
  'base QM9VS2VLCGVYLXNLY3JLDC1ZAWDUYXR1CMUTDMFSDWUT here',
  'base «base64:Qm9vS2Vl/cGVyLXNlY3JldC1zaWduYXR1cmUtdmFsdWUt» here',
  'base «base64:QmVSVlcGVyLXNlYJldCzaWduYXRcmUtdmFsdWUt123» here',
  'base «base64:abcdefghijklmnopqrstuvwxyzabcdefghiABCDE12345» here',
  'base «base64:ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIabcde12345» here',
  '2025-02-03 10:00:00 [328] fds: «word:password=\nZx9Kq27L»',
  '2025-02-03 10:00:00 [28] fds: password=\nZx9Kq27L',
  '2025-02-03 10:00:00 [328] fds_print_msg: x.\npassword=\nZx9Kq27L',
  '2025-02-03 10:00:00 [328] fds_print_msg: the end of\n«word:password=Zx9Kq27L»',
  '2025-02-03 10:00:00 [328] fds_print_msg: «word:password=Zx9K»\nq27L',
])('What the check of a copy finds is marked in %s', marked => {
  const text = marked.replace(/«[a-z\d]+:|»/g, '');
  const parts: string[] = [];
  let at = 0;
  for (const { kind, start, end } of leftOver(text)) {
    parts.push(text.slice(at, start), `«${kind}:${text.slice(start, end)}»`);
    at = end;
  }
  expect(parts.join('') + text.slice(at)).toBe(marked);
});
