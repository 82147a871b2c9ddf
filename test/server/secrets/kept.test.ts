// What a reader needs of a line stays in its redacted copy.
import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';
import { every, first } from '../../support/rows';

const redacted = (text: string): string => {
  const copy = redact(`${text}\n`);
  expect(redact(copy), 'redacted again').toBe(copy);
  return copy;
};

test('A mask after blanks at the beginning of a line does not look like a line of stars', () => {
  const copy = redacted(
    'FGT # execute backup config ftp backup.conf 192.0.2.5 user01 DwS%v69yZ/2xX-EqtY\n  dec: spi=12',
  );
  expect(copy).not.toMatch(/^\s*\*/m);
});

test.each(['09:12:31 ', '9:12:31 ', '2025-05-06T09:12:31 ', '2025-05-06T9:12:31 '])(
  'A mask after %s does not look like a line of stars',
  stamp => {
    const lines = [
      '{"d":{"tokens":[{"seed":"A84E2CAA91B3',
      'D3BCEA970E05DC1A9B7BD2D562622F4A",',
      '"type":"totp"}]}}',
    ];
    const copy = redacted(lines.map(line => stamp + line).join('\n'));
    expect(copy).not.toContain('D3BCEA97');
    expect(copy.split('\n')[1]?.slice(stamp.length)).toMatch(/^[x0]/);
  },
);

test('An address and its port begin a line, also after one that is as long as a terminal is wide', () => {
  const row = (address: string): string =>
    `${address}:853 vrf=0 tz=0 encrypt=dot req=40 to=40 res=0 rt=2 last_failed=0`;
  const copy = redacted(`DNS servers:\n${row('72.14.5.5')}\n${row('72.14.5.6')}\n`);
  expect(copy.match(/last_failed=0$/gm)).toHaveLength(2);
  expect(copy).not.toContain('72.14.5');
});

describe('A redacted copy keeps', () => {
  const CASES = [
    ['how a negotiation begins', 'ike 0:xap:101: initiator: main mode is sending 1st message...', 'initiator: main mode is'],
    ['by which method a login was tested', "authenticate 'u' against 'mschap2' succeeded, server=primary x=1", "'mschap2' succeeded, server=primary"],
    ['ports', 'set member "port3" "port4"\nindex=3 devname=port1', 'set member "port3" "port4"\nindex=3 devname=port1'],
    ['the path of a setting', 'cfgpath="user.local" x="vpn.certificate.ca"', '"user.local" x="vpn.certificate.ca"'],
    ['the names of attributes', 'config user saml\nedit "x"\nset user-name "username"\nset group-name "Groups"', '"username"\nset group-name "Groups"'],
    ['a version', 'ver=7.2.4.97 build', 'ver=7.2.4.97'],
    ["Fortinet's own servers of names", 'set primary 96.45.45.45', '96.45.45.45'],
    ['settings about passwords', 'set change-password enable\nset password-attr userPassword', 'change-password enable\nset password-attr userPassword'],
    ['what was not found', 'domain: not found', 'not found'],
    ['a fingerprint', 'Fingerprint: 7A:1B:2C:3D:4E:5F:6A:7B:8C:9D:82:93', '7A:1B:2C:3D:4E:5F:6A:7B:8C:9D:82:93'],
    ['the daemon of a line of an old release after the time of a collector', '2025-05-06T09:12:31Z ike 0:to-hq:9: out CCF9376F66018AB3E2E947D4C1B69323\n2025-05-06T09:12:31Z ike 0:to-hq:9: ignoring', '2025-05-06T09:12:31Z ike 0:'],
    ['a version', 'FortiOS 7.2.8.1639 and 10.400.555.0100', '7.2.8.1639 and 10.400.555.0100'],
    ['a part of an object identifier', 'UserAccountControl:1.2.840.555.1135.4', '1.2.840.555.1135.4'],
    ['a time with a date', 'at 01.02.25 and 3.12.25.10.30.01', '01.02.25 and 3.12.25.10.30.01'],
    ['the model of a unit', 'subject: CN=FG100FTK20001122,O=x', 'CN=FG100F'],
  ] as const;

  test('what tells what happened', () => {
    every(CASES, first, ([, text, value]) => {
      expect(redacted(text)).toContain(value);
    });
  });
}); // oxfmt-ignore

describe('One stand-in has', () => {
  const standIns = (text: string): Set<string> =>
    new Set(redacted(text).trim().toLowerCase().replaceAll('-', ':').split(' '));

  test.each([
    ['an address, however it is written', 'a4:bb:6d:10:22:33 A4:BB:6D:10:22:33 a4-bb-6d-10-22-33'],
    ['a host, in capitals, too', 'dc7.one.lan DC7.ONE.LAN'],
    ['a mail address', 'user@one.lan User@One.lan'],
  ])('%s', (_what, text) => {
    expect(standIns(text).size).toBe(1);
  });
});

test('A part of a subject in one line redacts to itself', () => {
  redacted('L=Bremen\n/C=DE/ST=Bremen/O=Works/OU=One/CN=user1/emailAddress=user1@one.example');
});
