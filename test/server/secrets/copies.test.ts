import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';

/** Texts, and their redacted copies. */
const COPIES: readonly (readonly [text: string, copy: string])[] = [
  ['user=kelvin77 from 10.1.2.3\nuser=marvin88 from 10.1.2.4 and 172.16.9.8\nkelvin77 again', 'user=xuser001 from 0.1.10.3\nuser=xuser002 from 0.1.10.4 and 198.18.0.8\nxuser001 again'],
  ['peer 10.1.2.3 192.0.2.3 198.51.100.9 203.0.113.7 10.9.9.9', 'peer 0.1.10.3 192.0.2.3 198.51.100.9 203.0.113.7 0.1.11.9'],
  ['peer 10.20.30.40 10.20.31.40 172.16.31.9 192.168.100.254 1.1.1.1 2.2.2.2', 'peer 198.18.0.40 198.18.1.40 203.0.113.9 240.100.100.254 0.1.0.1 0.1.1.2'],
  ['peer 198.18.0.9 and 198.19.7.1 and 0.1.2.3 and 240.1.2.3', 'peer 198.18.0.9 and 198.19.7.1 and 0.1.2.3 and 240.1.2.3'],
  ['peer fd00::1 fd00::2 fd00:1::1 fe80::1a2b:3c4d:5e6f:7a8b', 'peer 100::01 100::02 100::0003 fe80::0000:0000:0000:0004'],
  ['peer 2a02:8108:1:2::10 2a02:8108:1:2::11 2a02:8108:1:3::10 2A02:8108:1:2::10', 'peer 2001:0db8:00:1::1 2001:0db8:00:1::2 2001:0db8:00:2::1 2001:0db8:00:1::1'],
  ['peer 2001:db8::7 and 100::7 and fe80::7', 'peer 2001:db8::7 and 100::7 and fe80::7'],
  ['client 74:0a:5c:a6:6e:1a 74-0A-5C-A6-6E-1A 740A.5CA6.6E1A 740a5ca66e1a', 'client 00:00:5e:00:53:01 00-00-5E-00-53-01 0000.5E00.5301 00005e005301'],
  ['client 00:00:5e:00:53:01 02:00:00:00:00:07', 'client 00:00:5e:00:53:01 02:00:00:00:00:07'],
  ['unit FG100F0000000042 and fg100f0000000042\ntoken FTKMOB0A1B2C3D4E', 'unit FG100F9999900001 and fg100f9999900001\ntoken FTKMOB9999900001'],
  ['notice to kelvin.stone@one.lan.net, Kelvin.Stone@one.lan.net and k@one.net', 'notice to u00000000001@example.com, U00000000001@example.com and u2@x.test'],
  ['notice to support@fortinet.com and noreply@notify.fortinet.com', 'notice to support@fortinet.com and noreply@notify.fortinet.com'],
  ['host dc7.one.lan.net, DC7.ONE.LAN.NET, Dc7.one.lan.net, dc7', 'host h01.example.com, H01.EXAMPLE.COM, H01.example.com, dc7'],
  ['user=Kelvin77 KELVIN77 kelvin77', 'user=Xuser001 XUSER001 xuser001'],
  ['user=LAB\\kelvin77\nkelvin77 came\nLAB\\kelvin77', 'user=Xuser0000001\nxuser002 came\nXuser0000001'],
  ['policy 7f1c9a03-b5e2-51ec-8b1f-00163e5f3a2c', 'policy 00000000-0000-0000-0000-000000000001'],
  ['group=Lab-Staff server=nps-lab7 ssid=Lab-Guest', 'group=Xgroup001 server=xserve02 ssid=Xname0003'],
  ['vpn="Lab-Bremen" tunnel=Lab-Bremen\nike 0:Lab-Bremen:1: up\nike 0:Lab-Bremen_0:1: up', 'vpn="Xtunnel001" tunnel=Xtunnel001\nike 0:Xtunnel001:1: up\nike 0:Xtunnel001_0:1: up'],
  ['set passwd moribandelu\nmoribandelu came, xmoribandelux', 'set passwd **********1\nx*********1 came, x**********1x'],
  ['set passwd mori77x\nmori77x', 'set passwd ******1\nx*****1'],
  ['set psksecret Winter-Sun-1\nike 0:hq:1: used Winter-Sun-1 and winter-sun-1', 'set psksecret ***********1\nike 0:x1:1: used ***********1 and winter-sun-1'],
  ['pin=4829 {"pin":4829,"code":482913}', 'pin=1111 {"pin":1111,"code":111111}'],
  ['{"token":"FTKMOB0A1B2C3D4E","seed":"3A4B5C6D7E8F90123A4B5C6D7E8F90123A4B5C6D"}', '{"token":"FTKMOB9999900001","seed":"0000000000000000000000000000000000000001"}'],
  ['sent 7f1c9a03b5e2d84691b7e3f05d2ac864 to peer', 'sent 00000000000000000000000000000001 to peer'],
  ['POST /x HTTP/1.1\nContent-Length: 42\n\n{"user":"kelvin.stone","from":"10.0.0.1"}', 'POST /x HTTP/1.1\nContent-Length: 42\n\n{"user":"xuser0000001","from":"0.1.10.1"}'],
  ['POST /x HTTP/1.1\ncontent-length: 5\n\n{"user":"kelvin.stone","from":"192.168.100.1"}', 'POST /x HTTP/1.1\ncontent-length: 5\n\n{"user":"xuser0000001","from":"240.100.100.1"}'],
  ['POST /x HTTP/1.1\nContent-Length: x\n\n{"from":"10.0.0.1"}', 'POST /x HTTP/1.1\nContent-Length: x\n\n{"from":"0.1.10.1"}'],
  ['set passwd ********\nset psksecret ENC kq9X2LmT7vBz4Rw8', 'set passwd ********\nset psksecret ENC ***************1'],
  ['2025-01-15 09:12:32 [1906] handle_req-Rcvd auth req 1 for handle_req in Lab-Staff opt=0', '2025-01-15 09:12:32 [1906] handle_req-Rcvd auth req 1 for xuser00001 in Xgroup002 opt=0'],
  ['2025-01-15 09:12:32 [1906] handle_req-Rcvd auth req 1 for kelvin in kelvin opt=0', '2025-01-15 09:12:32 [1906] handle_req-Rcvd auth req 1 for xuse01 in xuse01 opt=0'],
  ['2025-01-15 09:12:32 ike 0:kelvin:1: kelvin is up', '2025-01-15 09:12:32 ike 0:xtun01:1: xtun01 is up'],
  ['config vpn ipsec phase1-interface\n    edit "acme-domain"\n        set acme-domain "x"\n    next\nend', 'config vpn ipsec phase1-interface\n    edit "xtunnel0001"\n        set acme-domain "x"\n    next\nend'],
  ['usr[kel\u0001vin77]', 'usr[xxx\u0001xxxxx]'],
  ['set password Puxkil\n--More--\nhur245', 'set password *****1\n--More--\nx****2'],
  ['FGT-LAB # get system status\nHostname: FGT-LAB\nFGT-LAB #', 'XHOST01 # get system status\nHostname: XHOST01\nXHOST01 #'],
  ['> user=kelvin77\n> kelvin77', '> user=xuser001\n> xuser001'],
  ['07:12:11 user=kelvin77\n07:12:12 kelvin77', '07:12:11 user=xuser001\n07:12:12 xuser001'],
  ['user=provision\nprovision token', 'user=xuser0001\nprovision token'],
  ['user=kelvin\nthe kelvin_main and KELVIN_MAIN and kelvins', 'user=xuse01\nthe kelvin_main and XUSE01_MAIN and kelvins'],
  ['user=xuser0001 and user=kelvin77\nxuser0001', 'user=xuser0001 and user=xuser001\nxuser0001'],
  ['qr iVBORw0KGgoAAAANSUhEUgAAAAUA', 'qr ***************************1'],
  ['user=kelvin77\nhttps://kelvin77.one.net/kelvin77?u=kelvin77', 'user=xuser001\nhttps://h001.example.com/xuser001?u=xuser001'],
  ['02 01 00 1b 1a 02 01 00 16 10 61 62 63 64 65 66  ........#+abcdef', '02 01 00 1b 1a 00 00 00 00 00 00 00 00 00 00 00  ................'],
  ['license AB1CD-2EF3G-H4IJ5-KLM6N\nAB1CD-2EF3G-H4IJ5-KLM6N', 'license **********************1\nx*********************1'],
  ['text to +1 212 555 0134\n0012125550134 and +12125550134', 'text to +0 000 000 0001\n0000000000002 and +00000000003'],
  ['host aa.de and bb.de', 'host xho01 and xho02'],
  ['user="ab" user="abc" user="abcd"', 'user="x1" user="x01" user="xu02"'],
  ['set passwd abcd\nset passwd abcde\nset passwd abcd', 'set passwd ***1\nset passwd ****2\nset passwd ***1'],
  ['user=kelvin77 user=Kelvin77 user=keLvin77', 'user=xuser001 user=Xuser001 user=xuser002'],
  ['mail k@one.net and kel@one.net and kelvin@one.net', 'mail u1@x.test and u002@x.test and u3@example.com'],
  ['client 74-0a-5c-a6-6e-1a and 740a.5ca6.6e1b', 'client 00-00-5e-00-53-01 and 0000.5e00.5302'],
  ['user=j.doe@LAB.example.net\nj.doe came', 'user=u00000001@example.com\nxus01 came'],
  ['server=nps-lab7.one.net\nnps-lab7 came', 'server=h001.example.com\nxhost001 came'],
  ['set psksecret Winter-Sun-1\nset psksecret Sommer-Sun-2\nWinter-Sun-1Sommer-Sun-2', 'set psksecret ***********1\nset psksecret ***********2\nx**********************3'],
  ['seed 0123456789ABCDEF0123456789ABCDEF01234567\nseed 89ABCDEF0123456789ABCDEF0123456701234567', 'seed 0000000000000000000000000000000000000001\nseed 0000000000000000000000000000000000000002'],
  ['2025-01-15 09:12:32 fnbamd_kelvin77[12]: user=kelvin77 kelvin77', '2025-01-15 09:12:32 fnbamd_kelvin77[12]: user=xuser001 xuser001'],
  ['GET /kelvin77 HTTP/1.1\nHost: one.net\nX-User: kelvin77\n\nuser=kelvin77', 'GET /xuser001 HTTP/1.1\nHost: h1.test\nX-User: xuser001\n\nuser=xuser001'],
  ['{"user":"kelvin77","code":482913}', '{"user":"xuser001","code":111111}'],
  ["FGT # set password Gorvelin 78kxTremal!\ncommand parse error before '78kxTremal!'", "FGT # set password *******************1\ncommand parse error before '***********'"],
  ['{"passwords":{"admin":"kelubazop","min":"12"}}', '{"passwords":{"admin":"********1","min":"12"}}'],
  ['LICENSE-TOKEN:ZYKENWASFGCLBYQ6', 'LICENSE-TOKEN:***************1'],
  ['{"api_keys":{"fgt":"k7dQ2xVb9Lm4TzYp"}}', '{"api_keys":{"fgt":"***************1"}}'],
  ['user="kelvin\\"stone" ok', 'user="xuse01\\"stone" ok'],
  ['FGT # config user local\nFGT (local) # edit kelvin77\nFGT (kelvin77) # end', 'FGT # config user local\nFGT (local) # edit xuser001\nFGT (xuser001) # end'],
]; // oxfmt-ignore

test.each(COPIES)('The copy of %s', (text, copy) => {
  expect(redact(`${text}\n`)).toBe(`${copy}\n`);
  expect(redact(`${copy}\n`), 'redacted again').toBe(`${copy}\n`);
});

const PREFIXES = ['', '> ', '| ', '11:11:11 ', '[11:11:11] ', '2025-05-06 11:11:11 '];
/** Lines of a capture, each behind a prefix; the value is in two of them. */
const INTERRUPTED: readonly [string, readonly string[], readonly string[]][] = [
  ['payload', ['{"seed":"K7DQ2XVB9LM4', 'TZYP1RSWQW","digits":6}'], ['{"seed":"*', '*","digits":6}']],
  ['setting', ['    set activation-code "EEJ3', 'Z4UIATP74TQX"'], ['    set activation-code "*', '*"']],
  ['code in a list', ['activation-code : EEP', '6VX4LTGNUBTVT'], ['activation-code : *', '*']],
];

describe.each(PREFIXES)('A value in two lines, behind "%s"', prefix => {
  test.each(INTERRUPTED)('that another daemon divides: a %s', (_what, [first = '', rest = ''], masked) => {
    const lines = [
      '[211] handle_req-r=1',
      first,
      '[1642] __ldap_rxtx-state 3(Admin Binding)',
      rest,
      'FGT # ',
    ];
    const copy = redact(lines.map(line => `${prefix}${line}\n`).join('')).split('\n');
    expect([copy[1], copy[3]].map(line => line?.replace(/x?\*+\d*/g, '*'))).toEqual(
      masked.map(line => prefix + line),
    );
  });
});

/** Ends of values in the next line, behind its time: of a string, a header, an element, and of digits alone. */
test.each([
  ['{"seed":"K7DQ2XVB9LM4TZYP', '1RSWQWA5","digits":6}', 'x******2","digits":6}'],
  ['{"license":"EFTM9193', '400471785521","error":null}', '000000000000","error":null}'],
  ['Set-Cookie: SVPNCOOKIE=r0n8O1OHFPV9Hvjn5', 'QfamEX0xTEGzC; path=/', 'x***********2; path=/'],
  ['<img src="data:image/png;base64,iVBORw0KGgok8vI9wP', 'EftRUUvo/Mi04VfL==">', 'x****************2">'],
])('A value is masked to its end, if each line has a time: %s', (first, rest, masked) => {
  const stamp = '2025-05-06 11:11:11 ';
  const copy = redact([first, rest, '[211] handle_req-r=1'].map(line => `${stamp}${line}\n`).join(''));
  expect(copy.split('\n')[1]).toBe(stamp + masked);
});

test('A value goes on where a page wrapped its line', () => {
  const long =
    '[211] __fnbamd_cfg_get_ldap_list_by_server-Loaded LDAP server ldap1 for group vpn (dc=example,dc=com)';
  const line =
    'ike 0:to-hq:9: IKE SA e109a345c1eda030/4c05b9914e525f3b SK_ei 16:4CF8D0FE351A50CAB48662B11A5B1AE3842545B5E5';
  const lines = [long, long, long, long, line].flatMap(one => one.match(/.{1,90}/g) ?? []);
  const copy = redact(lines.map(one => `09:12:31 ${one}\n`).join(''));
  expect(copy).not.toMatch(/B11A|1AE384|B5E5/);
});
