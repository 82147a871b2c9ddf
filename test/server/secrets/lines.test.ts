// Lines as FortiOS prints them and as people type them: what a redacted copy removes and what it keeps.
import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';

const redacted = (text: string): string => {
  const copy = redact(`${text}\n`);
  expect(redact(copy), 'redacted again').toBe(copy);
  return copy;
};

test('A sentence after a host is not taken for the rest of its name', () => {
  expect(redacted('FGT # execute ping abcdefghijkl.lab.abcdefghijk.net\nLorem number one.')).toContain(
    '\nLorem number one.',
  );
});

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

describe('A tunnel in a line of ike that was printed after another one', () => {
  const failure = 'ike V=root:0:branch-a_1:111: XAUTH 8100000001 result FNBAM_ERROR';

  test.each([
    ['in its name', `${failure}: [1]ike V=root:0:bran\nch-a_1 connection expiring due to phase1 down`],
    ['before its names', `${failure} ike \nV=root:0:branch-a_1 connection expiring due to phase1 down`],
    ['in its virtual domain', `${failure} ike V=ro\not:0:branch-a_1: connection expiring due to phase1 down`],
  ])('has its stand-in if a terminal wrapped the line %s', (_where, text) => {
    const copy = redacted(text).replaceAll('\n', '');
    expect(copy).not.toContain('bran');
    expect(copy.match(/xtunne01_1/g)).toHaveLength(2);
    expect(copy).toContain(' connection expiring due to phase1 down');
  });
});

test('A short tunnel that a terminal wrapped has one stand-in, which does not look like a row of a dump', () => {
  const copy = redacted(
    'ike V=root:0:dial_1:111: XAUTH 8100000001 result FNBAM_ERROR: [1]ike V=root:0:di\nal_1 connection expiring',
  );
  expect(copy.replaceAll('\n', '').match(/xt01_1/g)).toHaveLength(2);
});

test('An address and its port begin a line, also after one that is as long as a terminal is wide', () => {
  const row = (address: string): string =>
    `${address}:853 vrf=0 tz=0 encrypt=dot req=40 to=40 res=0 rt=2 last_failed=0`;
  const copy = redacted(`DNS servers:\n${row('72.14.5.5')}\n${row('72.14.5.6')}\n`);
  expect(copy.match(/last_failed=0$/gm)).toHaveLength(2);
  expect(copy).not.toContain('72.14.5');
});

describe('A redacted copy omits', () => {
  test.each([
    ['the characters beside the first of two rows of a key', '2025-01-15 08:00:00 02 01 00 1b 1a 02 01 00 16 10 61 62  ........#+ab\n2025-01-15 08:00:00 63 64 65 66 67 68 69 6a 6b 6c 6d 6e  cdefghijklmn', 'ab\n'],
    ['a picture in which a signed token seems to begin', `picture iVBORw0KGgoP30jFBJW3tHYk/eyJSOrxcFDIAiCoOMLsk8i8ejpt4m3S+uTpelJtb0HzBJhjMb6ya1xGcGPxa8mtH7PRGw==`, 'iVBORw0KGgo'],
    ['a value that an element names in an attribute', '<property name="admin_password">W0mbatPw77</property>', 'W0mbatPw77'],
    ['the value of credentials', '{"credentials":{"type":"basic","value":"W0mbatPw77"}}', 'W0mbatPw77'],
    ['a phone number with dots', 'sent a text to +1.212.555.0100 now', '555.0100'],
    ['a password in a table whose line breaks were lost', 'time,user,password 2025-01-15 10:00,kelvin,W0mbat 2025-01-15 10:01,marvin,Sommer', 'Sommer'],
    ['a user in it', 'page: time;user;password 10:00;kelvin;W0mbat 10:01;marvin;Sommer', 'marvin'],
    ['a user in a table without a password', 'time,user,group\n10:00,kelvin,staff1', 'kelvin'],
    ['one without its country', 'sent a text to 212.555.0100.', '555.0100'],
    ['a French one', 'sent a text to 01.99.00.12.34, ok', '00.12.34'],
    ['the address of a gateway without a name', 'ike V=root:198.51.103.7:500 negotiation failure', '198.51.103.7'],
    ['both halves of a key that a line of another daemon parted', 'key ef0a9d12e22f99ed\n2025-01-15 09:12:32 ike 0:to-hq:123: recv IPsec SA delete\n602701aa4912e44a', 'ef0a9d12e22f99ed'],
    ['the rest of a licence that a line of another daemon parted', '<license>EFTM8765\n2025-01-15 09:12:32 ike 0:to-hq:123: recv IPsec SA delete\n11571333</license>', '11571333'],
    ['letters that another line parted from a code', 'activation-code : EEHM5SFD7K\n2025-01-15 09:12:32 ike 0:to-hq:1: recv IPsec SA delete\nKQHKVM.', 'KQHKVM'],
    ['the same behind times', '2025-01-15 09:12:31 activation-code : EEHM5SFD7K\n2025-01-15 09:12:32 ike 0:to-hq:1: recv IPsec SA delete\n2025-01-15 09:12:31 KQHKVM', 'KQHKVM'],
    ['letters at the end of a string', 'set activation-code "EEHM5SFD7K\nKQHKVM"', 'KQHKVM'],
    ['the end of the target of a request', 'GET /remote/saml/start?magic=rXb0eBiej4vvL\nike 0:to-hq:1: recv IPsec SA delete\nXMaddvMJq HTTP/1.1', 'XMaddvMJq'],
    ['the password of a backup of logs', 'FGT # execute backup disk alllogs ftp 192.0.2.9 user01 W0mbatPw77', 'W0mbatPw77'],
    ['that of a backup by SCP', 'FGT # execute backup config scp a.conf 192.0.2.9 user01 W0mbatPw77', 'W0mbatPw77'],
    ['that of the file that is restored', 'FGT # execute restore config ftp a.conf 192.0.2.9 user01 Pw1 W0mbatPw77', 'W0mbatPw77'],
    ['that of an image', 'FGT # execute restore secondary-image ftp a.out 192.0.2.9 user01 W0mbatPw77', 'W0mbatPw77'],
    ['that of an account of FortiCloud', 'FGT # execute forticloud login it@b.example W0mbatPw77', 'W0mbatPw77'],
    ['that of a licence', 'FGT # execute vm-license-options account-password W0mbatPw77', 'W0mbatPw77'],
    ['that of a certificate', 'FGT # execute vpn certificate local generate rsa a 2048 vpn.b.example DE HB Bremen Org IT it@b.example "" http://ca.b.example/scep W0mbatPw77', 'W0mbatPw77'],
    ['that of a search in a directory', 'FGT # diagnose test authserver ldap-search 192.0.2.9 389 "dc=a,dc=lab" cn user01 W0mbatPw77 0', 'W0mbatPw77'],
    ['that of a search that is told', "searching 'dc=a, cn=cn' on 192.0.2.9:389 for (user01, W0mbatPw77), secure(0)", 'W0mbatPw77'],
    ['one with quotes in it', 'FGT # diagnose test authserver ldap s1 user01 "a \\"W0mbat\\" b"', 'W0mbat'],
    ['one with blanks in it', 'FGT # diagnose test authserver ldap s1 user01 a\\ W0mbat\\ b', 'W0mbat'],
    ['one behind a distinguished name without quotes', 'FGT # diagnose test authserver ldap-direct 192.0.2.9 389 uid dc=a,dc=lab user01 W0mbatPw77', 'W0mbatPw77'],
    ['a setting that only ends as one of a secret', 'set captive-portal-radius-secret W0mbatPw77', 'W0mbatPw77'],
    ['the same behind a pager', '--More--     set sim1-pin-code "W0mbatPw77"', 'W0mbatPw77'],
    ['the third password of an administrator', 'set password3 W0mbatPw77', 'W0mbatPw77'],
    ['the community of SNMP', 'snmpd: failed to match community "W0mbatPw77"', 'W0mbatPw77'],
    ['the token of a service', 'POST /x HTTP/1.1\nX-Amz-Security-Token: W0mbatPw77abc', 'W0mbatPw77'],
    ['the rest of a key that another line cut', 'ike 0:hq:1: SK_ei 16:9A1B2C3D4E5F6071ike 0:hq: up\n8293A4B5C6D7E8F9', '8293A4B5'],
    ['a dump with few bytes', 'EAP: EAP-Response/Identity - hexdump_ascii(len=5):\n     75 73 65 72 31                                    user1', 'user1'],
    ['the first row of a packet', '2025-02-11 08:15:42.123456 port3 out 192.0.2.1.22264 -> 198.51.100.13.389: syn 1\n0x0000\t 0000 0000 0001 a4bb 6d10 2233 0800 4500\t........m."3..E.', 'a4bb 6d10'],
    ['addresses of the packet sniffer', 'port3 -- 10.140.255.1.5247 -> 10.140.255.100.36427: udp 44', '10.140'],
    ['a name with a comma', "Get DN 'CN=One\\, Userina,OU=x,DC=a,DC=lab'", 'Userina'],
    ['a name with an apostrophe', "val[0]='CN=O'Userina Consultants,DC=a,DC=lab'", 'Userina'],
    ['a name in brackets', "val[0]='CN=Lager (Userina),DC=a,DC=lab'", 'Userina'],
    ['the second of two names', 'Group membership(s) - CN=A-Lager,DC=a,DC=lab CN=B-Userina Nord,DC=a,DC=lab', 'Userina'],
    ['a state', "DER_ASN1_DN 'C=DE,ST=Userinia'", 'Userinia'],
    ['groups with blanks', 'IP: 192.0.2.7 User: USERONE Groups: ALAB/TEAM ONE+ALAB/TEAM USERINA Workstation: PC-7', 'USERINA'],
    ['a group in an address', 'GET /a?group_name=LAB-USERINA&group_id=1 HTTP/1.1', 'USERINA'],
    ['a group with a blank', 'group_name: Corp Userina', 'Userina'],
    ['who logged on at a domain', '[_process_logon:1079]: USERONE (192.0.2.7, 0) logged on from x', 'USERONE'],
    ['who logged on by RADIUS', 'vd 0:root Add/Update auth logon for IP 192.0.2.7 for user userone', 'userone'],
    ['whom a short word names', 'Sent radius req to server: fd=15 code=1 id=164 len=91 u="userone" using Pap', 'userone'],
    ['administrators in a list', 'username        local    device           remote\nuserone1        ssh      port1:192.0.2.1  192.0.2.2:4167', 'userone1'],
    ['users below a head that a terminal wrapped', ' Index   User    Group   Auth Type    \n HTTP in/out    Two-factor Auth\n 0       userone1 \tG-One     16(1)', 'userone1'],
    ['a tunnel in a summary', "'hq-bremen' 192.0.2.9:0  selectors(total,up): 1/1", 'bremen'],
    ['a tunnel of a packet', 'id=1 trace_id=2 func=f line=2 msg="output to IPSec tunnel hq-bremen, tun_id=192.0.2.1, vrf 0"', 'bremen'],
    ['a tunnel that was typed', 'FGT # diagnose vpn ike log filter name hq-bremen', 'bremen'],
    ['what an event is about', 'cfgpath="user.local" cfgobj="user.one"', 'user.one'],
    ['a unit in a cloud', '"serial":"FGTAZRCZLHS4OSBF"', 'CZLHS4OSBF'],
    ['several users', 'set users "user.one1" "user.two2"', 'user.two2'],
    ['a server of TACACS+', 'config user tacacs+\n    edit "ISE-Bremen"', 'Bremen'],
    ['a prompt that a mail quotes', '> FGT-BREMEN # show user local', 'BREMEN'],
    ['a user of a configuration that it quotes', 'Hi,\n> config user local\n>     edit "user.one"\n> next\nBye', 'user.one'],
    ['a tunnel in lines that it quotes', '>> ike 0:Dial_HR7: XAUTH 1446539 pending', 'Dial_HR7'],
    ['the value of a header that a unit sends', 'config http-headers\nedit 1\nset key "Authorization"\nset value "Token 8842aaffee"', '8842aaffee'],
    ['a radio', "Value: '90-6C-AC-11-22-33:Guest'", '90-6C'],
  ])('%s', (_what, text, value) => {
    expect(redacted(text)).not.toContain(value);
  });
}); // oxfmt-ignore

describe('A redacted copy keeps', () => {
  test.each([
    ['how a negotiation begins', 'ike 0:x01:101: initiator: main mode is sending 1st message...', 'initiator: main mode is'],
    ['by which method a login was tested', "authenticate 'u' against 'mschap2' succeeded, server=primary x=1", "'mschap2' succeeded, server=primary"],
    ['ports', 'set member "port3" "port4"\nindex=3 devname=port1', 'set member "port3" "port4"\nindex=3 devname=port1'],
    ['what a zone is made of', 'config system zone\nedit "z"\nset member "VLAN-One"', '"VLAN-One"'],
    ['the path of a setting', 'cfgpath="user.local" x="vpn.certificate.ca"', '"user.local" x="vpn.certificate.ca"'],
    ['the names of attributes', 'config user saml\nedit "x"\nset user-name "username"\nset group-name "Groups"', '"username"\nset group-name "Groups"'],
    ['a version', 'ver=7.2.4.97 build', 'ver=7.2.4.97'],
    ["Fortinet's own servers of names", 'set primary 96.45.45.45', '96.45.45.45'],
    ['settings about passwords', 'set change-password enable\nset password-attr userPassword\nset passwd-time 2023-01-01 10:00:00', 'enable\nset password-attr userPassword\nset passwd-time 2023-01-01'],
    ['the name of a header', 'config http-headers\nedit 1\nset key "Authorization"', '"Authorization"'],
    ['a public key', 'set ssh-public-key "ssh-rsa AAAAB3NzaC1yc2E"', 'ssh-rsa AAAA'],
    ['a word behind a short line', 'sid=7c2e91aa\nauthenticated', 'authenticated'],
    ['what is said of a password', 'Password is expiring soon', 'expiring soon'],
    ['what was not found', 'domain: not found', 'not found'],
    ['what is said of a key, with a number after it', 'PSK auth failed: probable pre-shared key mismatch[1F', 'key mismatch[1F'],
    ['a word of a sentence that a terminal wrapped', '2025-01-15 08:00:00.123456 ike V=root:0:branch-a_1:3105: XAUTH 8100000001 pend\ning\\\\n1 crash', 'pend\ning'],
    ['the line behind a dump', 'NT-Response - hexdump(len=4): 11 6c 7d 8e\nEAP-TTLS/PAP: x', '\nEAP-TTLS/PAP: x'],
    ['a fingerprint', 'Fingerprint: 7A:1B:2C:3D:4E:5F:6A:7B:8C:9D:82:93', '7A:1B:2C:3D:4E:5F:6A:7B:8C:9D:82:93'],
    ['the daemon of a line of an old release after the time of a collector', '2025-05-06T09:12:31Z ike 0:to-hq:9: out CCF9376F66018AB3E2E947D4C1B69323\n2025-05-06T09:12:31Z ike 0:to-hq:9: ignoring', '2025-05-06T09:12:31Z ike 0:'],
    ['words after two names with a comma', 'user,password are wrong, retry as kelvin,marvin', 'are wrong, retry as kelvin,marvin'],
    ['a version', 'FortiOS 7.2.8.1639 and 10.400.555.0100', '7.2.8.1639 and 10.400.555.0100'],
    ['a part of an object identifier', 'UserAccountControl:1.2.840.555.1135.4', '1.2.840.555.1135.4'],
    ['a time with a date', 'at 01.02.25 and 3.12.25.10.30.01', '01.02.25 and 3.12.25.10.30.01'],
    ['the model of a unit', 'subject: CN=FG100FTK20001122,O=x', 'CN=FG100F'],
  ])('%s', (_what, text, value) => {
    expect(redacted(text)).toContain(value);
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
