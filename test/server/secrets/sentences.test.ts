import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';

const START = 'FGT # diagnose debug enable\n';
const PASSWORD = 'Herbst77*Lx4q';
const OTHER = 'Winter31~Kb8z';
const LETTERS = 'moribandelu';
const CODE = '629417';
const TOKEN = 'q7Rk2VxT9mLd4WzPb81NsY6c';

/** The redacted copy of a line, which a second redaction must not change; if identities are kept, secrets must be gone. */
function copyOf(line: string): string {
  const copy = redact(`${START}${line}\n`);
  expect(redact(copy)).toBe(copy);
  return copy;
}

function goes(line: string, ...values: string[]): void {
  const copies = [copyOf(line), redact(`${START}${line}\n`, { keepIdentities: true })];
  for (const copy of copies) {
    for (const value of values) expect(copy).not.toContain(value);
    expect(copy.split('\n')).toHaveLength(`${START}${line}\n`.split('\n').length);
  }
}

describe('A value after a blank is masked', () => {
  test.each([
    `USER user01, then PASS ${PASSWORD}`,
    `bind as user01 with pw ${PASSWORD}`,
    `the psk ${PASSWORD} of site 2`,
    `the password is still ${PASSWORD}`,
    `its password was ${PASSWORD} until today`,
    `the password is: ${PASSWORD}`,
    `Password for user01@EXAMPLE.COM: ${PASSWORD}`,
    `secret for the second site is "${PASSWORD}"`,
    `Tunnel-Password:1 = "${PASSWORD}"`,
    `Password=<${PASSWORD}>`,
    `Secret Key [None]: ${PASSWORD}`,
    `cfgattr="passwd[*]->[${PASSWORD}]"`,
  ])('%s', line => goes(line, PASSWORD));

  test.each([
    `your code ${CODE} is valid for a minute`,
    `text=Your+code+${CODE}`,
    `user01 logged in with token ${CODE}`,
  ])('%s', line => goes(line, CODE));

  test.each([
    `session token ${TOKEN} accepted`,
    `{"token":"${TOKEN}"}`,
    `portal_cookie=${TOKEN}`,
    `https://example.com/act?code=${TOKEN}`,
  ])('%s', line => goes(line, TOKEN));

  test('for an SNMP community', () => goes('trap with community zo-b4kelu sent', 'zo-b4kelu'));
  test('for an activation code', () =>
    goes('sms activation code EEQ7KTZP3MWXR2VA to user01', 'EEQ7KTZP3MWXR2VA'));
});

describe('A word of letters is masked if a sentence says what it is', () => {
  test.each([
    `snmp-server community ${LETTERS} RO`,
    ` neighbor 192.0.2.9 password ${LETTERS}`,
    ` ip ospf message-digest-key 4 md5 ${LETTERS}`,
    `Login OK: [user01/${LETTERS}] (from client fw)`,
    `username user01 password ${LETTERS}`,
    `tool --admin-password ${LETTERS} --quiet`,
  ])('%s', line => goes(line, LETTERS));
});

describe('Names in other languages are recognised', () => {
  test.each(['Passwort', 'mot de passe', 'contraseña', 'lösenord', 'hasło', 'ПАРОЛЬ', '密码'])('%s', name =>
    goes(`${name}: ${PASSWORD}`, PASSWORD),
  );
  test('with the colon of their script', () => goes(`パスワード：${PASSWORD}`, PASSWORD));
});

describe('A value is masked whatever a dump or a sentence has before it', () => {
  test.each([
    `User-Password(2) len=18 val=${PASSWORD}`,
    `Attribute: User-Password, length: 18, value: ${PASSWORD}`,
    `AVP: t=User-Password(2) l=18 val=Decrypted: ${PASSWORD}`,
    `attr 2 (User-Password): ${PASSWORD}`,
    `received XAUTH_USER_PASSWORD length 13: ${PASSWORD}`,
    `shared key <${PASSWORD}> for 192.0.2.7`,
    `password ...... ${PASSWORD}`,
    `admin_password: !vault ${PASSWORD}`,
    `cn=user01,dc=example,dc=com password '${PASSWORD}'`,
    `CEF:0|a|b|1|2|x|3|msg=psksecret\\=${PASSWORD} act=x`,
  ])('%s', line => goes(line, PASSWORD));

  test.each([
    `preshared key mismatch: local(${PASSWORD}) peer(${OTHER})`,
    `password mismatch: got "${PASSWORD}", expected "${OTHER}"`,
    `set comments "PSK: ${PASSWORD} (old one was ${OTHER})"`,
    `psk ${PASSWORD} differs from ${OTHER}`,
    `{"passwords":["${PASSWORD}","${OTHER}"]}`,
  ])('both of %s', line => goes(line, PASSWORD, OTHER));

  test('a list in JSON stays one', () => {
    const copy = copyOf(`{"passwords":["${PASSWORD}","${OTHER}"]}`).split('\n')[1] ?? '';
    expect((JSON.parse(copy) as { passwords: string[] }).passwords).toHaveLength(2);
  });
});

describe('A value whose name is in the line above is masked', () => {
  test.each([
    'password:\n§',
    'password=\n  "§"',
    'secret: >-\n  §',
    '<sharedKey>\n  §\n</sharedKey>',
    'Content-Disposition: form-data; name="password"\n\n§\n--x',
    '| user | password | note |\n| --- | --- | --- |\n| user01 | § | x |',
    'User      Password         Group\n--------  ---------------  -----\nuser01    §   g1',
    'NAME   PSK              STATUS\nvpn1   §    up',
    '+------+----------+\n| user | password |\n+------+----------+\n| u    | § |',
  ])('%s', line => goes(line.replace('§', 'Herbst77Lx4q'), 'Herbst77Lx4q'));
  test('at the prompt of a mail server', () =>
    goes('S: 334 UGFzc3dvcmQ6\nC: WHpVV0tURDRuSlRp\nS: 235 ok', 'WHpVV0tURDRuSlRp'));
  test.each(['Password:\nWelcome', 'password:\n[omitted]', '| user | password |\n| --- | --- |\n| a | b |'])(
    'but not a word that only follows: %s',
    line => expect(copyOf(line)).toBe(`${START}${line}\n`),
  );
});

describe('The tokens of services are recognised by their prefix', () => {
  test.each(['sk_live_', 'dop_v1_', 'hf_', 'shpat_', 'glsa_', 'GOCSPX-', 'pypi-', 'xoxp-', 'whsec_'])(
    '%s',
    beginning =>
      goes(`used ${beginning}4f81c07be25d84aa10ce77QXv31f0b6d2`, '4f81c07be25d84aa10ce77QXv31f0b6d2'),
  );
  test('and URL-safe base64 by itself', () =>
    goes(
      'seen ji5ZF2ZeXU4Pzw3C7_62ldq4-g3ClJMguqgtXCv0e3q there',
      'ji5ZF2ZeXU4Pzw3C7',
      'g3ClJMguqgtXCv0e3q',
    ));
  test.each(['hf_process_packet_version_2_main_loop', 'sk_buff_head_init_lock_version_2'])(
    'but %s is kept',
    name => expect(copyOf(`called ${name}`)).toContain(name),
  );
});

describe('Characters that hide the words of a line from a search do not hide its secret', () => {
  test.each([
    [`FGT # diagnose test authserver ldax\b \bp server01 user01 ${PASSWORD}`, PASSWORD],
    ['    set password Herbst7\b \b8LxqTz', '8LxqTz'],
    [`FGT # diagnose test authserver \u200bldap\u200b server01 user01 ${PASSWORD}`, PASSWORD],
    ['set pass\u00adword Herbst77Lx4q', 'Herbst77Lx4q'],
    ['FGT%20%23%20diagnose%20test%20authserver%20ldap%20server01%20user01%20Herbst77Lx4q', 'Herbst77Lx4q'],
    ['redir=%2Flogin%3Fpw%3DHerbst77Lx4q%26x%3D1', 'Herbst77Lx4q'],
    [`text=Your%20code%20is%20${CODE}&from=x`, CODE],
    [`text=Your+code+is+${CODE}&from=x`, CODE],
  ])('%j', (line, value) => goes(line, value));
});

test.each([
  'execute fortitoken-cloud activate EEQ7KT-ZP3MWX-R2VA45',
  'execute usb-disk encrypt Herbst77Lx4q',
])('A distinctive word of a command is masked: %s', command =>
  expect(copyOf(`FGT # ${command}`)).not.toContain(command.split(' ').at(-1)),
);

test('The name of an option is kept even if a company has the name of a part of it', () => {
  const copy = copyOf('issuer O=Acme,C=US\n    set acme-domain "fw.example.com"');
  expect(copy).not.toContain('Acme');
  expect(copy).toContain('set acme-domain ');
});

describe('Addresses are masked in the forms of other tools', () => {
  test.each([
    ['10.7.7.9.443 > 10.8.8.9.51234: syn 12', '10.7.7.9', '10.8.8.9'],
    ['from ::ffff:10.7.7.9 port 5', '10.7.7.9'],
    ['route 64:ff9b::10.7.7.9 added', '10.7.7.9'],
  ])('%s', (line, ...values) => {
    const copy = copyOf(line);
    for (const value of values) expect(copy).not.toContain(value);
  });
});

describe('A value in a dump of another system is masked', () => {
  test.each([
    `array(2) { ["password"]=> string(13) "${PASSWORD}" }`,
    `s:8:"password";s:13:"${PASSWORD}";`,
    `{"type":"password","data":"${PASSWORD}"}`,
    `<td>Password</td><td>${PASSWORD}</td>`,
    `<dt>Pre-shared key</dt><dd>${PASSWORD}</dd>`,
    `wrong password (${LETTERS}) for user u`,
    `password set to ${LETTERS}`,
    `IMAP: a1 LOGIN "user01" "${PASSWORD}"`,
    `{ SNMPv2c C="${LETTERS}" { GetRequest(28) R=1 .1.3.6.1.2.1.1.5.0 } }`,
    `FGT # execute private-encryption-key verify ${TOKEN} ${TOKEN}`,
  ])('%s', line => goes(line, PASSWORD, LETTERS, TOKEN));
});

describe('A code is masked in the languages of mails', () => {
  test.each([
    'Ihr Anmeldecode lautet: §',
    'Votre code de vérification est §',
    "Code d'authentification : §",
    'Su código de acceso es §',
    'Seu código de verificação é §',
    '認証コード：§',
    '验证码：§',
  ])('%s', line => goes(line.replace('§', CODE), CODE));
  test.each(['Aktivierungscode: §', "Code d'activation : §", '激活码：§'])('%s', line =>
    goes(line.replace('§', 'EEQ7KTZP3MWXR2VA'), 'EEQ7KTZP3MWXR2VA'),
  );
});

test.each([
  'EMS connection failed because the server is not compatible.',
  'server is compatible',
  'the group is missing',
])('A sentence about a server is kept: %s', line => {
  expect(copyOf(line)).toBe(`${START}${line}\n`);
});

describe('A password continues after characters that do not separate pairs', () => {
  test.each(['ab3&cd:Ef90', 'ab3;cd:Ef90'])('%s', value =>
    goes(`user=user01&secretkey=${value}&ajax=1`, value),
  );
  test('after a colon, an ampersand is part of it', () => goes('Password: ab3&cd=Ef90', 'cd=Ef90'));
  test('in words, up to the next name', () => goes('passphrase=Beri dolunu 482 vap=net1', 'dolunu', '482'));
});

describe('A password in a command of another system is masked', () => {
  test.each([
    `sshpass -p '${PASSWORD}' ssh user01@192.0.2.7`,
    `snmpwalk -v3 -u user01 -A ${PASSWORD} -X ${OTHER} 192.0.2.7`,
    `snmpget -v2c -c ${PASSWORD} 192.0.2.7`,
    `mysqldump -u user01 -p${PASSWORD} data`,
    `plink -ssh user01@192.0.2.7 -pw ${PASSWORD}`,
    `keytool -list -storepass ${PASSWORD} -keypass ${OTHER}`,
    `openssl pkcs12 -in a.p12 -passin pass:${PASSWORD}`,
    `ldapsearch -D cn=user01 -w ${PASSWORD} -b dc=example`,
    `net use \\\\192.0.2.7\\share /user:user01 ${PASSWORD}`,
    `radtest user01 ${PASSWORD} 192.0.2.7 0 ${OTHER}`,
    `echo ${PASSWORD} | sudo -S id`,
  ])('$ %s', command => goes(`$ ${command}`, PASSWORD, OTHER));

  test('and the address between them has its stand-in', () =>
    expect(copyOf(`$ radtest user01 ${PASSWORD} 10.7.7.7 0 ${OTHER}`)).not.toContain('10.7.7.7'));
});

describe('The URL of a webhook is made unusable', () => {
  const part = 'hT5kQ8wZ2nB7xR4mV9cL6p';
  test.each([
    `https://example.com/services/T01/B02/${part}`,
    `https://example.com/api/webhooks/4471/${part}`,
    `https://example.com/bot123456789:${part}abc/sendMessage`,
  ])('%s', address => goes(`POST ${address}`, part));
});

describe('A value is masked that the entry of a configuration names', () => {
  test('in a form', () =>
    goes(`config form-data\n    edit "passwd"\n        set value "${LETTERS}"\n    next\nend`, LETTERS));
  test('in a header', () =>
    goes(
      `config headers\n    edit 1\n        set name "X-Api-Key"\n        set content "${TOKEN}"\n`,
      TOKEN,
    ));
});

describe('Secrets are found whatever format contains a capture', () => {
  const config = `config user local\n    edit "user01"\n        set passwd ${LETTERS}\n    next\nend`;
  const carried: Readonly<Record<string, string>> = {
    'a string in a string of JSON': JSON.stringify({ a: JSON.stringify({ b: config }) }),
    'colours around the value': config.replace(LETTERS, `\x1b[31m${LETTERS}\x1b[0m`),
    'what grep puts before': config.replace(/^/gm, 'a.log:7:'),
    'numbers of lines': config.replace(/^/gm, '   12  '),
    'what diff puts before': config.replace(/^/gm, '+'),
    'syslog of RFC 5424': config.replace(/^/gm, '<134>1 2025-01-15T09:12:31Z host01 app 7 - - '),
    'pairs of a log': config.replace(/^.*$/gm, line => `time=7 level=info msg=${JSON.stringify(line)}`),
  };
  test.each(Object.entries(carried))('%s', (_what, text) => goes(text, LETTERS));
});

describe('Names of people, groups and networks have stand-ins', () => {
  const names: readonly (readonly [line: string, name: string])[] = [
    ['SSL user beruda7 has logged in from 192.0.2.7', 'beruda7'],
    ['sta 00:00:5e:00:53:01 assoc ssid Kelomi-Guest', 'Kelomi-Guest'],
    ['Called-Station-Id = "00-00-5E-00-53-01:Kelomi-Guest"', 'Kelomi-Guest'],
    ['From: "Berta Dolun" <user01@example.com>', 'Berta Dolun'],
    ['User-Name(1): beruda7', 'beruda7'],
    ['    set mesh-ssid Kelomi-Guest', 'Kelomi-Guest'],
    ['sms to +31 6 00000777', '00000777'],
    ['Contract No: 1234AB567890', '1234AB567890'],
    ['RegCode=AB1CD-2EF3G-H4IJ5-KLM6N-7OP8Q', '2EF3G-H4IJ5'],
  ];
  test.each(names)('%s', (line, name) => expect(copyOf(line)).not.toContain(name));

  test('in every form of a MAC address', () =>
    expect(copyOf('mac 74:0a:5c:a6:6e:1a joined\nuser 740A5CA66E1A for it')).not.toContain('740A5CA66E1A'));
});

describe('Sentences and settings without a secret are kept', () => {
  test.each([
    'error code 100023',
    'return code 100023, status code 500123',
    'A session key is derived from the master key.',
    'the password is mandatory',
    'password was changed',
    'The community string is case sensitive.',
    'bgp community 65000:120 added',
    'community list 7 permit',
    'bypass=fail-open',
    'compass=north77',
    'Authorization: required by policy',
    'password: [redacted]',
    'set password {passwd}',
    'pw changed',
    'signature algorithm: rsaEncryption2048',
    'passphrase: enter it twice',
    'login: failed',
    'the net use counter 12',
    'openssl version 1.1.1',
    'mysql -p data',
    'hooks/pre-commit',
    "Set hostname 'fortinet-ca2.fortinet.com'",
    'password for the user: required',
    'tool --password required',
    'contract expired 2025',
    '12345-67890-12345-67890',
  ])('%s', line => expect(copyOf(line)).toBe(`${START}${line}\n`));
});

describe('A name in a sentence is masked', () => {
  test.each([
    'Login by kelvin77',
    'login for kelvin77 and then another',
    'logon kelvin77 wks pc-newton7 ip 192.0.2.7',
    'ntlm user kelvin77 domain EXNET7 wks pc-newton7',
    'FCT UID user kelvin77 host pc-newton7',
    'tac_plus: login kelvin77 port ssh',
    'token for kelvin77 is new',
    'sslvpn: kelvin77 from 192.0.2.7 got 192.0.2.8',
    'FSSO: EXNET7/kelvin77 192.0.2.7',
    '[CHAP Response id=0x1 <1234>, name = "kelvin77"]',
    'Class = "pc-newton7"',
    'server pc-newton7 is down',
    'sta 00:00:5e:00:53:07 vap pc-newton7 join',
    'AP pc-newton7 sta 00:00:5e:00:53:07 ssid pc-newton7',
  ])('%s', line => {
    const copy = copyOf(line);
    for (const name of ['kelvin77', 'pc-newton7', 'EXNET7']) expect(copy).not.toContain(name);
  });

  test.each([
    'login for this session',
    'token for the user',
    'server is down',
    'server certificate is valid',
    'workstation unknown',
  ])('but a word is not: %s', line => {
    expect(copyOf(line)).toBe(`${START}${line}\n`);
  });
});
