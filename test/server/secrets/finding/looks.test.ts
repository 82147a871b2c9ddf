import { describe, expect, test } from 'vitest';
import {
  fits,
  fitsAt,
  isChosenWord,
  isDistinctiveWord,
  isIdentityOf,
  isKnownWord,
  isName,
  isNameOf,
  isPassphrase,
  isRandom,
  isScrambled,
  type Shape,
} from '../../../../server/src/secrets/finding/looks';
import { stretch } from '../../../../server/src/secrets/finding/passage';

const ofShape = (value: Shape['value']): Shape => ({ kind: 'password', value, form: 'pair' });

/** For each shape: values that have it, and values that do not. */
const SHAPES: readonly [shape: Shape['value'], yes: readonly string[], no: readonly string[]][] = [
  ['digits', ['4829', '4829135790'], ['482', '48291357901', 'x4829']],
  ['six-digits', ['482913', '48291357'], ['48291', '482913579']],
  ['long', ['abcdef/+=.-1'], [' abcdef123456', 'abcdef123456 x', 'abcdef12345']],
  ['code', ['ABCDEF12', 'abcd_ef-'], ['!ABCDEF12', 'ABCDEF12!', 'ABCDEF1', 'Fortinet']],
  ['groups', ['AB1C-DEF2', 'AB1C-DEF2-GH3I', 'AB1C-DEF2-GH3I-JK4L'], ['-AB1C-DEF2', 'AB1C-DEF2-', 'ABCD-EFGH']],
  ['number', ['1234567'], ['x1234567', '123456']],
  ['card', ['00005e005301', 'abcdef00000a'], ['x00005e005301', '00005e005301x', 'abcdefabcdef']],
  ['token', ['abcdef'], ['ab cdefgh', 'abcdefgh i', 'failed', 'abcde']],
  ['cookie', ['abcdef'], ['ab cdefgh', 'abcdefgh i', 'failed', 'abcde']],
  ['base64', ['Abcdef12', 'Abcdef=='], ['-Abcdef12345', 'Abcdef1-', 'ABCDEF12', 'abcdef12', 'Abcdefgh', 'Abcdef1']],
  ['base32', ['ABCDEFGHIJKLMNO2', 'abcdefghijklmno2='], ['-ABCDEFGHIJKLMNO2', 'ABCDEFGHIJKLMNO2-', 'ABCDEFGHIJKLMNOP', '2', '1111111111111111']],
  ['community', ['moribandelu'], ['ab1', '12:34', 'public', 'failed']],
  ['random', ['kq9X2LmT7vBz', '7f1c9a03-b5e2-51ec-8b1f-00163e5f3a2c'], ['kq9X2LmT7', 'aBcDeFgHiJ']],
  ['word', ['kelu'], ['abc', 'failed']],
  ['own-code', ['kelu12b4', 'a1b2c3d4', 'token-moribandelu-7x'], ['kelu2b4', 'fortitoken-200a', 'FGT60F0000000001']],
  ['surname', ['Maltravers'], ['xMaltravers', 'Maltravers1']],
  ['mixed', ['0123456789abcdef', '0x0123456789abcdef'], ['zz0123456789abcdef', '0123456789abcdefzz']],
]; // oxfmt-ignore

describe('A value', () => {
  for (const [shape, yes, no] of SHAPES) {
    test.each(yes)(`has the shape ${String(shape)}: %s`, value => {
      expect(fits(value, ofShape(shape))).toBe(true);
    });
    test.each(no)(`has not the shape ${String(shape)}: %s`, value => {
      expect(fits(value, ofShape(shape))).toBe(false);
    });
  }

  test.each<[value: string, form: Shape['form'], expected: boolean]>([
    ['abcd', 'setting', true],
    ['abc', 'setting', false],
    ['failed', 'setting', true],
    ['abcd', 'setting-end', true],
    ['abc', 'setting-end', false],
    ['failed', 'setting-end', false],
  ])('%s of a %s: %s', (value, form, expected) => {
    expect(fits(value, { kind: 'password', value: undefined, form })).toBe(expected);
  });

  test('of a name can have brackets, that of a user cannot', () => {
    expect(fits('kel<vin', { kind: 'name', value: undefined, form: 'pair' })).toBe(true);
    expect(fits('kel<vin', { kind: 'user', value: undefined, form: 'pair' })).toBe(false);
  });
});

describe('A value of more than 256 code units', () => {
  const long = 'aB3'.repeat(90);
  const at = (text: string, shape: Shape['value'], form: Shape['form'] = 'pair'): boolean =>
    fitsAt(stretch(text, 0, text.length), { start: 0, end: long.length }, { ...ofShape(shape), form });

  test.each<[shape: Shape['value'], form: Shape['form'], expected: boolean]>([
    ['long', 'pair', true],
    ['token', 'pair', true],
    ['cookie', 'pair', true],
    ['word', 'pair', true],
    [undefined, 'setting', true],
    [undefined, 'setting-end', true],
    ['mixed', 'pair', false],
    [undefined, 'pair', false],
  ])('of the shape %s, in a %s: %s', (shape, form, expected) => {
    expect(at(long, shape, form)).toBe(expected);
  });

  test.each<[shape: Shape['value'], unit: string]>([
    ['long', '!'],
    ['token', ' '],
    ['cookie', '\u00a0'],
  ])('is no %s with %j in it', (shape, unit) => {
    expect(at(`${long.slice(0, 200)}${unit}${long.slice(201)}`, shape)).toBe(false);
  });
});

test.each([
  ['aBcDeFgH', true],
  ['aBcDeFg', false],
  ['1aBcDeFgHi', false],
  ['aBcDeFgHi1', false],
  ['aB'.repeat(32), true],
  ['aB'.repeat(32) + 'c', false],
  ['getResponseForUser', false],
  ['moribandelu', false],
  ['moribandelU', false],
])('Letters change case as no word does: %s is %s', (value, expected) => {
  expect(isScrambled(value)).toBe(expected);
});

test.each([
  ['kestrel-lantern-73', true],
  ['kestrel-password-73', false],
  [`${'kestrel-'.repeat(6)}lantern-73`, true],
  [`${'kestrel-'.repeat(6)}lanternmany-1234`, true],
  [`${'kestrel-'.repeat(6)}lanternsmany-1234`, false],
  [`${'kestrel-'.repeat(8)}lantern-73`, false],
])('A program makes a passphrase of words: %s is %s', (value, expected) => {
  expect(isPassphrase(value)).toBe(expected);
});

test.each([
  ['Abcdefgh1jkl', true],
  ['Abcdefghi1jkl', false],
  [' kq9X2LmT7vBz', false],
  ['kq9X2LmT7vBz!', false],
  ['/kq9X2LmT7vBz', false],
  ['kq9x2lmt7vbz', false],
  ['KQ9X2LMT7VBZ', false],
  ['kqaXbLmTcvBz', false],
  ['!!-kq9X2LmT7vBz', false],
  ['ab!kq9X2LmT7vBz', false],
  ['abc-DEF-123-abc', false],
  ['ABCDEFGHIJ1k', false],
  ['ghp-kq9X2LmT7vBz', true],
  ['ghp-Abcdefgh1jkl', true],
  ['Abcdef-gh1jkl', false],
  [`${'kq9X2LmT7vBz'.repeat(43)}${'a'.repeat(3000)}`, true],
  [`kq9X2LmT7vBz${'a'.repeat(600)}`, false],
])('Letters and digits alternate in a random word: %s is %s', (value, expected) => {
  expect(isRandom(value)).toBe(expected);
});

test.each([
  ['a1b2c3', true],
  ['a1b2c', false],
  ['a1b2'.repeat(128), true],
  ['a1b2'.repeat(129), false],
  ['v1.12.3abc', false],
  ['123456ms', false],
  ['0x12ab34cd', false],
  ['ab0x12cd34', true],
  ['0x12zz34', true],
  ['12.34-56', false],
  ['kelvin', false],
  ['a1/b2c3', false],
])('Letters and digits are distinctive together: %s is %s', (value, expected) => {
  expect(isDistinctiveWord(value)).toBe(expected);
});

test.each([
  ['moribandelu7', true],
  ['moribandelu7xy!', true],
  ['Winter2025', true],
  ['password7xy', false],
  ['moribandelu7token', false],
  ['MSCHAPv2', false],
  ['xuser01', false],
  ['kel7', false],
])('A person chooses a word and a number that FortiOS does not use: %s is %s', (value, expected) => {
  expect(isChosenWord(value)).toBe(expected);
});

describe('A name', () => {
  test.each([
    ['kelvin', true],
    ['a'.repeat(256), true],
    ['a'.repeat(257), false],
    ['471147', false],
    ['port3', false],
    ['ff', false],
    ['a\nb', false],
    ['root', false],
  ])('%j: %s', (value, expected) => {
    expect(isName(value)).toBe(expected);
  });

  test('of a user can be a number, that of a group cannot', () => {
    expect(isNameOf('user', '471147')).toBe(true);
    expect(isNameOf('user', '4711')).toBe(false);
    expect(isNameOf('user', 'kel<vin')).toBe(false);
    expect(isNameOf('user', '00001234')).toBe(false);
    expect(isNameOf('group', '471147')).toBe(false);
  });

  test('of a schema is a known word', () => {
    expect(isKnownWord('http://schemas.example')).toBe(true);
    expect(isKnownWord('https://host01.example.org')).toBe(false);
    expect(isKnownWord('ROOT ')).toBe(true);
    expect(isKnownWord('  Certificate Authority  ')).toBe(true);
  });
});

test('A phone number has four digits in a row, a run can have anything', () => {
  expect(isIdentityOf('phone', '+49 1234')).toBe(true);
  expect(isIdentityOf('phone', '+49 123')).toBe(false);
  expect(isIdentityOf('run', '{[')).toBe(true);
  expect(isIdentityOf('user', '{[')).toBe(false);
});
