import { expect, test } from 'vitest';
import { areZero, sensitiveBytes, isReadable } from '../../../../server/src/secrets/positions/dumps';
import { every, first, firstTwo } from '../../../support/rows';

/** The bytes of a text of hex digits; `*N` repeats the byte before it. */
function bytes(hex: string): Uint8Array {
  const all = hex.split(' ').flatMap(part => {
    const [, byte = '', times = '1'] = /^(..)(?:\*(\d+))?$/.exec(part) ?? [];
    return Array.from({ length: Number(times) }, () => parseInt(byte, 16));
  });
  return Uint8Array.from(all);
}

const found = (about: 'ike' | 'eap' | 'rows', title: string, hex: string): string[] => {
  const all = bytes(hex);
  const offsets = Uint32Array.from(all, (_, index) => index * 3);
  return sensitiveBytes({ start: 0, end: all.length * 3, title, about, bytes: all, offsets }).map(
    ({ kind, from, to }) => `${kind} ${from} ${to}`,
  );
};

const ATTRIBUTES = [
  ['dec', '00 40 8a 00 03 61 62 63 00', ['password 5 8']],
  ['enc', '40 89 00 03 61 62 63', ['user 4 7']],
  ['dec', '40 89 00 02 61 62 40 8a 00 03 61 62 63', ['user 4 6', 'password 10 13']],
  ['dec', '40 89 00 09 61 62 63', ['user 4 7']],
  ['dec', '40 89 02 00 61*600', ['user 4 516']],
  ['dec', '40 89 02 01 61*600', []],
  ['dec', '40 89 00 00 61', []],
  ['dec', '40 88 00 02 61 62', []],
  ['dec', '41 89 00 02 61 62', []],
  ['dec', '40 89 00 02', []],
  ['dec', '40 89 00 03 61 1f 63', []],
  ['dec', '40 89 00 03 61 7f 63', []],
  ['dec', '40 89 00 03 61 20 63', ['user 4 7']],
  ['dec', '40 89 00 03 61 80 63', ['user 4 7']],
  ['dec', '40 89 00 03 40 89 00', []],
  ['dec', '40 89 00 05 40 8a 21 21 61 62', ['user 4 9']],
  ['dec', '40 89 00 02 01 40 8a 00 01 61', ['password 9 10']],
  ['in', '40 89 00 03 61 62 63', []],
  ['out', '40 89 00 03 61 62 63', []],
] as const;

test('The attributes of ike that are text are found', () => {
  every(ATTRIBUTES, firstTwo, ([title, hex, parts]) => {
    expect(found('ike', title, hex)).toEqual(parts);
  });
});

const PACKETS = [
  ['01 01 00 1b 1a 01 01 00 16 10 61*16', ['key 10 26', 'bytes 5 26']],
  ['02 01 00 1b 1a 02 01 00 16 10 61*20', ['key 10 26', 'bytes 5 30']],
  ['02 01 00 1b 1a 02 01 00 16 10 61*3', ['key 10 13', 'bytes 5 13']],
  ['02 01 00 1b 1a 02 01 00 16', ['bytes 5 9']],
  ['01 01 00 1b 1a 03 01 00 16 53*60', ['key 9 51', 'bytes 5 69']],
  ['01 01 00 1b 1a 03 01 00 16 53*20', ['key 9 29', 'bytes 5 29']],
  ['02 03 00 06 1a 03', ['bytes 5 6']],
  ['01 01 00 1b 1a 04 01 00 16 10 61*16', ['bytes 5 26']],
  ['01 01 00 1b 19 01 01 00 16 10 61*16', ['bytes 5 26']],
  ['03 01 00 1b 1a 01 01 00 16 10 61*16', ['bytes 5 26']],
  ['00 01 00 1b 1a 01 01 00 16 10 61*16', ['bytes 0 26']],
  ['0d 01 00 1b 61*16', ['bytes 5 20']],
  ['0e 01 00 1b 61*16', ['bytes 0 20']],
  ['01 01 00 04 61*16', ['bytes 5 20']],
  ['01 01 00 03 61*16', ['bytes 0 20']],
  ['01 01 10 00 61*16', ['bytes 5 20']],
  ['01 01 10 01 61*16', ['bytes 0 20']],
  ['01 01 00 1b 61', []],
] as const;

test('The parts of a packet that are masked are found', () => {
  every(PACKETS, first, ([hex, parts]) => {
    expect(found('rows', '', hex)).toEqual(parts);
    expect(found('eap', 'EAP msg', hex)).toEqual(parts);
  });
});

test('Only messages that are not encrypted are readable', () => {
  expect(['dec', 'enc', 'in', 'out', ''].map(isReadable)).toEqual([true, true, false, false, false]);
});

test.each([
  ['00 00 00', 0, 3, true],
  ['00 01 00', 0, 3, false],
  ['01 00 00', 1, 3, true],
  ['00 00 01', 0, 2, true],
  ['00 00 01', 2, 3, false],
  ['01', 1, 1, true],
])('Masked bytes are zero: %s from %i to %i: %s', (hex, from, to, are) => {
  expect(areZero(bytes(hex), from, to)).toBe(are);
});
