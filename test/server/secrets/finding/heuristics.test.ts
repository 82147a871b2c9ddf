import { describe, expect, test } from 'vitest';
import { guesses, HEURISTICS } from '../../../../server/src/secrets/finding/heuristics';
import { RecordFinder } from '../../../../server/src/secrets/finding/finder';
import { WORD_SHAPES } from '../../../../server/src/secrets/finding/wordShapes';
import { CHARACTERS } from '../../../../server/src/secrets/finding/words';
import { isSecretClass } from '../../../../server/src/secrets/types';
import { readRecords } from '../../../../server/src/syntax';

/** The matches in `text` with all heuristics but one. */
function found(text: string, without?: string, identities = true): string[] {
  const values: string[] = [];
  const take = ({ kind, value }: { kind: string; value: string }): void =>
    void values.push(`${kind} ${value}`);
  new RecordFinder(identities, take, 'nothing', undefined, guesses(without)).read(text, readRecords(text));
  return values;
}

describe.each(HEURISTICS)('$name', ({ name, example: [text, kind, value] }) => {
  test('finds its example', () => {
    expect(found(text)).toContain(`${kind} ${value}`);
  });

  test('alone finds it', () => {
    expect(found(text, name)).not.toContain(`${kind} ${value}`);
  });
});

/** A run may be a secret or not. */
const CERTAIN = HEURISTICS.filter(({ example: [, kind] }) => kind !== 'run');

test.each(CERTAIN)(
  'If only secrets are searched for, an example is found if it is one: $name',
  ({ example: [text, kind, value] }) => {
    expect(found(text, undefined, false).includes(`${kind} ${value}`)).toBe(isSecretClass(kind));
  },
);

test('Names and reasons are unique', () => {
  expect(new Set(HEURISTICS.map(({ name }) => name)).size).toBe(HEURISTICS.length);
  expect(new Set(HEURISTICS.map(({ why }) => why)).size).toBe(HEURISTICS.length);
});

/** The shapes that a word may have, by its characters and the one after it. */
function shapesOf(text: string): string {
  const [, word = '', next = ''] = /^(\w+)(\W?)$/.exec(text) ?? [];
  let characters = 0;
  for (let at = 0; at < word.length; at++) characters |= CHARACTERS[word.charCodeAt(at)] ?? 0;
  return WORD_SHAPES.filter(shape => shape.mayHave({ characters, next }))
    .map(({ name }) => name)
    .join(' ');
}

test.each([
  ['alice', 'base64'],
  ['ALICE', 'base64'],
  ['Alice', 'picture text-in-base64 base64'],
  ['Alice.', 'picture signed-token service-token-in-parts serial-number text-in-base64 base64 host-name'],
  ['Alice-', 'picture service-token-in-parts base64 base64url'],
  ['Alice_m', 'picture base64 base64url'],
  ['ALICE-', 'code-in-groups service-token-in-parts base64'],
  ['ALICE_M-', 'base64'],
  ['alice:', 'base64'],
  ['alice@', 'signed-token base64 user-info mail-address'],
  ['alice7', 'signed-token service-token serial-number address-in-hex hex-after-0x base64'],
  ['__.', 'signed-token message-id base64'],
  ['face-', 'signed-token service-token-in-parts card-address uuid mac address6 base64'],
  [
    '1234',
    'signed-token service-token serial-number address-in-hex phone-in-groups phone address6 hex-run base64',
  ],
])('Only shapes that the characters of a word allow are tried: %s', (text, shapes) => {
  expect(shapesOf(text)).toBe(shapes);
});
