import { expect, test } from 'vitest';
import { credentials, login } from '../../../../server/src/secrets/finding/credentials';
import { stretch } from '../../../../server/src/secrets/finding/passage';
import { unmarked } from '../../../support/found';
import { expectNext, markedIn, recorder } from '../../../support/taken';

type Reader = typeof login;

/** Expects what is marked to be taken after the key that ends at the bar; what follows a second bar is another line. */
function expectAfterKey(read: Reader, row: string, identities = true): void {
  const [before = '', marked = '', after = ''] = row.split('|');
  const text = unmarked(before + marked + after);
  const at = before.length;
  const { sink, taken } = recorder(identities);
  const next = read(stretch(text, 0, text.length - after.length), at, sink);
  expect(markedIn(text, taken)).toBe(before + marked + after);
  expect(next).toBe(taken.at(-1)?.end ?? -1);
  expectNext(next, at, taken);
}

test.each([
  'curl -u| «user:user01»:«password:Winter-Sun-1»',
  'curl --user|=«user:user01»:«password:Winter-Sun-1» x',
  'curl -u| "«user:user01»:«password:Winter-Sun-1»" x',
  'curl -u| «user:user01»:«password:Winter-»|Sun-1',
  'curl -u| user01:********',
  'curl -u| user01:abc',
  'curl -u|user01:Winter-Sun-1',
  'curl -u| root:«password:Winter-Sun-1»',
  'curl -u| «user:user01»:«password:Winter-Sun-1» # ** two stars',
  'curl --silent --output ** --verbose --retry 5 -u| «user:user01»:«password:Winter-Sun-1»',
])('A user and a password of a command: %s', row => {
  expectAfterKey(login, row);
});

test('Only the password of a command is taken if no names are searched for', () => {
  expectAfterKey(login, 'curl -u| user01:«password:Winter-Sun-1»', false);
  expectAfterKey(credentials, 'login|: user01:«password:Winter-Sun-1»', false);
});

test.each([
  'login|: «user:user01»:«password:Winter-Sun-1»',
  'login|: «user:user01»:«password:Kelvin77N»|w',
  'login|: user01:********',
  // The user has hidden most of it.
  'login|: user01:Win1xxxx',
  'login|: user01:unknown',
  'login| «user:user01»/«password:Winter-Sun-1»',
  'login| CORP/Alice2024',
  'login| user01/session',
  // Names and algorithms are listed so.
  'auth| hmac,aes256-CBC',
  'auth|: ["«user:user01»", "«password:winter2024»"]',
  'auth|: ["«user:user01»","«password:winter2024»"]',
  'auth|: hmac, sha2-256',
  'auth|: [hmac/sha2-256]',
  'auth| (mode): hmac/sha2-256',
  'credentials| are «user:user01»/«password:winter2024»',
  'login| = «user:user01» / «password:WINTER24»',
  'login| = («user:user01» / «password:WINTER24»)\nnext',
  'login| = «user:user01» / «password:WINTER24»|, next',
  // These may be names.
  'auth| = PORTAL / BREMEN12 of the list',
  'auth| = portal / bremen12',
  'x login|: [["«user:user01»","«password:Winter-Sun-1»"],["«user:user02»","«password:Winter-Sun-2»"]]',
  'login|: [["«user:user01»","«password:Winter-Sun-1»"],["user02","Winter|-Sun-2"]]',
])('A user and a password after a name for both: %s', row => {
  expectAfterKey(credentials, row);
});
