import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';

const START = 'FGT # diagnose debug enable\n';
const VALUE = 'Herbst77*Lx4q';
const PHRASE = 'kestrel-lantern-73';
/** A word and a number, as people choose passwords. */
const NUMBERED = 'blanworthok417';
/** A word, a digit and a few letters. */
const CHOSEN = 'lanternok2xy';
/** A word of letters that FortiOS does not use. */
const WORD = 'blanworthok';

function copyOf(lines: string): string {
  return redact(`${START}${lines}\n`).slice(START.length, -1);
}

function goes(lines: string, ...values: readonly string[]): void {
  const copy = copyOf(lines);
  for (const value of values) expect(copy).not.toContain(value);
  expect(copyOf(copy)).toBe(copy);
  expect(copy.split('\n')).toHaveLength(lines.split('\n').length);
}

describe('A password in a sentence is masked', () => {
  test.each([
    `der PSK heißt ${VALUE}`,
    `the secret changed from ${VALUE} to ${PHRASE} on both sides`,
    `we moved the psk from ${VALUE} to ${PHRASE} yesterday`,
    `shared secret used on NPS was: ${PHRASE}`,
    `pre-shared key for 192.0.2.7 is set to ${VALUE}`,
    `bind password of user01 has been reset to ${VALUE}`,
    `credentials - user01 , ${VALUE}`,
    `WLAN: Corp / ${VALUE}`,
    `p/w: ${PHRASE}`,
    `P@ss: ${PHRASE}`,
    `- _PSK_: ${PHRASE}`,
    `old psk ${WORD}, new psk ${VALUE}`,
    `the branch uses shared secret ${WORD}`,
    `pass(${WORD})`,
    `o segredo RADIUS: ${PHRASE}`,
    `secret #2: ${PHRASE}`,
    `ike 0:x:9: PSK local: ${VALUE} remote: ${PHRASE}`,
    `le mot de passe de l'utilisateur user01 est : ${PHRASE}`,
    `a senha do usuário user01 é ${VALUE}`,
    `password expired for user user01 old=${VALUE}Aa new=${VALUE}Bb`,
    `$ echo -n "${VALUE}" | sha256sum`,
    `das PSK ist auf beiden Seiten ${PHRASE}.`,
    `das WLAN-Passwort wurde auf ${PHRASE} geändert`,
    `le secret partagé a été changé en ${VALUE}`,
    `PSK は ${VALUE} に変更しました`,
    `the password I used: ${PHRASE}`,
    `the correct key is ${VALUE} (not ${VALUE}Bb)`,
    `the password is case sensitive: ${VALUE}`,
    `the PSK that both of the sides use is "${VALUE}".`,
    `the passphrase as agreed on the phone: ${NUMBERED}`,
    `the secret changed yesterday, the new one is ${VALUE}`,
    `password: ***** (was ${VALUE})`,
    `username and password: user01 ${NUMBERED}`,
    `password of the user who works in the branch office = ${VALUE}`,
    `la contraseña nueva: ${NUMBERED}`,
    `la clé pré-partagée est « ${NUMBERED} »`,
    `hasło użytkownika to ${VALUE}`,
    `パスワードは「${VALUE}」です`,
    `Password123 := ${VALUE}`,
    `const psk: string = "${WORD}";`,
    `fnbamd: bind password ${NUMBERED} was rejected`,
    `the password ${CHOSEN} did not work`,
    `wrong psk ${CHOSEN} for user01`,
    `the shared secret equals ${VALUE}`,
    `the PSK on the branch reads ${PHRASE}`,
    `enable secret ${NUMBERED}`,
    `der Schlüssel, den wir hier verwenden, lautet ${NUMBERED}`,
    `snmpd: community ${NUMBERED} denied`,
    `FTP command: Client "192.0.2.7", "PASS ${NUMBERED}"`,
    `Password below.\n${NUMBERED}`,
    `pop3 client: PASS ${WORD}`,
    `C: a1 LOGIN user01 ${WORD}`,
    `radius-server host 192.0.2.7 key ${WORD}`,
    `ssh.connect('192.0.2.7', 22, 'user01', '${WORD}')`,
  ])('%s', line => goes(line, VALUE, PHRASE, NUMBERED, CHOSEN, WORD));

  test('if an account and a word with a number end the line', () =>
    goes('account: user01, Lanternfish077', 'Lanternfish077'));

  test.each([
    'the password used for authentication by fnbamd is wrong',
    'enter your new password twice',
    'password pbkdf2 is not supported, use md5 or sha256',
    'password base64 encoded',
    'use a new password manager',
    'read/write: enabled',
    'the password wurde auf dem Server geändert',
    'password policy check: user01',
    'check_pass(username)',
    'RADIUS Request dropped: invalid shared secret, Step=11001, Step=11017',
  ])('not %s', line => expect(copyOf(line)).toBe(line));
});

describe('A command that continues in the next line is read as one', () => {
  test.each([
    `$ radtest user01 ${WORD} \\\n    192.0.2.7 0 \\\n    ${PHRASE}`,
    `FGT # diagnose debug application fnbamd -1\nradtest -t mschap user01 \\\n  ${WORD} \\\n  192.0.2.7 0 ${PHRASE}`,
    `$ ldapsearch -x \\\n  -D cn=admin \\\n  -w ${WORD} \\\n  -b dc=example`,
  ])('%s', lines => goes(lines, WORD, PHRASE));

  test('and its options are not part of a name', () =>
    expect(copyOf(`$ ldapsearch -D uid=user77,dc=example -w ${WORD}`)).toContain(' -w *'));
});

describe('A command of another system gives nothing away', () => {
  test.each([
    `$ radtest -t mschap user01 '${WORD}' nps-01 0 ${PHRASE}`,
    `$ radtest -x -t pap user01 ${WORD} nps 0 ${PHRASE}`,
    `$ ldappasswd -s ${VALUE} -a ${PHRASE}`,
    `ntpd: key 3 M ${VALUE}`,
  ])('%s', line => goes(line, WORD, VALUE, PHRASE));
});

describe('Codes and tokens of a list are masked', () => {
  test('in groups', () => goes('{"recoveryCodes":["35802-66912","85877-81043"]}', '35802', '81043'));
  test('of letters and digits', () =>
    goes('{"tokens":["kq9X2LmT7vBz4Rw8Yp1Nd6Hc","Zb4Rw8Yp1Nd6HcKq9X2LmT7v"]}', 'kq9X2LmT7v', 'Zb4Rw8Yp1N'));
});

describe('Names of people and hosts get stand-ins', () => {
  test.each([
    ['<username>maltravers</username>', 'maltravers'],
    ['<UserName xsi:type="xsd:string">maltravers</UserName>', 'maltravers'],
    ["CN='Anna Maltravers'", 'Maltravers'],
    ['{"name":"User-Name","id":7,"value":"maltravers"}', 'maltravers'],
    ['<Data Name="WorkstationName">edge-pc-07</Data>', 'edge-pc-07'],
    ['<134>Aug 14 07:12:30 edge-fw-07 sslvpnd[211]: x', 'edge-fw-07'],
    ['<134>Aug 14 07:12:30 edge-fw-07 date=2026-08-14 time=07:12:30 logid="1"', 'edge-fw-07'],
    ['(from client nas-kiel-3 port 0 cli 00-00-5E-00-53-01)', 'nas-kiel-3'],
    ['api: user maltravers7 denied', 'maltravers7'],
    [`temp pw for maltravers@kiel-fw.example.net: ${VALUE}`, 'maltravers'],
    [`pre-shared key for edge-07.kiel-fw.net is set to ${VALUE}`, 'kiel-fw'],
  ])('%s', (line, value) => goes(line, value));

  test.each(['-a <account> -p <password>', 'the <user> and <group> elements', '`<lasso:Login ...>` dumps'])(
    'not %s',
    line => expect(copyOf(line)).toBe(line),
  );
});

describe('A list of sessions with a long head', () => {
  const head =
    ' Index   User    Group   Auth Type      Timeout         Auth-Timeout    From     HTTP in/out    HTTPS in/out    Two-factor Auth';

  test('gives no name away in its first row', () =>
    goes(
      `FGT # get vpn ssl monitor\nSSL-VPN Login Users:\n${head}\n 0       maltravers   G-kiel    16(1)   291     28710  192.0.2.7 0/0     0/0     0`,
      'maltravers',
      'G-kiel',
    ));

  test('keeps the names of its columns between bars', () =>
    expect(copyOf('|Index|User|Group|Auth Type|Timeout|Auth-Timeout|From|\n|0|user01|G|1|2|3|4|')).toContain(
      '|Auth-Timeout|From|',
    ));
});

describe('Words about a name are kept', () => {
  test('after a user', () =>
    expect(copyOf('User: maltravers (Anna) from the branch cannot log in\nand so on')).toMatch(
      /^User: x\w+ \(Anna\) from the branch cannot log in\nand so on$/,
    ));
  test('before a secret below another', () =>
    expect(copyOf(`2026-08-14 07:12:30 > password: ${VALUE}\n[07:12:30.123] Secret=${VALUE}`)).toContain(
      '] Secret=*',
    ));
});

test.each([
  ['I was sent 482913 when asked for the token code', '482913'],
  ['the code I got by SMS was 482913', '482913'],
  ['my OTP was 482913, and the next one 715508', '715508'],
  ['Passcode 4829 for the meeting', '4829'],
])('A code in a sentence is masked: %s', (line, code) => goes(line, code));

describe('A line after the longest one', () => {
  const line = `The pre-shared key on our side of the tunnel is ${VALUE}`;

  test.each(['Thanks and regards', 'Regards,\nAnna'])('is kept if it begins a sentence: %s', next =>
    expect(copyOf(`${line}\n${next}`)).toContain(`\n${next}`),
  );

  test('is masked if it may be the rest of the value', () => goes(`${line}\nblanworthok`, 'blanworthok'));
});

test.each([
  'Hallo Support,',
  'Hello TAC,',
  'the secret is not set: none',
  'password server100 was rejected',
  'PASS all of the tests',
  'username and password are wrong',
  'auth result:1',
])('A sentence without a secret is kept: %s', line => expect(copyOf(line)).toBe(line));

test('The serial number in a message about a licence is no licence', () =>
  expect(redact('License mismatch: FGT60F0000000001\n', { keepIdentities: true })).toContain(
    'FGT60F0000000001',
  ));
