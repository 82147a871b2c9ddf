import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';
import { every, first, itself } from '../../support/rows';

describe('A redacted copy omits', () => {
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
  }); // oxfmt-ignore

  test('a token whose number has hardly a digit', () => {
    const copy = redact('FGT # show\n    edit "FTKMOB83AAAAC7FE"\nfor token: FTKMOBABCDEFABC1\n');
    expect(copy).toBe('FGT # show\n    edit "FTKMOB9999900112"\nfor token: FTKMOB9999900209\n');
  });

  test('the word "basic" is not a credential', () => {
    const line = '2024-03-30 04:10:04 [95] ftc_res: basic authentication is used';
    expect(redact(line)).toBe(line);
  });
});

test('A redacted copy omits the user and the groups that samld passes on', () => {
  const reply = 'samld_send_common_reply [98]: Attr: 10, 26, ';
  const copy = redact(
    `${reply}'username' 'jdoe55'\n${reply}'group' 'VPN-Paris'\n${reply}'urn:displayname' 'Jane Roe'\n`,
  );
  expect(['jdoe55', 'Paris', 'Jane'].filter(value => copy.includes(value))).toEqual([]);
});

describe('A redacted copy omits what was typed', () => {
  const SECRET = 'W0mbatPw77';
  const without = (text: string): void => {
    expect(redact(text)).not.toContain(SECRET);
  };

  test.each([
    [
      'behind a prompt before which the terminal has put the time',
      `2024-05-06 10:11:12 FGT # diagnose test authserver ldap AD-HQ user01 ${SECRET}\n`,
    ],
    ['and before which it stands in brackets', `[2024-05-06 10:11:12] FGT (user01) # set passwd ${SECRET}\n`],
    ['in a configuration before which it has put the time', `2024-05-06 10:11:12     set passwd ${SECRET}\n`],
    ['for a backup to a TFTP server', `FGT # exec backup config tftp cfg.conf 192.0.2.4 ${SECRET}\n`],
    ['for a restore from one', `FGT # execute restore config tftp cfg.conf 192.0.2.4 ${SECRET}\n`],
    [
      'behind the prompt of an administrator with few rights',
      `$ diagnose test authserver ldap s1 u1 ${SECRET}\n`,
    ],
    [
      'in a command that a terminal wrapped before it',
      `FGT # diagnose test authserver ldap AD-HQ-PRIMARY-01 user01-of-the-branch-office\n ${SECRET}\n`,
    ],
  ])('%s', (_where, text) => {
    without(text);
  });

  const SETTINGS = [
    'secret-key',
    'authentication-key',
    'key-string',
    'ddns-key',
    'auth-key',
    'auth-password-l1',
    'bot-token',
    'passwd1',
    'est-srp-password',
    'authkey',
  ];

  test('for every setting that holds a secret', () => {
    every(SETTINGS, itself, name => {
      without(`    set ${name} "${SECRET}"\n`);
    });
  });

  test('for a key with a number', () => {
    without(`    set md5-key 1 "${SECRET}"\n`);
  });

  test.each(['curl -k -u u1:', 'curl --user "u1:', 'ftp://u1:'])('before a host, after %s', words => {
    without(`${words}${SECRET}@192.0.2.1/cfg\n${words}${SECRET}" https://192.0.2.1/\n`);
  });

  test('after more than a command takes', () => {
    without(`FGT # diagnose test authserver ldap server01 user01 ${SECRET} 389\n`);
  });

  test('for the name of an SNMP community', () => {
    without(`config system snmp community\n    edit 1\n        set name "${SECRET}"\n`);
  });

  test('in two halves of a value that a terminal wrapped', () => {
    const copy = redact(
      `FGT # execute backup config ftp backup-of-the-unit-at-hq-01.conf 192.0.2.4 ftpuser ${SECRET.slice(0, 4)}\n${SECRET.slice(4)}\n`,
    );
    expect([SECRET.slice(0, 4), SECRET.slice(4)].filter(half => copy.includes(half))).toEqual([]);
  });
});

test('A redacted copy omits the keys of a list of gateways', () => {
  const copy = redact(
    'FGT # diagnose vpn ike gateway list\n  SK_ei: 7f1c9a03b5e2d846-91b7e3f05d2ac864\n  key: 2e8d17f5a0c94b62-d05fa72e916d38b4\n',
  );
  expect(['91b7e3f0', '2e8d17f5'].filter(part => copy.includes(part))).toEqual([]);
});

test('A redacted copy omits the names of the other units of a cluster', () => {
  const copy = redact(
    'FGT-HQ-01 # get system ha status\nSlave : FGT-HQ-02, FG100FTK21005678, HA cluster index = 1\nFGT-HQ-02 is selected as the primary because\n',
  );
  expect(copy).not.toContain('FGT-HQ-02');
  expect(copy).toContain('HA cluster index = 1');
});

test('A redacted copy omits both codes of a command that tests a token', () => {
  const copy = redact('FGT # diagnose fortitoken test FTKMOB0000000A01 482913 305117\n');
  expect(['482913', '305117'].filter(code => copy.includes(code))).toEqual([]);
});

describe('A redacted copy omits the names', () => {
  const CASES = [
    [
      'of users and groups in a list of sessions',
      '|Index|User|Group|Auth Type|\n0\tuser.one\tVPN Gruber\t16(1)\n',
      ['user.one', 'Gruber'],
    ],
    [
      'of users in the list of older releases',
      ' Index   User    Auth Type\n 0       userone1     1(1)\n',
      ['userone1'],
    ],
    [
      'of single sign-on',
      'IP: 192.0.2.8  User: USER.ONE  Groups: CN=Finance Dept,DC=corp  Workstation: PC-FIN MemberOf: G-Fin\n',
      ['USER.ONE', 'Finance', 'PC-FIN', 'G-Fin'],
    ],
    [
      'of work stations',
      '[_process_logon] user=CORP\\userone workstation=PC-FIN-02\n',
      ['userone', 'PC-FIN'],
    ],
    [
      'of an assertion whose values have a type',
      '<saml2:AttributeValue xsi:type="xs:string">Uwe Wonka</saml2:AttributeValue><x:NameIdentifier>u1x</x:NameIdentifier>\n',
      ['Uwe', 'Wonka', 'u1x'],
    ],
    [
      'of users that are logged in',
      '192.0.2.9, USERONE46\n        type: fsso, id: 0, duration: 2315\n',
      ['USERONE46'],
    ],
    [
      'of a certificate',
      "ike 0:RA45:77: received peer identifier DER_ASN1_DN 'C = DE, O = Example Works GmbH, CN = User One'\n",
      ['Works', 'User One'],
    ],
    ['of a group that was matched', 'Group membership(s) - Trier-Adm, Trier-VPN\n', ['Trier']],
    ['of who joins a group', '[5784:root:d9]add user userone in group Gruber-VPN\n', ['userone', 'Gruber']],
    ['of an administrator', 'Administrator userone login failed from https(192.0.2.1)\n', ['userone']],
    [
      'of who opens a session',
      'FGT # execute ssh userone@192.0.2.2\nlogin as: usertwo\n',
      ['userone', 'usertwo'],
    ],
    ['of hosts in an address that was encoded', 'y=https%3A%2F%2Fvpn.q57.net%252Fvpn.q58.net\n', ['vpn.q5']],
    ['of a customer at an identity provider', 'Host: q13.okta.com\n', ['q13']],
    [
      'of sessions behind the time of a terminal',
      '2024-06-10 10:00:01 |Index|User|Group|\n2024-06-10 10:00:01 0\tuserone\tVPN Gruber\n2024-06-10 10:00:01 vd: root/0\n2024-06-10 10:00:01 name: gruber-9\n2024-06-10 10:00:01 Primary     : FW-LINZ-A\n',
      ['userone', 'Gruber', 'gruber', 'LINZ'],
    ],
    ['behind a time of day', '[10:00:00.123] two factor check for userone: on\n', ['userone']],
    [
      'of a list of users',
      'FGT # get user local\n== [ uwe wonka ]\nname: uwe wonka\n== [ usertwo ]\nname: usertwo   status: enable\n',
      ['uwe', 'wonka', 'usertwo'],
    ],
    [
      'in the line behind one of a packet',
      `id=1 trace_id=1 func=f line=1 msg="${'m'.repeat(80)}"\ntwo factor check for userone: on\n`,
      ['userone'],
    ],
    ['of a tunnel in a list of gateways', 'vd: root/0\nname: branch-9\nversion: 1\n', ['branch-9']],
    ['of a tunnel in a list of tunnels', 'name=branch-9 ver=1\nproxyid=branch-p2 proto=0\n', ['branch-']],
  ] as const;

  test('of people, units and places in every kind of line', () => {
    every(CASES, first, ([, text, names]) => {
      const copy = redact(text);
      expect(names.filter(name => copy.includes(name))).toEqual([]);
    });
  });

  test('and keeps what is after a distinguished name', () => {
    expect(redact('Groups: CN=Finance,DC=corp  Workstation: PC-FIN MemberOf: G-Fin\n')).toMatch(
      /  Workstation: \w+ MemberOf: \w+\n/,
    );
  });
});

test('A redacted copy omits the code in a form that a browser sent', () => {
  expect(redact('[5784:root:d9]readPost:20 username=user01&token=482913&magic=1\n')).not.toContain('482913');
});

test.each([
  ['a cookie that no request holds', 'wad_dump_http_req :2110 Cookie: SESSION=kq2Lr0zP81mNq7x; Ltpa=AbC9dEf8Gh7\n', ['kq2Lr0zP', 'AbC9dEf8']],
  ['a code behind words alone', 'push msg token_code 771291 sn 1, XAUTH_PASSCODE 771284, Your code is 771286\n', ['7712']],
  ['the signature of a request', 'https://login.q57.net/?a=1&Signature=QkZ7yLp2mQ8vT1xR6yN0pL5wBzK3%3D\n', ['QkZ7yLp2']],
  ['a code that a browser was asked for', 'please enter token:581210\n', ['581210']],
  ['a code of a service', '{"user":"u1","auth_code":"774412"}\n', ['774412']],
  ['what a login by SAML is taken over with', 'req: /remote/saml/auth_id?id=9f1cQ903b5e2d846aab\n', ['9f1cQ903']],
  ['the serial numbers of other products', 'FAZ-VMTM21001247 PS221E3X15000147 PU421E3X17000147\n', ['21001247', '15000147', '17000147']],
])('A redacted copy omits %s', (_what, text, values) => {
  const copy = redact(text);
  expect(values.filter(value => copy.includes(value))).toEqual([]);
}); // oxfmt-ignore

test('A random value that begins as a serial number does is not kept with the serial numbers', () => {
  const copy = redact('FGT # diagnose debug enable\nFEZBuV0K6XVpZ851Fg5zQb_tDcXf4yc8gSWeAzA3s95hMFX0Qz\n', {
    keepIdentities: true,
  });
  expect(copy).not.toContain('FEZBuV');
});

test.each([
  ['the address of a schema', '__samld_sp_login_resp [859]: xmlns:xs="http://www.w3.org/2001/XMLSchema"\n'],
  ['what came of a command', 'set password failed: -56\n'],
  ['the names of ports', 'FGT # get system interface\n== [ port1 ]\nname: port1   mode: static\n'],
  ['what is said of keys', 'fnbamd_x[7]: set key exchange mode to aggressive\n'],
  ['the signs of an address that was encoded', 'y=https%3A%2F%2Flogin.microsoftonline.com%2Fcommon\n'],
])('A redacted copy keeps %s', (_what, text) => {
  expect(redact(text)).toBe(text);
});

test.each([
  ['FGT # diagnose test authserver ldap DC1 user01 Pw12ab', "authenticate 'x' against 'y' succeeded!"],
  ['FGT # execute fortitoken sync FTKMOB0000000A01 771265 771266', 'success'],
  ['user=user01 password=W0mbatPw77 and more words behind it, pass=W0mbatPw78', 'fnbamd_auth_poll-ok'],
  ['ike 0:tunnel01:9: out 5C0F0A1B2C3D4E5F6A7B8C9D0E1F2A3B', 'add route 192.0.2.0/24'],
])('Words of FortiOS are not taken for the rest of the line before: %s', (line, next) => {
  expect(redact(`${line}\n${next}\n`).split('\n')[1]?.split(' ')[0]).toBe(next.split(' ')[0]);
});

test('A time, a prompt or a quote at its beginning shows that a line does not continue the one before', () => {
  const secret = 'FGT # diagnose test authserver ldap s1 u1 W0mbatPw77';
  for (const next of ['[09:12:33.123] x', '2024-06-10T10:00:00.123 x', '> x'])
    expect(redact(`${secret}\n${next}\n`).split('\n')[1]).toBe(next);
});
