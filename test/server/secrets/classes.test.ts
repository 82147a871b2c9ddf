import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';
import { every, first } from '../../support/rows';

// What was once decided before a copy asked whether it knows a word.

describe('A copy hides', () => {
  const HIDDEN: readonly (readonly [text: string, hidden: string])[] = [
    ['set passwd Su**er77', 'er77'],
    ['set passwd {Vadorun88}', 'Vadorun88'],
    ['password: Secretxxxxxxx', 'Secret'],
    ['password: x33556', 'x33556'],
    ['user=u00325 came', 'u00325'],
    ['OTP: 482 913', '482'],
    ['OTP: 482.913', '913'],
    ['OTP: 482\n913', '913'],
    ['PIN: 12 34', '34'],
    ['Password:\n!$%&/()=?', '!$%'],
    ['password = !$%&/()=?', '!$%'],
    ['password: V a d o r u n', 'V a d'],
    ['{"displayName":"\\u0416\\u0443\\u043a\\u043e\\u0432"}', '0416'],
    ['user %E5%B1%B1%E7%94%B0 came', '%E5%B1'],
    ["admin@10.20.30.40's password: ", '10.20.30.40'],
    ['route to 172.16.5.4 and 10.0.0.1', '.5.4'],
    ['vpn.vadorun.forticloud.com answered', 'vadorun'],
    ['call +49 30 5551234', '5551234'],
    ['secret = 0x74 0x0a 0x5c', '0x5c'],
    ['key: 74:0a:5c:a6:6e:1a:00:11:22', '5c:a6'],
  ];

  test('what looks like a mask, a stand-in, a group, an escape or a symbol', () => {
    every(HIDDEN, first, ([text, hidden]) => {
      expect(redact(`${text}\n`)).not.toContain(hidden);
    });
  });

  test('any symbols below the name of a password', () => {
    const symbols = fc
      .array(fc.constantFrom('!', '$', '%', '&', '/', '=', '?', '+', '~', '#', '@', '^'), {
        minLength: 6,
        maxLength: 20,
      })
      .map(all => all.join(''))
      .filter(all => new Set(all).size > 3);
    fc.assert(
      fc.property(symbols, password => {
        expect(redact(`Password:\n${password}\n`)).not.toContain(password);
      }),
      { seed: 59 },
    );
  });

  test('any code in groups', () => {
    const digits = fc.integer({ min: 100, max: 999 }).map(String);
    fc.assert(
      fc.property(digits, digits, fc.constantFrom(' ', '.', '-', '\u00a0', '\n'), (one, two, between) => {
        fc.pre(!/^([01])\1*$/.test(one) && !/^([01])\1*$/.test(two));
        const copy = redact(`OTP: ${one}${between}${two}\n`);
        expect([copy.includes(one), copy.includes(two)]).toEqual([false, false]);
      }),
      { seed: 59 },
    );
  });
});

describe('A copy keeps', () => {
  const KEPT: readonly (readonly [text: string, kept: string])[] = [
    [
      '[345] __samld_process: ac:classes:Password</saml:AuthnContextClassRef><samlp:StatusCode Value="x:status:Success"/>',
      'Password</saml:AuthnContextClassRef><samlp:StatusCode',
    ],
    [
      'Access-Reject without Message-Authenticator: the secret',
      'Access-Reject without Message-Authenticator',
    ],
    ['the secret on the NAS', 'secret on the'],
    ['CVE-2024-3596, password', 'CVE-2024-3596'],
    ['AADSTS50126, password', 'AADSTS50126'],
    ['the password of port2', 'port2'],
    ['config firewall.service.custom', 'firewall.service.custom'],
    ['TZ=+0200 stamp 20260420', 'TZ=+0200 stamp 20260420'],
    [
      'src=0.0.0.0-255.255.255.255 :::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      ':::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    ],
    [
      'ike V=root:0:6b8dd2a4d70c3769/0000000000000000:35396: VID RFC 3947 4A131C81070358455C5728F20E95452F',
      '4A131C81070358455C5728F20E95452F',
    ],
    [
      '2024-03-30T04:10:03.123456+00:00 fac radiusd[1234]: (2) WARNING: Unprintable characters in the password. Double-check the shared secret on the server and the NAS!',
      'Unprintable characters in the password. Double-check the shared secret on the server and the NAS!',
    ],
    ['fds1.fortinet.com and schemas.xmlsoap.org', 'fds1.fortinet.com and schemas.xmlsoap.org'],
  ];

  test('constants, known sentences and listed hosts', () => {
    every(KEPT, first, ([text, kept]) => {
      expect(redact(`${text}\n`)).toContain(kept);
    });
  });
});

describe('One number tells that they belong together:', () => {
  const numbersIn = (text: string): number[] =>
    redact(`${text}\n`)
      .split(' ')
      .map(word => Number(/\d+/.exec(word)?.[0]));

  test.each([
    ['a user and its mail address', 'jdoe27q-x jdoe27q-x@one-company.net'],
    ['a host and its full name', 'dcberlin-7 dcberlin-7.one-company.net'],
  ])('%s', (_, text) => {
    const [one, other] = numbersIn(text);
    expect(one).toBe(other);
  });

  test('the spellings of the address of a card', () => {
    const digits = redact('74:0a:5c:a6:6e:1a 74-0A-5C-A6-6E-1A 740a.5ca6.6e1a 740a5ca66e1a\n')
      .trim()
      .split(' ')
      .map(address => address.replace(/\W/g, '').toLowerCase());
    expect(new Set(digits).size).toBe(1);
  });

  test('but two users have two', () => {
    const [one, other] = numbersIn('jdoe27q-x kroe27q-x@one-company.net');
    expect(one).not.toBe(other);
  });
});

test.each([
  ['serial numbers', 'FGT60F0000000001'],
  ['addresses', '10.20.30.40 '],
  ['colours', 'handle_req-r=4 \x1b[0m[1990] '],
  ['escapes', '\\u0416%E5%B1%B1&#72;'],
  ['names', 'jdoe27q@one.net.'],
])('A line of 128 KB of %s glued together is read to its end', (_, value) => {
  const copy = redact(`${value.repeat(Math.ceil(131_072 / value.length))}\n`);
  expect(copy.endsWith('\n')).toBe(true);
  expect(copy).not.toMatch(/FGT60F0000000001|10\.20\.30|jdoe27q/);
});

test('Addresses of one network stay in one, and no number of a host stays', () => {
  const copy = redact('172.16.5.4 172.16.5.9 172.31.5.4 10.1.2.0/24 10.1.2.77\n').trim().split(' ');
  const prefix = (address = '', numbers = 3): string => address.split('.').slice(0, numbers).join('.');
  expect(prefix(copy[0])).toBe(prefix(copy[1]));
  expect(prefix(copy[0], 1)).toBe(prefix(copy[2], 1));
  expect(prefix(copy[3])).toBe(prefix(copy[4]));
  expect(copy[3]).toMatch(/\.0\/24$/);
  expect(copy[4]).not.toMatch(/\.77$/);
});

describe('A copy that keeps identities', () => {
  const copy = (text: string): string => redact(`${text}\n`, { keepIdentities: true });

  test('keeps what a position calls a user, wherever it stands', () => {
    expect(copy('user=zarvok31 ip=10.1.2.3\nthen zarvok31 came again')).toBe(
      'user=zarvok31 ip=10.1.2.3\nthen zarvok31 came again\n',
    );
  });

  test('hides a word of which nothing is known', () => {
    expect(copy('then zarvok31 came again')).not.toContain('zarvok31');
  });
});
