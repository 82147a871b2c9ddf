import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';
import { every, first, itself } from '../../support/rows';

const START = 'FGT # diagnose debug enable\n';
const PASSWORD = 'Sommer-2024!Xy7';
const LICENCE = 'ABCD1-EFGH2-IJKL3-MNOP4';
const TOKEN = 'kPq83ZtLw20YxVb6RmNdP4';
const BASE64 = 'dXNlcjAxOlNvbW1lci0yMDI0IVh5Nw==';
const HEX = '9F3A61C07BE25D84AA10CE7731F0B6D2';

/** The values that a redacted copy still contains. */
function left(line: string, values: readonly string[]): string[] {
  const copy = redact(START + line + '\n');
  return values.filter(value => copy.includes(value));
}

/** Commands, and the parts that must be masked. */
const COMMANDS: readonly [command: string, ...values: string[]][] = [
  [`diagnose test authserver ldap server01 user01 ${PASSWORD}`, PASSWORD],
  [`di test auth ldap server01 user01 ${PASSWORD}`, PASSWORD],
  [`diagnose test authserver ldap-digest server01 user01 ${PASSWORD}`, PASSWORD],
  [`diagnose test authserver radius server01 pap user01 ${PASSWORD}`, PASSWORD],
  [
    `diagnose test authserver radius-direct 192.0.2.5 1812 Key-77!Ab pap user01 ${PASSWORD}`,
    'Key-77!Ab',
    PASSWORD,
  ],
  [
    `diagnose test authserver tacacs-direct 192.0.2.5 49 Key-77!Ab pap user01 ${PASSWORD}`,
    'Key-77!Ab',
    PASSWORD,
  ],
  [`diagnose test authserver user user01 ${PASSWORD}`, PASSWORD],
  [`execute backup config ftp /x.cfg 192.0.2.5 user01 ${PASSWORD}`, PASSWORD],
  [`execute restore config ftp /x.cfg 192.0.2.5 user01 ${PASSWORD}`, PASSWORD],
  [`execute forticloud login user01@example.com ${PASSWORD}`, PASSWORD],
  [`execute fortitoken-mobile import ${LICENCE}`, LICENCE],
  [`execute central-mgmt register-device FMG-VM0000000001 ${PASSWORD}`, PASSWORD],
  [`execute vm-license ${LICENCE}`, LICENCE],
];
const inHtml = (output: string): string =>
  output.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Text that can precede or surround a command. */
const AROUND: Readonly<Record<string, (command: string) => string>> = {
  nothing: command => command,
  'a prompt': command => `FGT-A # ${command}`,
  'a prompt with its context': command => `FGT-A (global) # ${command}`,
  'a prompt of a person who reads only': command => `FGT-A $ ${command}`,
  'a time in brackets': command => `[09:12:31] FGT-A # ${command}`,
  'a time in brackets without a prompt': command => `[09:12:31] ${command}`,
  'a time': command => `09:12:31 FGT-A # ${command}`,
  'a time with a date': command => `[2025-01-15 09:12:31] FGT-A # ${command}`,
  'a time of ISO 8601': command => `2025-01-15T09:12:31Z FGT-A # ${command}`,
  'a time with its zone': command => `2025-01-15T09:12:31.123+02:00 FGT-A # ${command}`,
  'the head of syslog': command => `<134>Jan 15 09:12:31 jump01 script: FGT-A # ${command}`,
  'syslog without a prompt': command => `Jan 15 09:12:31 jump01 ${command}`,
  'an event of XML': command => `<event><Message><![CDATA[FGT-A # ${command}]]></Message></event>`,
  'bytes of Python': command => `b'FGT-A # ${command}\\r\\n'`,
  'a list of Python': command => `['FGT-A # ${command}', 'FGT-A # ']`,
  'an object of Python': command => `{'output': 'FGT-A # ${command}'}`,
  'quoted-printable text': command => `a=3Db FGT-A=20#=20${command.replaceAll('=', '=3D')}`,
  'a colour': command => `\x1b[32mFGT-A\x1b[0m # ${command}`,
  'a quote of a mail': command => `> FGT-A # ${command}`,
  'a bar': command => `| FGT-A # ${command}`,
  'odd blanks': command => `FGT-A # ${command}`.replaceAll(' ', '\u00a0'),
  'a line of JSON': command => JSON.stringify({ ts: 2, message: `FGT-A # ${command}` }),
  'several lines in a string of JSON': command => JSON.stringify({ message: `x\nFGT-A # ${command}\ny` }),
  'a string of JSON in another': command => JSON.stringify(JSON.stringify({ m: `FGT-A # ${command}` })),
  'a cell of a table': command => `17,"2025-01-15 09:12:31","FGT-A # ${command}",ok`,
  HTML: command => `<pre>FGT-A # ${command}</pre>`,
  'escaped HTML': command => inHtml(`<b>FGT-A # ${command}</b>`),
  'a section of XML': command => `<![CDATA[FGT-A # ${command}]]>`,
  'an element of XML': command => `<msg>FGT-A # ${command}</msg>`,
  'a line of HTML': command => `FGT-A # ${command}<br>`,
  'a quote of Markdown': command => `\`FGT-A # ${command}\``,
  'a chat': command => `[09:12] Admin: FGT-A # ${command}`,
  'a container': command => `fw_1  | FGT-A # ${command}`,
  'a log of a container': command => `2025-01-15T09:12:31.123456789Z stdout F FGT-A # ${command}`,
  'a log of a program': command => `INFO    2025-01-15 09:12:31,123 [main] FGT-A # ${command}`,
  'a string of YAML': command => `  stdout: ${JSON.stringify(`FGT-A # ${command}`)}`,
  'an unseen character': command => `\u200bFGT-A # ${command}`,
  'a script': command => `        set script "${command}"`,
};

describe('What was typed into a command is masked', () => {
  test('whatever is before it and around it', () => {
    every(Object.entries(AROUND), first, ([, around]) => {
      for (const [command, ...values] of COMMANDS) expect(left(around(command), values), command).toEqual([]);
    });
  });
});

describe('A secret that a line reveals is masked', () => {
  const CASES: readonly [line: string, ...values: string[]][] = [
    [`XAUTH_USER_PASSWORD '${PASSWORD}'`, PASSWORD],
    [`<password>${PASSWORD}</password>`, PASSWORD],
    [`<password encrypted="false"><![CDATA[${PASSWORD}]]></password>`, PASSWORD],
    [`<input name="password" value="${PASSWORD}">`, PASSWORD],
    [`<password value="${PASSWORD}"/>`, PASSWORD],
    [`| password | ${PASSWORD} |`, PASSWORD],
    [`credentials user01:${PASSWORD}`, PASSWORD],
    ['password 7 0822455d0a16544541', '0822455d0a16544541'],
    [`x\npw: ${PASSWORD}`, PASSWORD],
    [`execute ssh user01:${PASSWORD}@192.0.2.5`, PASSWORD],
    ['AUTH LOGIN\nZm9vQmFyLUd1cnU=\n', 'Zm9vQmFyLUd1cnU='],
    [`Passed group diagnose test authserver ldap server01 user01 ${PASSWORD}`, PASSWORD],
    ['PASS sommer', 'sommer'],
    [`C: PASS ${PASSWORD}`, PASSWORD],
    [`AUTH PLAIN ${BASE64}`, BASE64.slice(0, 20)],
    [`AUTH LOGIN\n334 VXNlcm5hbWU6\nZm9vQmFyMTI=\n334 UGFzc3dvcmQ6\n${BASE64}\n235 ok`, BASE64.slice(0, 20)],
    [`passwd ${PASSWORD} does not match`, PASSWORD],
    [`pre-shared-key ${PASSWORD}`, PASSWORD],
    [`auth key "${PASSWORD}"`, PASSWORD],
    [`key=${PASSWORD}`, PASSWORD],
    [`t=User-Password(2): Decrypted: "${PASSWORD}"`, PASSWORD],
    [`password for 'user01' is '${PASSWORD}'`, PASSWORD],
    [`username user01 password 0 ${PASSWORD}`, PASSWORD],
    [`registration code ${LICENCE}`, LICENCE],
    ['license no: EFTM000000004711', 'EFTM000000004711'],
    ['contract number: 1234567890ABCD', '1234567890ABCD'],
    [`community string ${PASSWORD} rejected`, PASSWORD],
    ['    set ddns-sn ABCDEFG1234567', 'ABCDEFG1234567'],
    ['    set pin 4221', '4221'],
    [`State=0x${HEX}`, HEX],
    [`Message-Authenticator=0x${HEX.toLowerCase()}`, HEX.toLowerCase()],
    [`Class=0x${HEX}`, HEX],
    [`MS-MPPE-Send-Key=0x${HEX}${HEX}`, HEX],
    [`MS-CHAP-Challenge=0x${HEX}`, HEX],
    [`CHAP-Password(3) value=0x${HEX}AB`, HEX],
    [`{"auth_id":"${TOKEN}"}`, TOKEN],
    [`Authorization: Basic ${BASE64}`, BASE64.slice(0, 20)],
    [`Authorization: Token ${TOKEN}`, TOKEN],
    [`sip:user01:${PASSWORD}@pbx.example.com`, PASSWORD],
    [`{"ts":3,"message":"    set password \\"${PASSWORD}\\""}`, PASSWORD],
    [`curl -u user01:${PASSWORD} https://x.example.com`, PASSWORD],
    [`otpauth://totp/x:user01?secret=JBSWY3DPEHPK3PXP&issuer=x`, 'JBSWY3DPEHPK3PXP'],
  ];

  test('whatever kind of line it is', () => {
    every(CASES, first, ([line, ...values]) => {
      expect(left(line, values)).toEqual([]);
    });
  });

  test('in a command that a mail has wrapped and quotes', () => {
    const wrapped = `> FGT-A # diagnose test authserver radius-direct 192.0.2.5 1812 Key-77!Ab p\n> ap user01 ${PASSWORD}`;
    expect(left(wrapped, ['Key-77!Ab', PASSWORD])).toEqual([]);
  });

  test('with the host after it in an address', () => {
    const copy = redact(`${START}fetch https://user77:${PASSWORD}@pac01.bluefjord.example/x\n`);
    expect(copy).not.toMatch(/user77|Sommer|bluefjord/);
    expect(redact(copy)).toBe(copy);
  });
});

describe('A line inside another format reveals the same names as alone', () => {
  const LINE = '[1906] handle_req-Rcvd auth req 15 for jsmith77 in VPN-Blue77 opt=00200400 prot=11';
  const CARRIERS = [
    `[09:12:31] ${LINE}`,
    `2025-01-15T09:12:31Z ${LINE}`,
    `Jan 15 09:12:31 jump01 capture: ${LINE}`,
    `| ${LINE}`,
    `\x1b[0m${LINE}`,
    LINE.replaceAll(' ', '\u00a0'),
    JSON.stringify({ ts: 1, message: LINE }),
    `17,"${LINE}",x`,
    inHtml(`<p>${LINE}</p>`).replace('&lt;p&gt;', '&gt; '),
  ];

  test('whatever carries it', () => {
    every(CARRIERS, itself, line => {
      const copy = redact(START + line + '\n');
      expect(copy).not.toContain('jsmith77');
      expect(copy.split('\n')).toHaveLength(3);
      expect(redact(copy)).toBe(copy);
    });
  });

  const PAYLOADS = [
    '{"email":"\\u00e4@b.de"}',
    '{"ts":1,"message":"<ds:X509Certificate>iThkzL+6Y506QrKnDKh6x3yRTGJOMRwDRU2oP7vRWuh+aqs"}',
    '{"email":"m\\u00fcller7@bluefjord.example"}',
    '{"email":"x\\n\\u00fcller7@blue"}',
    '{"message":"user=\\"j\\u00f6rg77\\" a\\nmail77@b.de","x":"\\u00fc\\u00e4@b.com"}',
    '{"message":"FGT # diagnose test authserver ldap L1 user77 p\\u00e477wK\\"x"}',
    '{"pin":846451,"otp":684600}',
    '{"message":"{\\"log\\":\\"        set password Herbst77Lx\\"}"}',
    '{"log":"Cookie: SVPNCOOKIE=Uv7iDRnErxXxPcomA1qnefoTX; x=1\\n","stream":"stdout","time":"2025-11-03"}',
  ];

  test('and JSON stays valid', () => {
    every(PAYLOADS, itself, line => {
      const copy = redact(START + line + '\n').split('\n')[1] ?? '';
      expect(() => JSON.parse(copy) as unknown, copy).not.toThrow();
    });
  });
});

describe('A copy has the same number of lines as its original', () => {
  const LINES = [
    'FGT-A # 2025-01-15 09:12:31 [1907] handle_req-Rcvd auth req 31399821 for jsmith77',
    'n250 in GRP-x opt=00014501 prot=11',
    'x',
  ];
  test.each(['> ', '| ', '[09:12:31] ', '2025-01-15T09:12:31Z '])('if each begins with %j', before => {
    const text = LINES.map(line => before + line + '\n').join('');
    expect(redact(text).split('\n')).toHaveLength(LINES.length + 1);
  });
});

describe('A name of a person, a company or a unit is masked', () => {
  const CASES = [
    ['sms to +48 601 555 017 sent', '601 555'],
    ['sms to +1 (212) 555-0177 sent', '555-0177'],
    [
      'FGT # execute dhcp lease-list\nport1\n  IP                      MAC-Address             Hostname                VCI\n  192.0.2.9           00:1b:63:84:45:e6       BLUE-LAPTOP7     MSFT 5.0',
      'BLUE-LAPTOP7',
    ],
    ['DHCPREQUEST for 192.0.2.9 from 00:1b:63:84:45:e6 (BLUE-LAPTOP7) via port1', 'BLUE-LAPTOP7'],
    ['    set uploaduser "jsmith77"', 'jsmith77'],
    [
      'logid="0005000024" type="traffic" subtype="ztna" clientdeviceowner="jsmith77" action="deny"',
      'jsmith77',
    ],
    ['logid="0005000024" type="traffic" subtype="ztna" clientdevicetags="EMS1_ZTNA_blue_all"', 'ZTNA_blue'],
    ['logid="0005000024" type="traffic" subtype="ztna" accessproxy="proxy-blue77"', 'proxy-blue77'],
    ['    set username1 "jsmith77"', 'jsmith77'],
    ['    set user-id "jsmith77"', 'jsmith77'],
    ['    set cn "Jane Smith77"', 'Jane Smith77'],
    ['    set ssid "BlueNet77"', 'BlueNet77'],
    ['rcvd [CHAP Response id=0x1 <a1b2>, name = "jsmith77"]', 'jsmith77'],
    ['pppoe: AC-Name: bras-blue77', 'bras-blue77'],
    ['Will add auth policy 3 for user jsmith77:VPN-Blue77', 'jsmith77'],
    ['Protocol=3.0|Command=Setup|UserId=jsmith77|Data=x', 'jsmith77'],
    ['_ldap._tcp.bluefjord.local', 'bluefjord'],
  ] as const;

  test('in every kind of line', () => {
    every(CASES, first, ([lines, name]) => {
      expect(redact(START + lines + '\n')).not.toContain(name);
    });
  });
});
