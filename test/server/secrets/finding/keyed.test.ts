import { expect, test } from 'vitest';
import { keyed } from '../../../../server/src/secrets/finding/keyed';
import { stretch } from '../../../../server/src/secrets/finding/passage';
import { unmarked } from '../../../support/found';
import { expectNext, markedIn, recorder } from '../../../support/taken';

/** Expects what is marked to be taken after the keys of the middle; what is before and after is in other lines. */
function expectKeyed([before = '', marked = '', after = '']: readonly string[], identities = true): void {
  const text = unmarked(before + marked + after);
  const passage = stretch(text, before.length, text.length - after.length);
  const { sink, taken } = recorder(identities);
  const word = /\w+/y;
  for (let at = passage.from; at < passage.to;) {
    word.lastIndex = at;
    const end = Math.min(passage.to, at + (word.exec(text)?.[0].length ?? 0));
    if (end === at) at++;
    else {
      const count = taken.length;
      const next = keyed(passage, at, end, sink);
      expectNext(next, end, taken.slice(count));
      at = Math.max(end, next);
    }
  }
  expect(markedIn(text, taken)).toBe(before + marked + after);
}

test.each([
  'snmp-server community «password:Winter-Sun-1»',
  'auth-user-pass «user:user01» «password:Winter-Sun-1»',
  'snmp-server community ********',
  '** snmp-server community «password:Winter-Sun-1»',
  'sshpass -p «password:Winter-Sun-1» ssh x',
  'the log of auth-proxy/Kelvin77Nw',
  'login.example.com/Kelvin77Nw',
  'login\nuser01/Kelvin77Nw',
  'login\ruser01/Kelvin77Nw',
  'login, user01/Kelvin77Nw',
  'user is «user:user01»',
  'the server becomes Active',
  'the user, who',
  'Bearer «session:abcdefghijkl»',
  'Bearer xuser01',
  '["Bearer", "Authorization"]',
  '["ENC", "«run:kq9X2LmT7vBz4Rw8Yp1N»"]',
  'Bearer of news',
  'set client-key «password:moribandelu»',
  'the client-key moribandelu',
  'set psksecret «password:moribandelu»',
  '/home/«user:moribandelu»/.ssh',
  '/home/12/x',
  'user=«user:Miller» 2026-01-01T10:00:00',
  'user=unknown',
  'user=user01@example.com',
  'sid=SharedKey «session:moriban:kq9X2LmT7vBz4Rw8=»',
  'sid=«session:kq9X2LmT7vBz» build-1234567890',
  'sid=«session:kq9X2L.mT7vBz.4Rw8Yp»',
  'RelayState=magic=«session:kq9X2LmT7vBz4Rw8»',
  'x?p=«password:ab=Winter-Sun-1»',
  'login.php?«session:kq9X2LmT7vBz4Rw8Yp1N»',
  'login.php?next=kq9X2LmT7vBz4Rw8Yp1N',
  '/var/reset/hT5kQ8wZ2nB7xR4mV9cL6p',
  `https://hooks.lab.example.org/reset/«session:hT5kQ8wZ2nB7xR4mV9cL6p»${' and more'.repeat(40)}`,
  'https://hooks.lab.example.org/verify/abc/«session:hT5kQ8wZ2nB7xR4mV9cL6p»',
  'https://hooks.lab.example.org/reset/«session:0a1b2c3d4e5f60718293a4b5c6d7e8f9»',
  // The names of files of a page.
  'https://hooks.lab.example.org/reset/0a1b2c3d4e5f60718293a4b5c6d7e8f9.css',
  'https://hooks.lab.example.org/reset/style-0a1b2c3d4e5f60718293a4b5c6d7e8f9',
  'Cookie: a=«session:b1c2d3»; path=/x; b=«session:d4e5f6»; secure',
  'Cookie: none',
  'cookie 1 of 3, length=17',
  String.raw`{"line":"Cookie: a=\n"}`,
  'SK_ei 16:«key:528E8CFD5B1D2F3A44C7E9B0A1D2C3F4» x',
  'SK_ei: «key:7f1c9a03b5e2d846-91b7e3f05d2ac864» x',
  'the key of this negotiation, SK_ei: «key:7f1c9a03b5e2d846» x',
  'SK_ei: x',
  '<NameID Format="x">«user:user01.miller»</NameID>',
  '<NameID>«user:user01.miller»',
  '<NameID></NameID>',
  '<NameID Format="x"',
  '<NameID <Status>moribandelu</Status>',
  `<username>«user:${'moriband'.repeat(8)}»</username>`,
  '<username>The name that is asked for at the prompt and that is sent to the server</username>',
  '["a=1","st=established"]',
  'C=DE,ST=«name:Bremen»',
  "st='established'",
  'CN = «name:Alice Miller»',
  'CN =«name:Alice Miller»',
  'CN=«name:Alice Miller»',
  'OU 7 of 9 moved to x',
  'CN=«name:MORIBANDELUBREME»',
  'CN=FGT60F0000000001',
  'CN=«kept:root»',
  'CN=********',
  'CN=',
  "CN='«name:Alice Miller»' x",
  "the subject is CN='«name:Alice»' x",
  "CN='«name:Miller {Alice}»'",
  "CN='********'",
  "dc=«name:lab»,dc=«name:example» password 'Winter-Sun-1'",
  'cn=«name:svc-ldap»  pw=Winter-Sun-1',
  "cn=«name:svc-ldap» psk 'Winter-Sun-1'",
])('A value is taken after its key: %s', marked => {
  expectKeyed(['', marked]);
});

test.each([
  ['', 'user', '=user01'],
  ['', 'Bearer «session:abc123»', 'def456'],
  ['', '/home/«user:mori»', 'bandelu'],
  ['', 'sid=SharedKey «session:moriban:kq9X2L»', 'mT7vBz4Rw8'],
  ['', 'https://hooks.lab.example.org/reset/«session:hT5kQ8wZ2nB7xR4»', 'mV9cL6p'],
  ['', 'Cookie: SVPNCOOKIE=«session:kq9X»', '2LmT7vBz'],
  ['', 'login.php?«session:kq9X2LmT7vBz4R»', 'w8Yp1N'],
  ['', 'SK_ei 16:528E', '8CFD5B1D'],
  ['', 'SK_ei 16:«key:528E8CFD5B1D»', '2F3A44C7'],
  ['', 'SK_ei: «key:7f1c9a03b5e2d846-91b7e3f0»', '5d2ac864'],
  ['', '<NameID>«user:user»', '01</NameID>'],
  ['', '<NameID Format="x"', '>user01</NameID>'],
  ['<', 'NameID>user01</NameID>', ''],
  ['<saml:', 'NameID>user01</NameID>', ''],
  ['C=DE,', 'ST=Bremen', ''],
  ['', "CN='Alice", " Miller'"],
  ['', 'CN=«name:Alice Mil»', 'ler'],
])('A value is in the line of its key: %s|%s|%s', (...parts) => {
  expectKeyed(parts);
});

test.each([
  'user=user01',
  'groups=Lab Staff',
  '<NameID>user01</NameID>',
  'auth-user-pass user01 «password:Winter-Sun-1»',
  'sid=«session:kq9X2LmT7vBz»',
  'Cookie: a=«session:b1c2d3»',
  'CN=Alice Miller',
  'x?p=«password:Winter-Sun-1»',
])('No name is taken if only secrets are searched for: %s', marked => {
  expectKeyed(['', marked], false);
});

test.each([
  // What does not fit one of these keys is read no further as the value of another one.
  ['sid=kq9', 'sid', 4],
  ['user=unknown', 'user', -1],
  ['"code":"4829"', 'code', -1],
  ['&code=x', 'code', -1],
  ['/home/user01/x', 'home', 5],
])('Reading continues: %s after %s', (text, word, next) => {
  const start = text.indexOf(word);
  const { sink } = recorder(true);
  expect(keyed(stretch(text, 0, text.length), start, start + word.length, sink)).toBe(next);
});
