import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { allMasksOf } from '../../../server/src/presentation/mask';
import { redact } from '../../../server/src/secrets';

const START = 'FGT # diagnose debug enable\n';
const VALUE = 'Herbst77*Lx4q';
const PHRASE = 'kestrel-lantern-73';
const HEX = '5d2c9a71e0b84f36a1c07d9e42fb6835';
const LINES = ['kq9X2LmT7vBz4Rw8Yp1Nd6HcKq9X2LmT', 'Zb4Rw8Yp1Nd6HcKq9X2LmT7vBz4Rw8Yp'];

/** The text of a capture with its secrets masked in place. */
function masked(text: string): string {
  let copy = text;
  for (const { start, end, text: mask } of [...allMasksOf(analyze(text)).edits].reverse())
    copy = copy.slice(0, start) + mask + copy.slice(end);
  return copy;
}

/** Expects that neither a redacted copy nor a text masked in place has a value. */
function goes(lines: string, ...values: readonly string[]): void {
  const text = `${START}${lines}\n`;
  for (const copy of [redact(text), masked(text)])
    for (const value of values) expect(copy).not.toContain(value);
}

function stays(lines: string): void {
  const text = `${START}${lines}\n`;
  expect(redact(text)).toBe(text);
  expect(masked(text)).toBe(text);
}

describe('The value of a member of an object is masked', () => {
  test.each([
    `password: {plain: ${PHRASE}, hashed: no}`,
    `psk: {hashed: no, plain: ${VALUE}}`,
    `auth:\n  secret: { text: "${VALUE}" }`,
    `"psk": {"type": "ascii", "clear": "${VALUE}"}`,
    `- password:\n    plain: ${VALUE}`,
    `Password(value='${VALUE}')`,
  ])('%s', line => goes(line, line.includes(PHRASE) ? PHRASE : VALUE));

  test('but not a member that says something else', () => stays('psk: {hashed: no, length: 32}'));
});

describe('A sentence in which both ends agree is masked', () => {
  test.each([
    `passwords are identical on both ends ("${PHRASE}")`,
    `the secret on both sides (${VALUE}) matches`,
    `radius secret both sides: ${PHRASE}`,
    `the psk is the same on both ends: ${VALUE}`,
    `and pw? ${VALUE}`,
    `The password is <b>${VALUE}</b>.`,
  ])('%s', line => goes(line, line.includes(PHRASE) ? PHRASE : VALUE));

  test.each([
    'passwords are identical on both ends (checked twice)',
    'the secret on both sides (10.0.0.1 and 10.0.0.2) matches',
    'is that the password? Yes, port1 says so',
  ])('not %s', line => expect(masked(START + line)).toBe(START + line));
});

describe('An argument of a command is masked', () => {
  test.each([
    `sed -i 's/${VALUE}/x/g' fw.log`,
    `sed -e 's|${PHRASE}|x|' fw.log`,
    `expect -c 'send "${VALUE}\\r"'`,
    `htpasswd -b .htpasswd user01 ${VALUE}`,
    `curl -uuser01:${VALUE} ftp://192.0.2.7/`,
    `mongosh -u user01 -p ${VALUE}`,
    `onesixtyone 192.0.2.7 ${VALUE}`,
    `vault login ${VALUE}`,
    `echo ${VALUE} | forticlient vpn connect fw -p`,
  ])('%s', line => goes(line, line.includes(PHRASE) ? PHRASE : VALUE));

  test.each(["sed 's/error/x/g' fw.log", 'htpasswd file of the users', "sed -n 's/^port1//p' fw.log"])(
    'not of %s',
    line => expect(masked(START + line)).toBe(START + line),
  );
});

describe('A key in hex digits is masked after its name', () => {
  test.each([
    `session key ${HEX}`,
    `confsyncd: ha key ${HEX} changed`,
    `gtk=${HEX}`,
    `MSK - hexdump(len=16): ${HEX}`,
    `passphrase<${HEX}>`,
    `seed ${HEX}`,
  ])('%s', line => goes(line, HEX));
});

describe('A private key whose line breaks are written as text is masked', () => {
  test.each(['\\n', '\\r\\n', '\\\\n', '%0A', '&#10;', '<br>', ' '])('with %s', lineBreak =>
    goes(['-----BEGIN PRIVATE KEY-----', ...LINES, '-----END PRIVATE KEY-----'].join(lineBreak), ...LINES),
  );
  test('but not a certificate', () =>
    expect(masked(`${START}-----BEGIN CERTIFICATE-----\\n${LINES[0]}\\n`)).toContain(LINES[0]));
});

test('A value below its name is masked if a terminal puts times before the lines', () => {
  goes(
    `[07:12:11] Password:\n[07:12:12] ${PHRASE}\n[07:12:13] Enter PIN:\n[07:12:14] 850217`,
    PHRASE,
    '850217',
  );
});

test('A column of codes is masked', () => goes('| user | otp |\n|---|---|\n| user01 | 050682 |', '050682'));

test('A list of pairs of a user and a password keeps its brackets', () => {
  const copy = redact(`${START}{"creds":[["user01","${VALUE}"],["user02","${PHRASE}"]]}\n`);
  expect(copy).toMatch(/\{"creds":\[\["[^"]+","[^"]+"\],\["[^"]+","[^"]+"\]\]\}/);
  expect(copy).not.toContain(VALUE);
  expect(copy).not.toContain(PHRASE);
});

test('so does one in round brackets', () =>
  goes(`credentials = [("user01", "${VALUE}"), ("user02", "${PHRASE}")]`, VALUE, PHRASE));
