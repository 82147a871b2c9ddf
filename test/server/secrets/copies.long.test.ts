import { describe, expect, test } from 'vitest';
import { redact } from '../../../server/src/secrets';
import { every, first, itself } from '../../support/rows';

/** Texts, and their redacted copies. */
const COPIES: readonly (readonly [text: string, copy: string])[] = [
  ['peer 198.18.0.9 and 198.19.7.1 and 0.1.2.3 and 240.1.2.3', 'peer 198.18.0.9 and 198.19.7.1 and 0.1.2.3 and 240.1.2.3'],
  ['peer fd00::1 fd00::2 fd00:1::1 fe80::1a2b:3c4d:5e6f:7a8b', 'peer 100::01 100::02 100::0003 fe80::0000:0000:0000:0004'],
  ['peer 2a02:8108:1:2::10 2a02:8108:1:2::11 2a02:8108:1:3::10 2A02:8108:1:2::10', 'peer 2001:0db8:00:1::1 2001:0db8:00:1::2 2001:0db8:00:2::1 2001:0db8:00:1::1'],
  ['peer 2001:db8::7 and 100::7 and fe80::7', 'peer 2001:db8::7 and 100::7 and fe80::7'],
  ['client 00:00:5e:00:53:01 02:00:00:00:00:07', 'client 00:00:5e:00:53:01 02:00:00:00:00:07'],
  ['notice to kelvin.stone@one.lan.net, Kelvin.Stone@one.lan.net and k@one.net', 'notice to u00000000001@example.com, U00000000001@example.com and u2@x.test'],
  ['unit FAC-VM0000000042 joined FAC-VM0000000043', 'unit FAC-VM9999900112 joined FAC-VM9999900209'],
  ['notice to kelvin.stone@login.microsoftonline.com', 'notice to u0000000000000000000000001@example.com'],
  ['61779.007 74:0a:5c:a6:6e:1a <eh> got it\n74:0a:5c:a6:6e:1a left', '61779.007 00:00:5e:00:53:01 <eh> got it\n00:00:5e:00:53:01 left'],
  ['61779.007 74:00:51:16:61:12 <eh> got it', '61779.007 00:00:5e:00:53:01 <eh> got it'],
  ['notice to support@fortinet.com and noreply@notify.fortinet.com', 'notice to support@fortinet.com and noreply@notify.fortinet.com'],
  ['user=Kelvin77 KELVIN77 kelvin77', 'user=Xuser01g XUSER01G xuser01g'],
  ['policy 7f1c9a03-b5e2-51ec-8b1f-00163e5f3a2c', 'policy 00000000-0000-0000-0000-000000000001'],
  ['group=Lab-Staff server=nps-lab7 ssid=Lab-Guest', 'group=Xgroup01e server=xserv02f ssid=Xname003z'],
  ['vpn="Lab-Bremen" tunnel=Lab-Bremen\nike 0:Lab-Bremen:1: up\nike 0:Lab-Bremen_0:1: up', 'vpn="Xtunnel01w" tunnel=Xtunnel01w\nike 0:Xtunnel01w:1: up\nike 0:Xtunnel01w_0:1: up'],
  ['pin=4829 {"pin":4829,"code":482913}', 'pin=1111 {"pin":1111,"code":111111}'],
  ['{"token":"FTKMOB0A1B2C3D4E","seed":"3A4B5C6D7E8F90123A4B5C6D7E8F90123A4B5C6D"}', '{"token":"FTKMOB9999900112","seed":"*************************************158"}'],
  ['sent 7f1c9a03b5e2d84691b7e3f05d2ac864 to peer', 'sent 00000000000000000000000000000107 to peer'],
  ['POST /x HTTP/1.1\ncontent-length: 5\n\n{"user":"kelvin.stone","from":"192.168.100.1"}', 'POST /x HTTP/1.1\ncontent-length: 5\n\n{"user":"xuser000001p","from":"240.100.101.2"}'],
  ['2025-01-15 09:12:32 [1906] handle_req-Rcvd auth req 1 for handle_req in Lab-Staff opt=0', '2025-01-15 09:12:32 [1906] handle_req-Rcvd auth req 1 for xuser0001p in Xgroup02f opt=0'],
  ['2025-01-15 09:12:32 [1906] handle_req-Rcvd auth req 1 for kelvin in kelvin opt=0', '2025-01-15 09:12:32 [1906] handle_req-Rcvd auth req 1 for xus01g in xus01g opt=0'],
  ['2025-01-15 09:12:32 ike 0:kelvin:1: kelvin is up', '2025-01-15 09:12:32 ike 0:xtu01q:1: xtu01q is up'],
  ['config vpn ipsec phase1-interface\n    edit "acme-domain"\n        set acme-domain "x"\n    next\nend', 'config vpn ipsec phase1-interface\n    edit "xtunnel001p"\n        set acme-domain "x"\n    next\nend'],
  ['FGT-LAB # get system status\nHostname: FGT-LAB\nFGT-LAB #', 'XHOS01T # get system status\nHostname: XHOS01T\nXHOS01T #'],
  ['> user=kelvin77\n> kelvin77', '> user=xuser01g\n> xuser01g'],
  ['07:12:11 user=kelvin77\n07:12:12 kelvin77', '07:12:11 user=xuser01g\n07:12:12 xuser01g'],
  ['user=xuser001b and user=kelvin77\nxuser001b', 'user=xuser001b and user=xuser01g\nxuser001b'],
  ['qr iVBORw0KGgoAAAANSUhEUgAAAAUA', 'qr *************************130'],
  ['user=kelvin77\nhttps://kelvin77.one.net/kelvin77?u=kelvin77', 'user=xuser01g\nhttps://h001.example.com/xuser01g?u=xuser01g'],
  ['02 01 00 1b 1a 02 01 00 16 10 61 62 63 64 65 66  ........#+abcdef', '02 01 00 1b 1a 00 00 00 00 00 00 00 00 00 00 00  ................'],
  ['host aa.de and bb.de', 'host xh01x and xh02y'],
  ['user="ab" user="abc" user="abcd"', 'user="xa" user="xbq" user="xacu"'],
  ['set passwd abcd\nset passwd abcde\nset passwd abcd', 'set passwd ****\nset passwd **238\nset passwd ****'],
  ['{"user":471147,"username":"471147"}', '{"user":111111,"username":"xus01g"}'],
  ['[1907] handle_req-Rcvd auth req 31 for 471147 in Lab-Staff opt=0 prot=2', '[1907] handle_req-Rcvd auth req 31 for xus01g in Xgroup02f opt=0 prot=2'],
  ['user=kelvin77 user=Kelvin77 user=keLvin77', 'user=xuser01g user=Xuser01g user=xuser02h'],
  ['mail k@one.net and kel@one.net and kelvin@one.net', 'mail u1@x.test and u002@x.test and u3@example.com'],
  ['seed 0123456789ABCDEF0123456789ABCDEF01234567\nseed 89ABCDEF0123456789ABCDEF0123456701234567', 'seed 0000000000000000000000000000000000000158\nseed 0000000000000000000000000000000000000255'],
  ['2025-01-15 09:12:32 fnbamd_kelvin77[12]: user=kelvin77 kelvin77', '2025-01-15 09:12:32 fnbamd_kelvin77[12]: user=xuser01g xuser01g'],
  ['GET /kelvin77 HTTP/1.1\nHost: one.net\nX-User: kelvin77\n\nuser=kelvin77', 'GET /xuser01g HTTP/1.1\nHost: h2.test\nX-User: xuser01g\n\nuser=xuser01g'],
  ['{"user":"kelvin77","code":482913}', '{"user":"xuser01g","code":111111}'],
  ['{"passwords":{"admin":"kelubazop","min":"12"}}', '{"passwords":{"admin":"******118","min":"12"}}'],
  ['LICENSE-TOKEN:ZYKENWASFGCLBYQ6', 'LICENSE-TOKEN:*************102'],
  ['{"api_keys":{"fgt":"k7dQ2xVb9Lm4TzYp"}}', '{"api_keys":{"fgt":"*************102"}}'],
  ['FGT # config user local\nFGT (local) # edit kelvin77\nFGT (kelvin77) # end', 'FGT # config user local\nFGT (local) # edit xuser01g\nFGT (xuser01g) # end'],
  ['user=zoek\nthe zoek and ZOEK', 'user=xaas\nthe xaas and XAAS'],
  ['user=kelvin77\nuser=marvin88\nthe kelvin77,marvin88', 'user=xuser01g\nuser=xuser02h\nthe xuser01g,xuser02h'],
  ['user=kelvin\nuser=kelvin.stone\nthe kelvin.stone', 'user=xus01g\nuser=xuser000002q\nthe xuser000002q'],
  ['user=kelvin77\nthe KELVIN77 and Kelvin77', 'user=xuser01g\nthe XUSER01G and Xuser01g'],
  ['user=kel.vin user=KEL-VIN', 'user=xuse01y user=XUSE02Z'],
  ['client 74:0a:5c:a6:6e:1a user=740a5ca66e1a', 'client 00:00:5e:00:53:01 user=xuser000001p'],
  ['client 74:00:52:16:61:14 came', 'client 00:00:5e:00:53:01 came'],
  ['unit FG100F0000000042\nthe fg100f0000000042', 'unit FG100F9999900112\nthe fg100f9999900112'],
  ['group="vpn users"\nthe vpn users', 'group="xgroup01e"\nthe vpn users'],
  ['user="internal:516"\nthe internal:516', 'user="xuser000001p"\nthe internal:516'],
  ['user="failed"\nthe failed', 'user="xus01g"\nthe failed'],
  ['server=kelvin\nthe kelvin', 'server=xse01v\nthe xse01v'],
  ['ssid=kelvin\nthe kelvin', 'ssid=xna01j\nthe xna01j'],
  ['group=kelvin\nthe kelvin and KELVIN', 'group=xgr01w\nthe xgr01w and XGR01W'],
  ['2025-01-15 09:12:32 [1906] kelvin77-Rcvd kelvin77\nuser=kelvin77', '2025-01-15 09:12:32 [1906] kelvin77-Rcvd xuser01g\nuser=xuser01g'],
  ['2025-01-15 09:12:32 kelvin77[12]: the kelvin77\nuser=kelvin77', '2025-01-15 09:12:32 kelvin77[12]: the xuser01g\nuser=xuser01g'],
  ['[1906] kelvin77-Rcvd kelvin77\nuser=kelvin77', '[1906] kelvin77-Rcvd xuser01g\nuser=xuser01g'],
  ['[kelvin77:12] Rcvd kelvin77\nuser=kelvin77', '[xuser01g:12] Rcvd xuser01g\nuser=xuser01g'],
  ['kelvin77[12]: Rcvd kelvin77\nuser=kelvin77', 'kelvin77[12]: Rcvd xuser01g\nuser=xuser01g'],
  ['user=kelvin\nconfig user local\n    set kelvin 1\nend', 'user=xus01g\nconfig user local\n    set xus01g 1\nend'],
  ['{"seed":"K7DQ2XVB9LM4\nTZYP1RSWQW","digits":6}', '{"seed":"************\nx*********","digits":6}'],
  ['{"pin": 4829}', '{"pin": 1111}'],
  ['{"pin" :   4829}', '{"pin" :   1111}'],
  ['{"pin":    4829}', '{"pin":    ****}'],
  ['{"license":12345678}', '{"license":11111111}'],
  ['{"mobile_phone":12125550134}', '{"mobile_phone":11111111111}'],
  ['notice to kelvi@one.net and kelvin@one.net and x@myfortinet.com', 'notice to u00001@x.test and u2@example.com and u003@example.com'],
  ['text to +49 30 123456, +0 000 000 0001', 'text to +00 00 000001, +0 000 000 0001'],
  ['policy 7F1C9A03-B5E2-51EC-8B1F-00163E5F3A2C and 7f1c9a03-b5e2-51ec-8b1f-00163e5f3a2d', 'policy 00000000-0000-0000-0000-000000000001 and 00000000-0000-0000-0000-000000000002'],
  ['2025-01-15 09:12:32 fnbamd[12]: user=not registered', '2025-01-15 09:12:32 fnbamd[12]: user=not registered'],
  ['2025-01-15 09:12:32 ike 0:kelvin:1: the kelvin\n2025-01-15 09:12:32 ike V=root:0:kelvin:1: the kelvin', '2025-01-15 09:12:32 ike 0:xtu01q:1: the xtu01q\n2025-01-15 09:12:32 ike V=root:0:xtu01q:1: the xtu01q'],
  ['user=740a5ca66e1a client 74:0a:5c:a6:6e:1a', 'user=xuser000001p client 00:00:5e:00:53:01'],
  ['issuer O=Acme,C=US\n    set acme-domain "x"', 'issuer O=Xaas,C=US\n    set acme-domain "x"'],
  ['{"user":"kel\n  vin77","pin":111111}', '{"user":"xus\ner0002q","pin":111111}'],
  ['{"password":"Wint\n  er-Sun-1"}', '{"password":"****\nx*********"}'],
  ['ftp://FTKMOB0A1B2C3D4E:FTKMOB0A1B2C3D4E@192.0.2.1/', 'ftp://FTKMOB9999900112:*************102@192.0.2.1/'],
  ['login: Qm9vS2VlcGVyLXNlY3JldC1zaWduYXR1cmUtdmFsdWUt\nPassword: Qm9vS2VlcGVyLXNlY3JldC1zaWduYXR1cmUtdmFsdWUt', 'login: *****************************************135\nPassword: *****************************************135'],
]; // oxfmt-ignore

test('A copy has a stand-in for each name and a mask for each secret, and is its own copy', () => {
  every(COPIES, first, ([text, copy]) => {
    expect(redact(`${text}\n`)).toBe(`${copy}\n`);
    expect(redact(`${copy}\n`), 'redacted again').toBe(`${copy}\n`);
  });
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

test('Two names that differ only in blanks have two stand-ins', () => {
  const line = (user: string): string => `[1906] handle_req-Rcvd auth req 1 for ${user} in staff1 opt=`;
  const [first, second] = redact(`${line('kel vin')}\n${line('kel  vin')}\n`).split('\n');
  expect(first).not.toBe(second);
});

test('A colour in a name is kept', () => {
  const copy = redact('FGT # diagnose debug enable\nuser=kel\x1b[31mvin77 ok\n');
  expect(copy).toContain('\x1b[31m');
  expect(copy).not.toContain('vin77');
});

describe('A copy that keeps names', () => {
  test.each([
    ['user=kelvin77 came from the host 10.1.2.3\nset passwd Winter-Sun-1', 'user=kelvin77 came from the host 10.1.2.3\nset passwd *********125'],
    ['mail k@one.net and client 74:0a:5c:a6:6e:1a', 'mail k@one.net and client 74:0a:5c:a6:6e:1a'],
    ['sent 7f1c9a03b5e2d84691b7e3f05d2ac864 to peer', 'sent 00000000000000000000000000000107 to peer'],
    ['02 01 00 1b 1a 02 01 00 16 10 61 62 63 64 65 66  ........#+abcdef', '02 01 00 1b 1a 00 00 00 00 00 00 00 00 00 00 00  ................'],
  ])('of %s', (text, copy) => {
    expect(redact(`${text}\n`, { keepIdentities: true })).toBe(`${copy}\n`);
  }); // oxfmt-ignore
});

describe('Of many names', () => {
  /** The stand-ins of values, each in a line, without values that are kept. */
  const standInsOf = (before: string, values: readonly string[]): string[] =>
    redact(values.map(value => `${before}${value}\n`).join(''))
      .trimEnd()
      .split('\n')
      .map(line => line.slice(before.length))
      .filter((standIn, index) => standIn !== values[index]);
  const letters = Array.from('bcdfghjklmnp');

  test.each([
    ['two', (one: string) => one.slice(0, 2), 23],
    ['three', (one: string) => `${one}z`, 23],
    ['four', (one: string) => `${one}zo`, 529],
  ])('those of %s letters have letters, as long as there are any', (_count, written, room) => {
    const names = letters.flatMap(first => letters.map(second => written(first + second)));
    const standIns = standInsOf('user=', names);
    expect(new Set(standIns).size).toBe(standIns.length);
    const isShort = standIns.map(standIn => standIn.length === names[0]?.length);
    expect(isShort.slice(0, room)).not.toContain(false);
    expect(isShort.slice(room)).not.toContain(true);
  });

  test('those of network cards are local ones after the range for documentation', () => {
    const cards = Array.from({ length: 258 }, (_, index) => `74:0a:5c:a6:${(index >> 4).toString(16).padStart(2, '0')}:1${(index & 15).toString(16)}`);
    const standIns = standInsOf('client ', cards);
    expect(standIns.slice(253, 257)).toEqual(['00:00:5e:00:53:fe', '00:00:5e:00:53:ff', '02:00:00:00:01:00', '02:00:00:00:01:01']);
  }); // oxfmt-ignore
});

const MASKS = ['****', 'x.x.x.x', 'xxxx-xxxx', '0000-0000-0000-0000-0000', '00000000000000', '........'];

test('A password that is a mask is kept', () => {
  every(MASKS, itself, password => {
    expect(redact(`set passwd ${password}\n`)).toBe(`set passwd ${password}\n`);
  });
});

const NO_MASKS = [
  'Su**er77',
  '{Vadorun88}',
  '<Vadorun88>',
  'Secretxxxxxxx',
  '11112345',
  '**123',
  '000000000012',
  '*ab1',
  '--..--',
  'x.x.x.y1',
];

test('A password that only looks like a mask is masked', () => {
  every(NO_MASKS, itself, password => {
    expect(redact(`set passwd ${password}\n`)).toMatch(/^set passwd \*{2,}\d*\n$/);
  });
}); // oxfmt-ignore

const STAND_INS = [
  'xuser01g',
  'xa',
  'h01.example.com',
  'h1.test',
  'u1@example.com',
  'u1@x.test',
  'FGT60F9999900112',
  '00000000-0000-0000-0000-000000000001',
];

test('A name that is a stand-in is kept', () => {
  every(STAND_INS, itself, name => {
    expect(redact(`user="${name}"\n`)).toBe(`user="${name}"\n`);
  });
}); // oxfmt-ignore

const NO_STAND_INS = [
  'xuser',
  'xkelvin01',
  'x52641',
  'u00325',
  'x33556',
  'y12',
  'h1.tests',
  'u1@y.test',
  'examples',
  'xuser01kelvin',
];

test('A name that only looks like a stand-in has one', () => {
  every(NO_STAND_INS, itself, name => {
    expect(redact(`user="${name}"\n`)).not.toContain(name);
  });
}); // oxfmt-ignore

test.each([
  ['00-00-5E-00-53-01', '00-00-5E-00-53-01'],
  ['02-00-00-00-00-01', '02-00-00-00-00-01'],
  ['00:00:5e:00:54:01', '00:00:5e:00:53:01'],
  ['02:00:01:00:00:01', '00:00:5e:00:53:01'],
])('The address of a network card %s becomes %s', (address, standIn) => {
  expect(redact(`client ${address}\n`)).toBe(`client ${standIn}\n`);
});

test('The rest of a value in the last line of another daemon, at whose end a page seems to be wrapped, is masked', () => {
  const lines = Array.from(
    { length: 20 },
    (_, at) => `[${220 + at}] __fnbamd_cfg_get_radius_list_by_server-Loaded server ${at}`,
  );
  const cut = [
    'seed : 482578BD26DA20A885482C',
    '[275:root:1f0]SSL state:SSLv3/TLS write session ticket (192.0.2.7)',
    'B0360DD20F697EC2D2',
    '[212] fnbamd_auth_poll: done',
  ];
  const copy = redact([...lines, ...cut].map(one => `09:12:31 ${one}\n`).join(''));
  expect(copy).not.toContain('B0360DD20F697EC2D2');
});
