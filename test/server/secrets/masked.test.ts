import { expect, test } from 'vitest';
import { isEncrypted, isMasked, isStandIn } from '../../../server/src/secrets/masked';
import { every, itself } from '../../support/rows';

const MASKS = [
  '*',
  '**',
  'k**1',
  '*1-2',
  '<SN>',
  '<serial number>',
  '{pw}',
  'ENC',
  'ENC kq9X2LmT',
  'enc kq9X2LmT',
  'x.x.x.x',
  'X.X.X.X',
  '0000-0000-0000-0000-0000',
  '000000000000',
  '00000000000012',
  `${'0'.repeat(300)}12`,
  '[00:00]xX',
  '0',
  'X-x',
  'kelXXXX',
  'kelxxxx',
  'kelvxxxx',
  'KELVXXXX',
  '----',
];

test('A mask is recognised', () => {
  every(MASKS, itself, value => {
    expect(isMasked(value)).toBe(true);
  });
});

const OTHER_VALUES = [
  'kelvin',
  'aaaa',
  'k*1',
  '*k1',
  '<SN',
  'SN>',
  '{pw',
  '{p-w}',
  'aab',
  'xkelvin',
  'ENCkq9X2LmT',
  'x.x.x.y',
  '0000-0000-0000-0000-0001',
  '00000000012',
  '000000000000a',
  '-.-',
  'kelxxx',
  'kelu1XXXX0',
  'kelvixxxx',
  'kelvinxxxxk',
  `${'k1'.repeat(120)}${'x'.repeat(240)}`,
];

test('Any other value is no mask', () => {
  every(OTHER_VALUES, itself, value => {
    expect(isMasked(value)).toBe(false);
  });
});

test('The beginning of a long value decides', () => {
  expect(isMasked(`${'k7'.repeat(99)}**`)).toBe(true);
  expect(isMasked(`${'k7'.repeat(100)}**`)).toBe(false);
  expect(isMasked(`${'k'.repeat(100)}${'x'.repeat(100)}k7`)).toBe(true);
});

test.each([
  ['ENC kq9X2LmT7vBz4Rw8', true],
  ['enc kq9X2LmT7vBz4Rw8', true],
  ['ENC ********', false],
  ['ENC   ********', false],
  ['ENC <hidden>', false],
  ['ENCkq9X2LmT7vBz4Rw8', false],
  ['kq9X2LmT ENC kq9', false],
])('The value %s is encrypted: %s', (value, expected) => {
  expect(isEncrypted(value)).toBe(expected);
});

const STAND_INS = [
  'xuser01',
  'XGROUP007',
  'xus1',
  'x12',
  'xserver01 and more',
  'xtunnel01_0',
  'k3',
  'h7.example.com',
  'h7.example.co',
  'h7.example',
  'h7.test',
  'u7@example.com',
  'u7@x.test',
  'example',
  'FGT60F9999900001',
  '00000000-0000-0000-0000-000000000001',
  '00:00:5e:00:53:01',
  '00-00-5E-00-53-01',
  '02:00:00:00:00:07',
];

test('A stand-in is recognised', () => {
  every(STAND_INS, itself, name => {
    expect(isStandIn(name)).toBe(true);
  });
});

const OTHER_NAMES = [
  'kelvin',
  'x1x2',
  'xuser',
  'xusers01',
  'xkelvin01',
  'my xuser01',
  'k34',
  'a3',
  'h7.example.net',
  'u7@test',
  'examples',
  'FGT60F0000000001',
  '00:00:5e-00:53:01',
  '02:00:01:00:00:07',
];

test('Any other name is no stand-in', () => {
  every(OTHER_NAMES, itself, name => {
    expect(isStandIn(name)).toBe(false);
  });
});
