import { expect, test } from 'vitest';
import {
  encryptedFrom,
  isMasked,
  isPlaceholder,
  isStandIn,
  nameStandIn,
  numberedMask,
  serialStandIn,
} from '../../../server/src/secrets/masked';
import { every, itself } from '../../support/rows';

const MASKS = [
  '*',
  '**',
  '********',
  'x***',
  '****x***',
  'xxxx',
  'XXXXXXXX',
  '....',
  '----',
  '000000000000',
  '111111',
  'x.x.x.x',
  'XXXX-XXXX',
  '[00:00]',
  '0000-0000-0000-0000-0000',
  'EFTM****',
  '*'.repeat(3000),
];

test('A run of one character is a mask', () => {
  every(MASKS, itself, value => {
    expect(isMasked(value)).toBe(true);
  });
});

const OTHER_VALUES = [
  '',
  'kelvin',
  'Su**er77',
  'k**1',
  '<Vadorun88>',
  '{Vadorun88}',
  '<SN>',
  'Secretxxxxxxx',
  'x33556',
  '11112345',
  '000000001234',
  '**123',
  '********1',
  '-.-',
  'ENC kq9X2LmT',
];

test('Whatever only looks like a mask is none', () => {
  every(OTHER_VALUES, itself, value => {
    expect(isMasked(value)).toBe(false);
  });
});

test('A numbered mask is known by its check digits', () => {
  for (const [filler, least] of [
    ['*', 2],
    ['0', 12],
    ['1', 4],
  ] as const)
    // oxfmt-ignore
    for (let length = least + 3; length < least + 30; length++)
      for (const number of [1, 7, 42, 999]) {
        const mask = numberedMask(filler, length, number, least);
        expect(mask).toHaveLength(length);
        expect(isMasked(mask), mask).toBe(true);
        const last = String((Number(mask.at(-1)) + 1) % 10);
        if (/[^*01]/.test(mask)) expect(isMasked(mask.slice(0, -1) + last), mask).toBe(false);
      }
});

test('A value that FortiOS encrypted begins after ENC', () => {
  expect(encryptedFrom('ENC kq9X2LmT7vBz4Rw8')).toBe(4);
  expect(encryptedFrom('enc  kq9X')).toBe(5);
  expect(encryptedFrom('ENCkq9X2LmT7vBz4Rw8')).toBe(0);
  expect(encryptedFrom('kq9X2LmT ENC kq9')).toBe(0);
});

test('A placeholder is made of known words', () => {
  const isKnown = (word: string): boolean => ['your', 'password'].includes(word);
  expect(isPlaceholder('<your password>', isKnown)).toBe(true);
  expect(isPlaceholder('{password}', isKnown)).toBe(true);
  expect(isPlaceholder('<Vadorun88>', isKnown)).toBe(false);
  expect(isPlaceholder('password', isKnown)).toBe(false);
});

test('A stand-in for a name is known by its last letter', () => {
  for (const label of ['user', 'group', 'server', 'host', 'tunnel', 'name', 'mail'])
    for (let length = 1; length < 20; length++)
      for (const number of [1, 9, 22, 100, 529, 600]) {
        const name = nameStandIn(label, number, length);
        expect(isStandIn(name), name).toBe(true);
        expect(isStandIn(name.toUpperCase()), name).toBe(true);
        if (length > 4)
          expect(isStandIn(name.slice(0, -1) + (name.endsWith('a') ? 'b' : 'a')), name).toBe(false);
      }
});

const STAND_INS = [
  serialStandIn('FGT60F', 1, 16),
  serialStandIn('FTKMOB', 123, 16),
  'h7.example.com',
  'h7.test',
  'u7@example.com',
  'u7@x.test',
  '00000000-0000-0000-0000-000000000001',
  '00:00:5e:00:53:01',
  '00-00-5E-00-53-01',
  '02:00:00:00:00:07',
];

test('A stand-in of another form is recognised', () => {
  every(STAND_INS, itself, name => {
    expect(isStandIn(name)).toBe(true);
  });
});

const OTHER_NAMES = [
  'kelvin',
  'x33556',
  'x52641',
  'u00325',
  'h00325',
  'k3',
  'xuser01',
  'xuser',
  'xusers01',
  'xkelvin01',
  'my xuser01',
  'h7.example.net',
  'h7.example.co',
  'u7@test',
  'example',
  'FGT60F0000000001',
  'FGT60F9999900001',
  '00:00:5e-00:53:01',
  '02:00:01:00:00:07',
];

test('Any other name is no stand-in', () => {
  every(OTHER_NAMES, itself, name => {
    expect(isStandIn(name)).toBe(false);
  });
});
