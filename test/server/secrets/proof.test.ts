import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChunkFacts, redact, withEdits } from '../../../server/src/secrets';
import { proofEdits } from '../../../server/src/secrets/copy/proof';
import { BUILT_IN } from '../../../server/src/site/builtIn';
import { mixes } from '../mix/generator';

const proven = (copy: string): string => withEdits(copy, proofEdits(copy, new ChunkFacts(), BUILT_IN));

test.each([
  ['a function of a line of debug output', '2025-01-15 10:00:00 [12] zzqx_frobnicate-Received error'],
  ['a command', 'FGT # diagnose debug application fnbamd -1'],
  ['a public host', 'GET https://login.microsoftonline.com/common/saml2 HTTP/1.1'],
  ['stand-ins, masks and numbers', 'user xuser01g of h1.example.com from 241.7.8.9: **** 0x1f 12ms 4a5b6c7d'],
  ['escapes', '{"text":"error\\nfailed"} %20user &quot;token&quot;'],
])('The proof keeps %s', (_what, copy) => {
  expect(proven(copy)).toBe(copy);
});

test.each([
  ['in prose', 'the user kelvinbrook failed', 'the user *********** failed'],
  ['joined to words that are known', 'server-kelvinbrook.example.com', '******************************'],
  ['in a language without blanks', '用户 佐々木 错误', '用户 *** 错误'],
  [
    'at the place of a message',
    '2025-01-15 10:00:00 [12] fnbamd_auth-kelvinbrook',
    `2025-01-15 10:00:00 [12] ***********************`,
  ],
])('The proof masks an unknown word %s', (_what, copy, expected) => {
  expect(proven(copy)).toBe(expected);
});

test('What is proven needs no second proof', () => {
  fc.assert(
    fc.property(mixes, ({ text }) => {
      const once = proven(text);
      expect(proven(once)).toBe(once);
    }),
    { numRuns: 100, seed: 59 },
  );
});

test('A copy needs no proof but for what its makers did not foresee', () => {
  const copy = redact('user kelvinbrook of fgt.kelvin.test failed with "no such user"\n');
  expect(proven(copy)).toBe(copy);
});
