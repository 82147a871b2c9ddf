import { expect, test } from 'vitest';
import { headerSecrets } from '../../../../server/src/secrets/positions/sessions';
import { every, firstTwo } from '../../../support/rows';

/** The parts of a header that are found; nothing is found in one without marks. */
const parts = (marked: string): string[] => [...marked.matchAll(/«([^»]*)»/g)].map(([, part = '']) => part);
const unmarked = (marked: string): string => marked.replaceAll(/[«»]/g, '');

const CASES = [
  ['Authorization', 'Bearer «kq9X2LmT7vBz»'],
  ['AUTHORIZATION', 'basic  «dXNlcjpwYXNz»'],
  ['Proxy-Authorization', 'NTLM «TlRMTVNTUAABAAAA»'],
  ['Authorization', '«kq9X2LmT7vBz Bearer abc»'],
  ['Authorization', 'Bearer '],
  ['Authorization', ''],
  ['Authorization', 'required by policy'],
  ['Authorization', '«1 winter sun moon»'],
  ['Authorization', '«winter-sun of moon»'],
  ['Authorization', '«winter sun, moon»'],
  ['Authorization', '«winter sun at 7»'],
  ['Authorization', '«winter sun»'],
  ['Authorization', 'Token «winter sun moon»'],
  ['Authorization', 'none'],
  ['Authorization', ' None '],
  ['Authorization', 'Bearer none'],
  ['X-Amz-Security-Token', '«kq9X2LmT7vBz»'],
  ['X-Token', '«kq9X2LmT7vBz»'],
  ['x-vault-key', '«kq9X2LmT7vBz»'],
  ['X-Client-Secret', '«kq9X2LmT7vBz»'],
  ['X-Token-Type', 'kq9X2LmT7vBz'],
  ['Max-Token', 'kq9X2LmT7vBz'],
  ['X-Xtoken', 'kq9X2LmT7vBz'],
  ['X-Request', 'kq9X2LmT7vBz'],
  ['Accept', 'Bearer kq9X2LmT7vBz'],
  ['Cookie', 'a=«kq9X2LmT»; bb=«7vBz4Rw8»'],
  ['Cookie', 'a=«kq9X2LmT»;bb=«7vBz4Rw8»'],
  [
    'Set-Cookie',
    'SID=«kq9X»; Path=/; Domain=example.com; Expires=Wed; Max-Age=5; SameSite=Lax; Version=1; Priority=High',
  ],
  ['Set-Cookie', 'SID=«kq9X»; secure=1; HttpOnly=1'],
  ['Cookie', 'mypath=«kq9X2LmT»; paths=«7vBz4Rw8»'],
  ['Cookie', 'a=; b=«kq9X2LmT»'],
  ['Cookie', '=kq9X2LmT; b=«7vBz4Rw8»'],
  ['Cookie', 'a=«kq9X2LmT==»; b=«7vBz4Rw8»'],
  ['Cookie', 'kq9X2LmT7vBz'],
  ['Cookie', 'a=«kq9X2LmT»"}'],
  ['Cookie', 'a=«kq9X2LmT»\\"}'],
  ['Cookie', 'a=«kq9X2LmT»\\n"}'],
  ['Cookie', 'a=«kq»\\n"}'],
  ['Cookie', 'a=«kq9X2LmT»\\\\\\"}'],
  ['Cookie', 'a=«kq9X\\q»; b=«7vBz4Rw8»'],
  ['Cookie', 'a=«kq9X\\n»'],
  ['Cookie', `a=«${'k'.repeat(8192)}»kk`],
  ['Cookie', `${'k'.repeat(128)}=«kq9X2LmT»`],
  ['Authorization', `«${'k'.repeat(1 << 14)}»kk`],
] as const;

test('The secrets of a header are found', () => {
  every(CASES, firstTwo, ([name, marked]) => {
    const value = unmarked(marked);
    const found = headerSecrets(name, value).map(({ start, end }) => [start, value.slice(start, end)]);
    let at = 0;
    const expected = parts(marked).map(part => {
      at = value.indexOf(part, at);
      return [at, part];
    });
    expect(found).toEqual(expected);
  });
});

test('The quotes of a cookie are not its end', () => {
  const value = 'JSESSIONID="kq9X2LmT"; b=7vBz4Rw8';
  const [first, second, ...rest] = headerSecrets('cookie', value);
  expect(value.slice(first?.start, first?.end)).toContain('kq9X2LmT');
  expect(value.slice(second?.start, second?.end)).toBe('7vBz4Rw8');
  expect(rest).toEqual([]);
});
