import { expect, test } from 'vitest';
import { RecordFinder } from '../../../../server/src/secrets/positions/finder';
import { readRecords } from '../../../../server/src/syntax';
import { expectGone } from '../../../support/found';

test.each([
  '"otp: «one-time-code:482913»\\n"',
  '"activation code: «activation-code:K7QD2MXN4PRT9WBH»\\r\\n"',
  'psk=«password:Wintér-Sun-1»',
  'psk=«password:Winter-Sun-1»“x',
  'psk=«password:Winter-Sun-1»”x',
  'psk=«password:Winter-Sun-1»\u00a0x',
  'psk=«password:Winter-Sun-1\u0080» user=«user:kelvin»',
  'psk=«password:Winter-Sun-1é» user=«user:kelvin»',
  'psk=«password:Winter-Sun-1»,user: «user:kelvin»',
  'psk=«password:Winter-Sun-1:»',
  'psk=«password:Winter-Sun-1\\»',
  'user=«user:kelvin»”x',
  'user=«user:kelvin»“x',
  'user=«user:kelvin\u0080x»',
  'user=«user:kelvin»:',
  'Password: «password:Winter&Sun-1»',
  'Password: «password:Winter-Sun-1»&quot; x',
  '&quot; Password: «password:Winter&Sun-1»',
  'Password: «password:Winter-Sun-1»&',
  'Password: «password:Winter-Sun-1»&\nx',
  'Password: «password:Winter;Sun:1»',
  'Password: «password:Winter-Sun-1»;user=«user:kelvin»',
  'Password: «password:Winter-Sun-1»,user: «user:kelvin»',
  'Password: «password:Winter-Sun-1»;user: «user:kelvin»',
  'password: «password:Winter-Sun-1», new: «password:moribandelu», old: «password:Sommer-Sun-2»',
  'user and password: «password:Winter-Sun-1» «password:Sommer-Sun-2»; ok',
  'token code: «one-time-code:482913», then after that the next one was: "«one-time-code:204866»"',
  'Password: «password:Winter-Sun-1\u0080» user=«user:kelvin»',
  'Password: «password:Winter-Sun-1é» user=«user:kelvin»',
  'Password: «password:Winter-Sun-1:»',
  'key=«key:Winter)Sun-1»',
  'session token=«session:Ab3dEf6hJk9mNp2q»)x y',
  'apscookie: «session:Ab3dEf6h)Jk9mNp2q»',
  'svpncookie=«session:Ab3dEf6hJk9m(Np2qRs5t)Uv8w&x»; path',
  'a?p=«password:Winter-Sun)1»',
  '{"name":"username","value":«user:kelvin»,x}',
  'password: «password:W{nter-Sun-1»',
  'x?q=password%3D%22«password:Winter-Sun-1»%22%26b',
  'x set passwd «password:Winter»&quot; y',
  'x set passwd «password:Winter&Sun-1» y',
  'x set passwd «password:Wintér-Sun-1» y',
  'x set passwd «password:Winter-Sun-1»\u00a0y',
  'x set passwd «password:Winter-Sun-1\\» y',
  'x set passwd «password:\\Winter-Sun-1» y',
  'x set passwd «password:Winter\u0080Sun-1» y',
  'user=«user:%22«user:kelvin»%22» x',
  `psk=«password:Winter-Sun-1»&${' '.repeat(60)}x`,
  `psk=«password:Winter-Sun-1\\\\»${'\\'.repeat(7)}" x`,
  `user=«user:kelvin.»${'.'.repeat(16)} x`,
])('A value without quotes ends where its name says: %s', marked => {
  expectGone(marked);
});

test.each([
  'password: \\"«password:Winter-Sun-1»" x',
  'password: \\"«password:Winter-Sun-1\\\\\\\\»\\" x',
  'password: "«password:Winter-Sun-1\\\\»" x',
  '"password":"«password:Winter-Sun-1»,"user":"«user:kelvin»"',
  'password: \'"«password:Winter-Sun-1" x»\'',
  'tunnel:"«connection:lab-vpn»"',
  'tunnel[«connection:lab-vpn»]',
  "authenticating: '«user:kelvin»'",
  `password: "«password:Winter-Sun-1,»${','.repeat(16)}" x`,
  `tunnel${' '.repeat(16)}"«connection:lab-vpn»"`,
  `tunnel${' '.repeat(17)}"lab-vpn"`,
])('A value in quotes ends at the closing quote: %s', marked => {
  expectGone(marked);
});

test.each([
  'user is «user:K-elvin»',
  'the user is compatible.',
  'the user is donaudampfschifffahrtsgesellschaft-like',
  'user 482913 x',
  '{"name":"username"value":"kelvin"}',
  '<sn" >«name:Miller»</sn>',
  '"a" token code: «one-time-code:482913»',
  'secrets: [["name","type"]]',
  'groups=«group:Miller», Alice',
  'displayname=«name:Miller, Alice»',
  'displayname=«name:Miller» , Alice',
  'displayname=, Alice',
  'user=k.',
  `{"name":"username",${['f1', 'f2', 'f3'].map(name => `"${name}":"${'1 '.repeat(28)}",`).join('')}"f4":"${'1'.repeat(30)}","value":"«user:kelvin»"}`,
  `{"name":"username",${['f1', 'f2', 'f3'].map(name => `"${name}":"${'1 '.repeat(28)}",`).join('')}"f4":"${'1'.repeat(32)}","value":"kelvin"}`,
  `displayname=«name:${'Alice '.repeat(42)}Alic»e Alice`,
])('A value is that of the name before it: %s', marked => {
  expectGone(marked);
});

test.each([
  'user and password: «password:Winter-Sun-1»',
  'username/password: «password:alice» «password:Winter-Sun-1»',
  'username and password: «password:Winter-Sun-1» «password:Sommer-Sun-2»',
  'key: «key:Winter-Sun-1» old: «key:moribandelu»',
  'one time codes: «one-time-code:4829», «one-time-code:2048»',
  'session id: «session:a1b2c3» and then 482913',
  'passwords: «password:Winter-Sun-1», «password:Sommer.Sun!2» and «password:Herbst-Sun-3»?)',
  'password: «password:Winter-Sun-1», expected moribandelu',
  'password: «password:Winter-Sun-1», expected "Nothing"',
  'password: «password:Winter-Sun-1», expected «password:7moriban»',
  'password: «password:Winter-Sun-1», expected "«password:4711»"',
  'password: «password:Winter-Sun-1», expected: server',
  'password: «password:Winter-Sun-1», expected=«password:moribandelu»',
  'password: «password:Winter-Sun-1» or («password:mori-ban»)',
  'password: «password:Winter-Sun-1» or mori-ban',
  'password: «password:Winter-Sun-1» (was xxxxxx)',
])('Each of several values of one name is found: %s', marked => {
  expectGone(marked);
});

test('A list is read up to a number of further values', () => {
  const lists: [string, string, string[]][] = [
    ['recovery codes', 'one-time-code', Array.from({ length: 36 }, (_, at) => String(4829130 + at))],
    ['passwords', 'password', Array.from({ length: 36 }, (_, at) => `Winter-Sun-${10 + at}`)],
  ];
  for (const [name, kind, values] of lists) {
    const marks = values.map((value, at) => (at <= 32 ? `«${kind}:${value}»` : value));
    expectGone(`${name}: ${marks.join(', ')}`);
  }
});

test('The host of a share is no secret', () => {
  const kinds: string[] = [];
  const line = 'open \\\\files-7\\share';
  new RecordFinder(false, ({ kind }) => void kinds.push(kind)).read(line, readRecords(line));
  expect(kinds).toEqual([]);
});
