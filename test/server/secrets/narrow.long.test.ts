import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';

const KEY = '528E8CFD5B1D2F3A44C7E9B0A1D2C3F4';
const COOKIE = 'xTZ0pQ9vLm3KsW7dRb2NcY8hGf5JtA4e';
const ENC = 'Y/JW+avxQ0zK7mT2pL9sR4nB8dF1hG6jC3vX5wZkUqEaIoYtNrMb';
/** A password as a decrypted message of ike shows it: XAUTH_USER_PASSWORD, its length, its bytes. */
const PASSWORD = '408A0007' + Buffer.from('psw0rd7').toString('hex').toUpperCase();

/** Lines that hold a secret at their end, and the secret. */
const LINES: [string, string, string][] = [
  ['a key of ike', `2024-03-30 04:10:03 ike V=root:0:tunnel01:35392: SK_ei 16:${KEY}`, KEY],
  ['a password in a message of ike', `ike 0:tunnel01:35392: dec 4FA3D1C2B5A69788${'1B2D3C4F'.repeat(4)}${PASSWORD}`, PASSWORD],
  ['a cookie of SSL VPN', `2024-03-30 04:10:03 [5784:root:d9]SVPNCOOKIE=${COOKIE}`, COOKIE],
  ['a bearer token', `2024-03-30 04:10:03 [1906] ftc_send-Authorization: Bearer ${COOKIE}`, COOKIE],
  ['an encrypted setting', `    set psksecret ENC ${ENC}`, ENC],
]; // oxfmt-ignore

/** The line in a terminal of this width. */
const wrapped = (line: string, columns: number): string =>
  line.match(new RegExp(`.{1,${columns}}`, 'g'))?.join('\n') ?? '';

describe('However narrow the terminal was, a redacted copy omits', () => {
  test.each(LINES)('%s', (_, line, secret) => {
    for (let columns = 60; columns <= 110; columns++) {
      const [first = '', ...rest] = wrapped(line, columns).split('\n');
      const text = ['FGT # diagnose debug enable', first, ...rest, '2024-03-30 04:10:04 [95] ftc_res: ok', ''].join('\n');
      const copy = redact(text);
      for (let at = 0; at + 8 <= secret.length; at++)
        expect(copy, `${columns} columns`).not.toContain(secret.slice(at, at + 8));
      for (const piece of rest.filter(({ length }) => length > 4))
        expect(copy.split('\n'), `${columns} columns`).not.toContain(piece);
    }
  }); // oxfmt-ignore
});

test('However narrow the terminal was, a redacted assertion has its lines and none of its values', () => {
  const values = ['wilhelmina.huber@q-lab.net', '3b7e0c11-5d2a-4f6b-8a1e-6c0d9e2f4b77', 'Wilhelmina Huber', 'G-Moribandelu'];
  const [mail = '', tenant = '', name = '', group = ''] = values;
  const line =
    `<Subject><NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${mail}</NameID></Subject>` +
    `<AttributeStatement><Attribute Name="http://schemas.microsoft.com/identity/claims/tenantid"><AttributeValue>${tenant}` +
    `</AttributeValue></Attribute><Attribute Name="displayname"><AttributeValue>${name}</AttributeValue></Attribute>` +
    `<Attribute Name="group"><AttributeValue>${group}</AttributeValue></Attribute></AttributeStatement>`;
  for (let columns = 50; columns <= 140; columns++) {
    const text = `**************** Assertion Dump ****************\n${wrapped(line, columns)}\nFGT # \n`;
    const copy = redact(text);
    expect(copy.split('\n').length, `${columns} columns`).toBe(text.split('\n').length);
    expect(values.filter(value => copy.replaceAll('\n', '').includes(value)), `${columns} columns`).toEqual([]);
  }
}); // oxfmt-ignore
