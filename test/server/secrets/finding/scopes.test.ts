import { expect, test } from 'vitest';
import { EVERY_GUESS } from '../../../../server/src/secrets/finding/heuristics';
import { ANYWHERE, scopeOf, sentenceScope, textScope } from '../../../../server/src/secrets/finding/scopes';
import { readRecords } from '../../../../server/src/syntax';

test.each([
  ['ike 0:to-bremen:123: recv IPsec SA delete', true],
  ['samld_send_common_reply [122]: got it', true],
  ['2025-02-03 10:00:00 [1234] __lasso_read: got it', true],
  ['[1234] fnbamd_radius: <Response>', true],
  ['02 01 00 1b 1a 02 01 00 16 10 61 62 63 64 65 66  ........#+abcdef', true],
  ['[1234] fnbamd_radius: got it', false],
  ['[1234] fnbamd_radius_saml: got it', false],
])('A line of a daemon contains keys and messages: %s: %s', (text, is) => {
  const scopes = readRecords(text).flatMap(record =>
    record.kind === 'debug' ? [scopeOf(text, record)] : [],
  );
  expect(scopes.map(({ denied }) => denied)).toEqual([is]);
  expect(scopes.map(({ hex, base64, digits }) => [hex, base64, digits])).toEqual([
    is ? [24, 24, 2] : [32, 44, 2],
  ]);
});

test.each([
  ['SAML response', true],
  ['<Response>', true],
  ['lasso_read', true],
  ['** message', true],
  ['* message', false],
  ['The SAML response', false],
  ['got it', false],
])('A sentence is a message of SAML: %s: %s', (sentence, is) => {
  const text = `FGT # saml ${sentence}`;
  expect(sentenceScope(text, 11).denied).toBe(is);
});

test.each([
  ['7f1c9a03b5e2', 12],
  ['  kq9X2LmT7vBz  ', 24],
  ['kq9X LmT7vBz', ANYWHERE.hex],
  ['a'.repeat(4096) + ' b', 12],
  ['a'.repeat(4095) + ' b', 12],
  ['a'.repeat(4094) + ' b', ANYWHERE.hex],
])('An unrecognised line is read by its shape: %s', (line, hex) => {
  const text = `x ${line} y`;
  expect(textScope(text, { start: 2, end: 2 + line.length }, EVERY_GUESS).hex).toBe(hex);
});
