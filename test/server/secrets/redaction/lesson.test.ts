import { describe, expect, test } from 'vitest';
import { framesOf } from '../../../../server/src/secrets/redaction/frames';
import {
  type Lesson,
  lessonOf,
  type LessonOptions,
  mustBeDigits,
  plainEnd,
  plainParts,
} from '../../../../server/src/secrets/redaction/lesson';
import { BYTES, COLUMN, FILL, KEPT_BY_FINDER } from '../../../../server/src/secrets/redaction/standIns';
import { PlaceList } from '../../../../server/src/secrets/spans';
import type { FoundKind } from '../../../../server/src/secrets/types';
import { readRecords, textOf, viewOf } from '../../../../server/src/syntax';

const IDS: Readonly<Record<number, string>> = {
  [BYTES]: 'bytes',
  [COLUMN]: 'column',
  [FILL]: 'fill',
  [KEPT_BY_FINDER]: 'kept',
};

const lesson = (text: string, options?: LessonOptions): Lesson => lessonOf(text, readRecords(text), options);

/** Each place in order: what is there, its kind, which part of a whole value it is, and `?` for a guess. */
function placesIn(text: string, options?: LessonOptions): string[] {
  const { values, places: data } = lesson(text, options);
  const places = PlaceList.of(data);
  const rows = [...places.order()].map(index => {
    const [start, end, id] = [places.start(index), places.end(index), places.id(index)];
    if (start === end) return '';
    const { kind = IDS[id], digits = false, value = '' } = values[id] ?? {};
    const here = text.slice(start, end);
    const whole = values[id] && value !== here ? ` of ${value}` : '';
    const part = places.whole(index) === end - start ? '' : ` ${places.before(index)}/${places.whole(index)}`;
    return `${here}: ${kind}${digits ? ' digits' : ''}${whole}${part}${places.isGuess(index) ? '?' : ''}`;
  });
  return [...new Set(rows)].filter(row => row !== '');
}

/** Lines, each behind the same prefix. */
const behind = (prefix: string, ...lines: readonly string[]): string =>
  lines.map(line => `${prefix}${line}\n`).join('');
const LOG = '2024-09-24T11:21:29+02:00 ';
const IKE =
  'ike 0:to-hq:9: IKE SA e109a345c1eda030/4c05b9914e525f3b SK_ei 16:4CF8D0FE351A50C\nAB48662B11A5B1AE3\n';
/** Lines that a page wrapped, each at its column. */
const WRAPPED = [
  ...Array.from({ length: 4 }, () => '[211] __fnbamd_cfg_get_ldap_list_by_server-Loaded LDAP server ldap1 for group vpn and more\n of all others\n'),
  'ike 0:to-hq:9: IKE SA e109a345c1eda030/4c05b9914e525f3b SK_ei 16:4CF8D0FE351A50CAB48662B11\nA5B1AE3\n',
].join(''); // oxfmt-ignore
const OTHERS = '[211] __fnbamd_cfg_get_ldap_list_by_server-Loaded LDAP server ldap1\nfor group vpn and more of all others\n'.repeat(3); // oxfmt-ignore
/** Behind the time and the host of a log, a line that fills the window of a terminal. */
const FULL = '[1906] handle_req-Rcvd auth req 1 for kelvin77 in Lab-Staff opt=0 and so on unti';
/** A line of another daemon in a JSON string, with a tab in it. */
const between = (length: number): string =>
  `{"user":"kelvin${'\n[1642] __ldap_rxtx-state 3(Admin\tBinding)'.padEnd(length - 1, '.')}\nstone"}\n`;
const DN = "ike 0:RA45:77: received peer identifier DER_ASN1_DN 'C = DE, O";

test.each([
  ['a user and a password', 'user=kelvin77\nset passwd Winter-Sun-1\n', ['kelvin77: user', 'Winter-Sun-1: password']],
  ['numbers in JSON', '{"pin":4829,"code":482913,"user":471147,"username":"471147"}\n', ['4829: password digits', '482913: one-time-code digits', '471147: user digits', '471147: user']],
  ['bytes', '02 01 00 1b 1a 02 01 00 16 10 61 62 63 64 65 66  ........#+abcdef\n', ['02 01 00 16 10 61 62 63 64 65 66: bytes', '61 62 63 64 65 66: bytes', '........#+abcdef: column']],
  ['a mask', 'set passwd ********\nset psksecret aaaaaaaa\n', ['********: kept', 'aaaaaaaa: kept']],
  ['a seed in two lines', '{"seed":"K7DQ2XVB9LM4\nTZYP1RSWQW","digits":6}\n', ['K7DQ2XVB9LM4: otp-seed of K7DQ2XVB9LM4TZYP1RSWQW 0/22', 'TZYP1RSWQW: otp-seed of K7DQ2XVB9LM4TZYP1RSWQW 12/22']],
  ['a user in two lines', '{"user":"kelvin\nstone","digits":6}\n', ['kelvin: user of kelvinstone 0/11?', 'stone: user of kelvinstone 6/11?']],
  ['a user in two lines, as quoted', '> {"user":"kelvin\n> stone","digits":6}\n', ['kelvin: user of kelvinstone 0/11?', 'stone: user of kelvinstone 6/11?']],
  ['a key that a terminal wrapped', IKE, ['to-hq: connection', '4CF8D0FE351A50C: key of 4CF8D0FE351A50CAB48662B11A5B1AE3 0/32', 'AB48662B11A5B1AE3: key of 4CF8D0FE351A50CAB48662B11A5B1AE3 15/32']],
  ['an organisation that a terminal wrapped', `${DN} = Example Works Gm\nbH, CN = User One'\n`, ['RA45: connection', 'Example Works Gm: name of Example Works GmbH 0/18?', 'bH: name of Example Works GmbH 16/18?', 'User One: name']],
  ['an organisation with which a line begins', `${DN}U = Example, O = \nWorks GmbH, CN = User One'\n`, ['RA45: connection', 'Example: name', 'Works GmbH: name?', 'User One: name']],
  ['a password before a page break', 'set password Puxkil\n--More--\nhur245\n', ['Puxkil: password of Puxkilhur245 0/12?', 'Puxkil: password', 'hur245: password of Puxkilhur245 6/12?']],
  ['a password that a terminal wrapped', 'FGT # execute backup config ftp backup-of-the-unit-at-hq-01.conf 192.0.2.4 ftpuser W0mb\natPw77\n', ['192.0.2.4: address', '192.0.2.4: address?', 'ftpuser: user', 'ftpuser: user?', 'W0mb: password of W0mbatPw77 0/10?', 'W0mb: password', 'atPw77: password of W0mbatPw77 4/10?', 'atPw77: run?']],
  ['a code that another line interrupts, behind the time', behind('11:11:11 ', '    set activation-code "EEJ3', '[1642] __ldap_rxtx-state 3(Admin Binding)', 'Z4UIATP74TQX"', 'FGT # '), ['EEJ3: activation-code of EEJ3Z4UIATP74TQX 0/16?', 'EEJ3: activation-code', 'Z4UIATP74TQX: activation-code of EEJ3Z4UIATP74TQX 4/16?']],
  ['a password that another line interrupts, as quoted', behind('> ', 'set psksecret "Winter-', '[1642] __ldap_rxtx-state 3(Admin Binding)', 'Sun-77"'), ['Winter-: password of Winter-Sun-77 0/13?', 'Winter-: password', 'Sun-77: password of Winter-Sun-77 7/13?']],
  ['a password that HTTP interrupts, as quoted', behind('> ', '{"password":"Winter', 'HTTP/1.1 200 OK', 'Server: nginx', '', 'Sun77"}'), ['Winter: password?']],
  ['an organisation behind the time, in two lines', behind('11:11:11 ', `${DN} = Example Works Gm`, "bH, CN = User One'", 'ike 0:RA45:77: got it'), ['RA45: connection?', 'Example Works Gm: name of Example Works GmbH 0/18?', 'Example Works: name?', 'bH: name of Example Works GmbH 16/18?', 'User One: name?']],
  ['lines of ike without a break between them', behind('> ', 'ike 0:to-hq:9: psk=Winterike 0:hq2:9: got it', 'ike 0:to-hq:9: user=kelvin ike 0:hq2:9: got it'), ['to-hq: connection?', 'Winter: password?', 'hq2: connection?', 'kelvin: user?', 'hq2: connection']],
  ['a seed that another line interrupts', '{"seed":"K7DQ2XVB9LM4\n[1642] __ldap_rxtx-state 3(Admin Binding)\nTZYP1RSWQW","digits":6}\n', ['K7DQ2XVB9LM4: otp-seed of K7DQ2XVB9LM4TZYP1RSWQW 0/22?', 'TZYP1RSWQW: otp-seed of K7DQ2XVB9LM4TZYP1RSWQW 12/22?']],
  ['a user that a line with a tab interrupts', between(65), ['kelvin: user of kelvinstone 0/11?', 'kelvin: user', 'stone: user of kelvinstone 6/11?']],
  ['a user that a shorter line with a tab interrupts', between(64), ['kelvin: fill 0/11?', 'kelvin: user', 'stone: fill 6/11?']],
  ['a user in two lines, and a tab in another one', '{"user":"kelvin\nstone"}\nusr\tx\n', ['kelvin: user of kelvinstone 0/11?', 'stone: user of kelvinstone 6/11?']],
  ['a key that a page wrapped', WRAPPED, ['to-hq: connection', '4CF8D0FE351A50CAB48662B11: key of 4CF8D0FE351A50CAB48662B11A5B1AE3 0/32', '4CF8D0FE351A50CAB48662B11: key', 'A5B1AE3: key of 4CF8D0FE351A50CAB48662B11A5B1AE3 25/32']],
  ['a password that a page wrapped between words', `${OTHERS}${OTHERS}[1906] handle_req-user='kelvin stone of the lab' and password='Winter\nSun and more words of it'\n`, ['kelvin stone of the lab: user', 'kelvin stone of the lab: user?', 'Winter: password of Winter Sun and more words of it 0/30', 'Winter: password', 'Sun and more words of it: password of Winter Sun and more words of it 6/30']],
  ['a mail address with which a line begins', '[1906] handle_req-got\nkelvin@one.net\n', ['kelvin@one.net: mail', 'kelvin: user', 'one: host']],
  ['a password that ends where another line of ike begins', behind('11:11:11 ', 'ike 0:to-hq:9: sharedkey "Winterike 0:hq2:9: got it and more', 'user=kelvin', 'got it'), ['to-hq: connection?', 'Winter: password?', 'hq2: connection?', 'kelvin: user?']],
  ['a name around a quote', 'user="kel\\"vin77" ok\n', ['kel: user']],
  ['a name around a control character', 'usr[kel\x01vin77]\n', ['kel: fill 0/8', 'vin77: fill 3/8']],
  ['a name around a colour', 'user=kel\x1b[31mvin77 ok\n', ['kel: fill 0/8?', 'kel: fill 0/8', 'kel: user', 'vin77: fill 3/8?', 'vin77: fill 3/8']],
  ['a password around a control character', 'set passwd Winter\x01Sun77\n', ['Winter: password of Winter\x01Sun77 0/11', 'Sun77: password of Winter\x01Sun77 6/11']],
  ['a password around a control character, in two lines, as quoted', behind('> ', '{"password":"Win\x01ter', 'Sun"}', '{"a":1}'), ['Win: password of WinterSun 0/9?', 'ter: password of WinterSun 3/9?', 'Sun: password of WinterSun 6/9?']],
  ['a mask around a control character, as quoted', behind('> ', 'set passwd aaaa\x01aaaa', 'got it'), ['aaaa: kept 0/8', 'aaaa: kept 4/8']],
  ['a mask behind the time, in two lines', behind('11:11:11 ', '{"psk":"Winter', 'Sun-77"}', '{"password":"xxxx', 'xxxx"}'), ['Winter: password of WinterSun-77 0/12?', 'Winter: password?', 'Sun-77: password of WinterSun-77 6/12?', 'xxxx: kept?']],
  ['a stand-in, and the next line', '{"user":"x1\nstone","digits":6}\n', []],
  ['a stand-in in two lines', '{"user":"x1\n2","digits":6}\n', ['x1: user of x12 0/3?', '2: user of x12 2/3?']],
  ['a password that begins like a stand-in, in two lines', '{"password":"x1\nstone77","digits":6}\n', ['x1: password of x1stone77 0/9', 'stone77: password of x1stone77 2/9']],
  ['the host in a log', behind(LOG, 'host01 sshd[12]: got it', 'host01 sshd[12]: got it'), ['host01: host']],
  ['the host in a log behind the time', behind(LOG, '[1906] handle_req-got it', 'host01 sshd[12]: got it', '[1906] handle_req-got it', '[1906] handle_req-got it'), ['host01: host']],
  ['a word that only seems to be a host, because a terminal wrapped the line', behind(LOG, FULL, 'lab1 there: got it', '[1906] handle_req-got it', '[1906] handle_req-got it'), ['kelvin77: user?', 'Lab-Staff: group?']],
  ['a host in the rest of a wrapped line', behind(LOG, FULL, 'host01 sshd[12]: got vpn.lan7.net', '[1906] handle_req-got it', '[1906] handle_req-got it'), ['kelvin77: user?', 'Lab-Staff: group?', 'vpn.lan7.net: host?']],
  ['a host after a long line of words', behind(LOG, 'bremen '.repeat(12), 'host01 sshd[12]: got it', '[1906] handle_req-got it', '[1906] handle_req-got it'), ['host01: host']],
])('The places of %s', (_, text, places) => {
  expect(placesIn(text)).toEqual(places);
}); // oxfmt-ignore

test.each([
  ['user=kelvin77 from 10.1.2.3\nset passwd Winter-Sun-1\n', ['Winter-Sun-1: password']],
  ['sent 7f1c9a03b5e2d84691b7e3f05d2ac864 to kelvin\n', ['7f1c9a03b5e2d84691b7e3f05d2ac864: run']],
  ['02 01 00 1b 1a 02 01 00 16 10 61 62 63 64 65 66  ........#+abcdef\n', ['02 01 00 16 10 61 62 63 64 65 66: bytes', '61 62 63 64 65 66: bytes', '........#+abcdef: column']],
  ['set passwd ********\n', ['********: kept']],
])('The places of %j if identities are kept', (text, places) => {
  expect(placesIn(text, { keepIdentities: true })).toEqual(places);
}); // oxfmt-ignore

test('Each value is there once', () => {
  const { values } = lesson(
    'user=kelvin user=kelvin group=kelvin\n{"pin":482913}\n{"code":482913}\n{"pin":482913}\n{"pin":"482913"}\n',
  );
  expect(values).toEqual([
    { kind: 'user', value: 'kelvin', digits: false },
    { kind: 'group', value: 'kelvin', digits: false },
    { kind: 'password', value: '482913', digits: true },
    { kind: 'one-time-code', value: '482913', digits: true },
    { kind: 'password', value: '482913', digits: false },
  ]);
});

/** The words of sentences in a text that were taken for a name. */
function keptWords(text: string): string[] {
  const { frames } = lesson(text);
  const view = viewOf(text);
  const known = framesOf(view, readRecords(view));
  const isKnown = (start: number): boolean => known.some((at, index) => index % 2 === 0 && at === start);
  const ends = new Map<number, number>();
  for (let at = 0; at < frames.length; at += 2) ends.set(frames[at] ?? 0, frames[at + 1] ?? 0);
  return [...ends].flatMap(([start, end]) => (isKnown(start) ? [] : [textOf(text, { start, end })]));
}

const ABORT = ['Rcvd', 'abort', 'req', 'for'];

test.each([
  ['as a name', "[1906] handle_req-DC=kel'Rcvd abort req for 7800000001\n", ABORT, ['kel: fill']],
  ['as a user', "[1906] handle_req-user 'kel Rcvd abort req for 7800000001\n", ABORT, ['kel: fill']],
  ['as a user, in another place, too', 'user=session\n[1906] handle_req-user=session 1516264661\nuser=session\n', ['session', 'session', 'session'], []],
  ['as a user, in two readings', '[1906] handle_req-user=session 1516264661\nuser=session and the session\n', ['session', 'session'], []],
  ['as a group', 'IP: 192.0.2.77  User: ALICE  Groups:   Workstation: PC77\n', ['Workstation'], ['192.0.2.77: address', 'ALICE: user', 'PC77: fill']],
  ['as a name around a control character', "[1906] handle_req-DC=kel'Rcvd ab\x01ort req for 7800000001\n", ['Rcvd', 'ab', 'ort', 'req', 'for'], ['kel: fill']],
  ['as a name around two control characters', "[1906] handle_req-DC=kel'Rcvd\x01 ab\x01ort req for 7800000001\n", ['Rcvd', 'ab', 'ort', 'req', 'for'], ['kel: fill']],
  ['as a name in two lines', `[1906] handle_req-${' lab'.repeat(10)}   DC=kel'Rcvd abort req\n for 7800000001 and on\n`, [...ABORT, 'and', 'on'], ['kel: fill']],
  ['as a user in two lines', `[1906] handle_req-user '${'kelvin '.repeat(8)}\nRcvd abort req for 7800000001\n`, ABORT, ['kelvin: fill']],
  ['as nothing, but beside a name around a control character', '[1906] handle_req-Rcvd abort req for 7800000001\nusr[kel\x01vin77]\n', [], ['kel: fill 0/8', 'vin77: fill 3/8']],
  ['as a name, beside another one around a control character', "[1906] handle_req-DC=kel'Rcvd abort req for 7800000001\n[1906] handle_req-got it\nusr[kel\x01vin77]\n", ABORT, ['kel: fill', 'kel: fill 0/8', 'vin77: fill 3/8']],
  ['as nothing, but a name is a word of a sentence', 'user=session\nset passwd session\n', [], ['session: user', 'session: password']],
])('The words of a sentence that were taken %s are kept', (_, text, kept, places) => {
  expect(keptWords(text)).toEqual(kept);
  expect(placesIn(text)).toEqual(places);
}); // oxfmt-ignore

test('A name that is words of a sentence is nowhere searched for', () => {
  const { values } = lesson('[1906] handle_req-user=session 1516264661\nuser=kelvin\n');
  expect(values).toEqual([
    { kind: 'user', value: '', digits: false },
    { kind: 'user', value: 'kelvin', digits: false },
  ]);
});

test.each([
  ['names and secrets', 'user=kelvin77\nset passwd Winter-Sun-1\n', false],
  ['a prefix before each line', behind('> ', 'user=kelvin77', 'group=kelvin', 'got it'), true],
  ['blanks of another kind', 'got\u00A0it and user=kelvin\n', true],
  ['lines that a page wrapped', WRAPPED, true],
  ['a mask of one character', 'set passwd aaaaaaaa\n', true],
  ['a mask of one character that is shorter', 'set passwd aaaaaaa\n', false],
  ['a mask of stars', 'set passwd ********\n', false],
  ['a mask of zeros', 'set passwd 00000000\n', false],
  ['a mask of x', 'set passwd XXXXXXXX\n', false],
  ['a user whose name repeats a character', 'user=aaaaaaaab\n', false],
  ['words of a sentence that were taken for a name', '[1906] handle_req-user=session 1516264661\n', true],
  ['a name around a control character', 'usr[kel\x01vin77]\n', true],
  ['a user with two domains', 'user="kelvin@one@two"\n', true],
  ['a user with a domain', 'user=LAB\\kelvin\n', false],
  ['a user with a domain, with escapes', 'user="LAB\\\\\\\\kelvin"\n', false],
  ['a user with a domain and too many escapes', 'user="LAB\\\\\\\\\\kelvin"\n', true],
  ['a user with a domain that has other characters', 'user="k/v\\kelvin"\n', true],
  ['a user with a mail address', 'user=kelvin.x@lan7.example.net\n', false],
  ['a password with such characters', 'set passwd kel@vin@one\n', false],
  ['a line that looks wrapped', 'set password Puxkil\n--More--\nhur245\n', true],
])('A text may be read in two ways with %s: %s', (_, text, isGuessed) => {
  expect(lesson(text).isGuessed).toBe(isGuessed);
}); // oxfmt-ignore

describe('A part of a text', () => {
  const [first, second] = ['config system snmp community\n    edit 1\n', '        set name "Winter-Sun-1"\n'];
  const quoted = (text: string): string => text.replace(/^(?=.)/gm, '> ');
  const FOUND = ['Winter-Sun-1: password'];

  test('goes on where the part before it ends', () => {
    const { after } = lesson(first);
    expect(placesIn(second)).toEqual([]);
    expect(placesIn(second, { before: after })).toEqual(FOUND);
    expect(placesIn(quoted(second), { before: after })).toEqual(FOUND);
  });

  test('goes on likewise if its lines have prefixes', () => {
    const { after } = lesson(quoted(first));
    expect(placesIn(quoted(second), { before: after })).toEqual(FOUND);
  });
});

test.each([
  ['kelvin', ['kelvin']],
  ['kel\x01vin', ['kel', 'vin']],
  ['\x01kelvin\x02\x03', ['kelvin']],
  ['kel\nvin\r\nstone', ['kel', 'vin', 'stone']],
  ['kel\uFEFFvin', ['kel', 'vin']],
  ['kel vin', ['kel vin']],
  ['kel"vin', ['kel', 'vin']],
  ['kel\\"vin', ['kel\\"vin']],
  ['kel"\\vin', ['kel', '\\vin']],
  ['kel\u201Cvin\u201D', ['kel', 'vin']],
  ['kel\u2019vin', ['kel\u2019vin']],
  ['kel\x1b[31mvin', ['kel', 'vin']],
  ['kel\x1b[0;31mvin', ['kel', 'vin']],
  ['kel\x1b[vin', ['kel', 'in']],
  ['kel\x1b[0;31', ['kel', '0;31']],
  ['kel\x1bvin', ['kel', 'vin']],
  ['kel\n> vin', ['kel', 'vin']],
  ['kel\n> > vin', ['kel', 'vin']],
  ['kel\n>vin', ['kel', 'vin']],
  ['kel > vin', ['kel > vin']],
  ['kel\n vin', ['kel', ' vin']],
  ['> vin', ['> vin']],
  ['', []],
])('The parts of %j that are replaced are %j', (value, parts) => {
  for (const before of ['', 'x: ']) {
    const text = `${before}${value} > \n> after`;
    const end = before.length + value.length;
    expect(plainParts(text, before.length, end).map(part => textOf(text, part))).toEqual(parts);
  }
});

test('The marks of a quoted mail before a value are kept', () => {
  const text = 'x\n> > kelvin > y\n> z';
  expect(plainParts(text, 2, 16).map(part => textOf(text, part))).toEqual(['kelvin > y']);
  expect(plainParts(text, 2, 5).map(part => textOf(text, part))).toEqual([]);
});

test.each([
  ['kelvin', 0, 6, 6],
  ['kelvin', 0, 4, 4],
  ['kel"vin', 0, 7, 3],
  ['kel"vin', 4, 7, 7],
  ['kel"vin', 3, 7, 3],
  ['kelvin"', 0, 6, 6],
])('The first part of %j from %i to %i ends at %i', (text, start, end, at) => {
  expect(plainEnd(text, start, end)).toBe(at);
});

test.each<readonly [kind: FoundKind, before: string, value: string, must: boolean]>([
  ['password', '{"pin":', '4829', true],
  ['password', '{"pin" :', '4829', true],
  ['password', '{"pin" :   ', '4829', true],
  ['password', '{"pin":    ', '4829', false],
  ['password', '{"pin"  :', '4829', true],
  ['password', '{"pin":"', '4829', false],
  ['password', "{'pin':'", '4829', false],
  ['password', 'pin ', '4829', false],
  ['password', 'pin(', '4829', false],
  ['password', 'pin[', '4829', false],
  ['password', 'pin=', '4829', true],
  ['password', 'pin=', '4829x', false],
  ['password', 'pin=', 'x4829', false],
  ['password', '', '4829', false],
  ['one-time-code', '"code":', '482913', true],
  ['licence-code', '"license":', '12345678', true],
  ['phone', '"mobile_phone":', '12125550134', true],
  ['key', '"key":', '4829', false],
  ['user', '"user":', '471147', true],
  ['user', '"user": ', '471147', true],
  ['user', '": ', '471147', true],
  ['user', 'user=', '471147', false],
  ['user', 'user:', '471147', false],
  ['user', '"user":"', '471147', false],
  ['user', '"user": x ', '471147', false],
])('A %s after %s must be digits, as %s: %s', (kind, before, value, must) => {
  expect(mustBeDigits(kind, `${before}${value}"`, before.length, value)).toBe(must);
});
