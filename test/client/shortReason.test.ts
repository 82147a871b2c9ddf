import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortReason } from '../../client/src/shortReason';

test.each([
  [
    'FTKMOB0000000A01: licence registered to another serial number (error 31, no)',
    'licence registered to another serial number',
  ],
  ['user01 (SSL VPN): wrong password; the server says so', 'wrong password'],
  ['No answer to the request', 'No answer to the request'],
  ['A: (what)', '(what)'],
])('Of %j it is %j', (message, reason) => {
  expect(shortReason(message)).toBe(reason);
});

test('A long clause is cut at a word', () => {
  expect(shortReason(`ike: ${'word '.repeat(30)}`)).toMatch(/^(word )+word…$/);
});

test('Of any message it is at most 60 characters long', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), message => {
      expect(shortReason(message).length).toBeLessThanOrEqual(60);
    }),
  );
});
