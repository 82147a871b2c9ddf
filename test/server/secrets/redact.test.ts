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
]; // prettier-ignore

/** The line as a terminal of so many columns shows it. */
const wrapped = (line: string, columns: number): string =>
  line.match(new RegExp(`.{1,${columns}}`, 'g'))?.join('\n') ?? '';

describe('However narrow the terminal was, a redacted copy is without', () => {
  test.each(LINES)('%s', (_, line, secret) => {
    for (let columns = 60; columns <= 110; columns++) {
      const [first = '', ...rest] = wrapped(line, columns).split('\n');
      const text = ['FGT # diagnose debug enable', first, ...rest, '2024-03-30 04:10:04 [95] ftc_res: ok', ''].join('\n');
      const copy = redact(text);
      for (let at = 0; at + 8 <= secret.length; at++)
        expect(copy, `${columns} columns`).not.toContain(secret.slice(at, at + 8));
      for (const piece of rest.filter(({ length }) => length > 1))
        expect(copy.split('\n'), `${columns} columns`).not.toContain(piece);
    }
  }); // prettier-ignore
});

describe('A redacted copy is without', () => {
  test.each([
    ['a cookie with a number in its name', 'APSCOOKIE_123=Era%3D1%26Payload%3DabcdEFGH12'],
    ['a cookie that holds pairs', 'APSCOOKIE_5=Era=1&Payload=abcdEFGH12&AuthHash=QWERTYuiop12'],
    ['the key of a session', 'session_key_443=ab12CD34ef56GH78'],
    ['a token against forged requests', 'ccsrf_token_443="9B8C7D6E5F4A3B2C1D0E"'],
    ['a basic credential', 'Authorization: Basic YWxpY2U6c2VjcmV0UGFzczE='],
    ['the key of an API', 'New API key: gd36cnjmq53qmnb1wnccc1Nrb8f4mk'],
    ['the key of an API in a header', 'X-API-Key: abcd1234EFGH5678ijkl'],
    ['a code that was typed', '{"user":"alice","token":"887766"}'],
  ])('%s', (_, line) => {
    const secret = line.slice(Math.max(line.lastIndexOf('='), line.lastIndexOf(' '), line.lastIndexOf(':')) + 1);
    const value = (line.endsWith('=') ? line.split(' ').at(-1) : secret)?.replace(/["}]/g, '') ?? '';
    expect(value.length).toBeGreaterThan(5);
    expect(redact(`[httpsd 249 - 1701913579    error] func[321] -- ${line}\n${line}\n`)).not.toContain(value);
  }); // prettier-ignore

  test('a token whose number has hardly a digit', () => {
    const copy = redact('FGT # show\n    edit "FTKMOB83AAAAC7FE"\nprovision token: FTKMOBABCDEFABC1\n');
    expect(copy).toBe('FGT # show\n    edit "FTKMOB9999900001"\nprovision token: FTKMOB9999900002\n');
  });

  test('a basic word is no credential', () => {
    const line = '2024-03-30 04:10:04 [95] ftc_res: basic authentication is used';
    expect(redact(line)).toBe(line);
  });
});

test('A redacted copy is without the user and the groups that samld passes on', () => {
  const reply = 'samld_send_common_reply [98]: Attr: 10, 26, ';
  const copy = redact(
    `${reply}'username' 'jdoe55'\n${reply}'group' 'VPN-Paris'\n${reply}'urn:displayname' 'Jane Roe'\n`,
  );
  expect(['jdoe55', 'Paris', 'Jane'].filter(value => copy.includes(value))).toEqual([]);
});
