import { expect, test } from 'vitest';
import { DumpFinder } from '../../../../server/src/secrets/positions/dumpFinder';
import type { Found } from '../../../../server/src/secrets/types';
import { type CaptureRecord, readRecords } from '../../../../server/src/syntax';
import { unmarked } from '../../../support/found';
import { every, itself } from '../../../support/rows';

/** What is found in the dumps of a text. */
function foundIn(text: string, identities = true): Found[] {
  const all: Found[] = [];
  const finder = new DumpFinder(text, identities, found => all.push(found));
  for (const record of readRecords(text)) finder.add(record);
  finder.finish();
  return all;
}

/** The text with the places of what is found, marked; a place in another one is within it. */
function marked(text: string, all: readonly Found[]): string {
  const places = new Map<string, { readonly kind: string; readonly start: number; readonly end: number }>();
  for (const { kind, place } of all)
    for (const { start, end } of place.parts) places.set(`${kind} ${start} ${end}`, { kind, start, end });
  const spans = [...places.values()];
  spans.sort((a, b) => a.start - b.start || b.end - a.end || a.kind.localeCompare(b.kind));
  let copy = '';
  let at = 0;
  const open: number[] = [];
  const until = (offset: number): void => {
    while ((open.at(-1) ?? Infinity) <= offset) {
      const end = open.pop() ?? offset;
      copy += `${text.slice(at, end)}»`;
      at = end;
    }
  };
  for (const { kind, start, end } of spans) {
    until(start);
    copy += `${text.slice(at, start)}«${kind}:`;
    at = start;
    open.push(end);
  }
  until(text.length);
  return copy + text.slice(at);
}

const STAMP = '2025-01-15 08:00:00';
/** A message of ike as long as the line of a terminal. */
const LONG = `ike 0:hq:1: dec ${'4FA3D1C2B5A69788'.repeat(5)}`;

const MARKED = [
  // Dumps of hostapd in one line.
  '1577836800.123456: WPA: PMK - hexdump(len=8): «bytes:05 20 4b 83 40 30 7c 21»',
  `${STAMP} WPA: PMK - hexdump(len=8): «bytes:«key:05 20 4b 83 40 30 7c 21»»`,
  `${STAMP} WPA: PMK - hexdump(len=3): «bytes:«key:05 20 4b» 83 40 30 7c 21»`,
  `${STAMP} WPA: PMK - hexdump(len=9): «bytes:«key:05 20 4b 83 40 30 7c 21»»`,
  `${STAMP} WPA: IE - hexdump(len=8): «bytes:05 20 4b 83 40 30 7c 21»`,
  `${STAMP} MSCHAPV2: auth_challenge - hexdump(len=4): «bytes:«key:05 20 4b 83»»`,
  `${STAMP} WPA: PMK - hexdump(len=8): 00 00 00 00 00 00 00 00`,
  `${STAMP} WPA: PMK - hexdump_ascii(len=4):  «bytes:«key:05 20 4b 83»»`,
  // Rows of packets.
  '02 01 00 1b 1a «bytes:02 01 00 16 10 «key:61 62 63 64 65 66»»  «column:........#+abcdef»',
  '02 01 00 1b 19 «bytes:02 01 00 16 10 61 62 63 64 65 66»  «column:........#+abcdef»',
  '«bytes:02 01 00 1b 1a 02 01 00 16 10 61 62 63 64 65 66»\t«column:........#+abcdef»',
  '02 01 00 1b 1a «bytes:02 01 00 16 10 «key:61 62 63 64 65 66»»  ................',
  '00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................',
  `${STAMP} 02 01 00 1b 1a «bytes:02 01 00 16 10 «key:61 62»»  «column:........#+ab»\n${STAMP} «bytes:«key:63 64 65 66 67 68 69 6a 6b 6c 6d 6e»»  «column:cdefghijklmn»`,
  // Messages of ike.
  'ike 0:hq:1: dec 4FA3D1C2B5A697881B2D3C4F408A0007«password:70737730726437»0000',
  'ike 0:hq:1: enc 4FA3D1C2B5A697881B2D3C4F408A0007«password:70737730726437»0000',
  'ike 0:hq:1: dec 4FA3D1C2B5A697881B2D3C4F40890007707377307264370000',
  'ike 0:hq:1: out 4FA3D1C2B5A697881B2D3C4F408A0007707377307264370000',
  'ike 0:hq:1: dec 4FA3D1C2B5A697881B2D3C4F40880007707377307264370000',
  'ike 0:hq:1: dec 4fa3d1c2b5a697881b2d3c4f408a0007«password:70737730726437»0000',
  `${LONG}408A0007«password:707377»\n«password:30726437»00000000000000000000`,
  `${LONG}408A0007«password:70737»\n«password:730726437»00000000000000000000`,
  `${LONG}408A0007«password:70737»\r\n«password:730726437»00000000000000000000`,
  `${LONG}408\r\nA0007«password:70737730726437»00000000000000000000`,
  'ike 0:hq:1: dec 4FA3D1C2408A0007«password:70737730726437»\n02 01 00 1b 1a «bytes:02 01 00 16 10 «key:61 62 63 64 65 66»»  «column:........#+abcdef»',
  // Messages of EAP.
  'fnbamd_dbg_hex_pnt[48] EAP msg from server (26)-02 01 00 1b 1a «bytes:02 01 00 16 10 «key:61 62»»',
  'fnbamd_dbg_hex_pnt[48] EAP msg from server (26)-02 01 00 1b 1a «bytes:02 01 00 16 10 «key:61 62»» «bytes:6»',
  'fnbamd_dbg_hex_pnt[48] EAP msg from server (26)-02 01 00 1b 1a «bytes:02 01 00 16 10 «key:61 62»» 0',
  // Single rows that a terminal cut, rows of the packet sniffer, and those below a title.
  'NT-Response - hexdump(len=4): «bytes:11 6c 7d 8e»',
  'NT-Response - hexdump(len=4): 00 00 00 00',
  `${STAMP} «bytes:11 6c 7d 8e 11 6c 7d 8e»  «column:.l}..l}.»`,
  '«bytes:11 6c 7d 8e 11 6c 7d 8e»  «column:.l}..l}.»',
  '«bytes:11 6c 7d 8e 11 6c 7d 8»',
  '«bytes:11 6c 7d 8e 11 6c»',
  '0x0000\t «bytes:0000 0000 0001 a4bb 6d10 2233 0800 4500»\t«column:........m."3..E.»',
  '0x0000\t «bytes:0000 0000 0001 a4bb 6d10 2233 0800 4500»\t«column:........m."3..E.»\n0x0010\t «bytes:0a00 0001»\t«column:....x»',
  '0x0000\t 0000 0000 0000 0000 0000 0000 0000 0000\t................',
  '0x0000\t 0000 0000 0000 0000 0000 0000 0000 0000\t«column:.........a......»'
    .replace('«column:', '')
    .replace('»', ''),
  'EAP: EAP-Response/Identity - hexdump_ascii(len=5):\n     «bytes:75 73 65 72 31»                                    «column:user1»',
  'EAP: EAP-Response/Identity - hexdump_ascii(len=5):\nany line\n     75 73 65 72 31                                    user1',
  'any title:\n     «bytes:75 73 65 72 31»',
  '11 any',
  '0010: 11 6c',
  '«bytes:11 6c 7d 8e 11 6c 7d 8»\n«bytes:11 6c»',
  `${STAMP} any title:\n11 6c`,
  `${STAMP} IE - hexdump(len=2):\n«bytes:11 6c»`,
  '«bytes:11 6c 7d 8e 11 6c 7d 8e»\n«bytes:11 6c»',
  'any line\n11 6c',
  '«bytes:11 6c 7d 8e 11 6c 7d 8e»\n0010: «bytes:11 6c»',
  '«bytes:11 6c 7d 8e 11 6c 7d 8e»\nany line\n11 6c',
];

test('The secrets of a dump are found', () => {
  every(MARKED, itself, expected => {
    const text = unmarked(expected);
    const all = foundIn(text);
    expect(marked(text, all)).toBe(expected);
    for (const { kind, place, value, inDump } of all) {
      const digits = place.parts.map(({ start, end }) => text.slice(start, end));
      expect([place.start, place.end]).toEqual([place.parts[0]?.start ?? 0, place.parts.at(-1)?.end ?? 0]);
      if (inDump) expect(value.replaceAll(/\s/g, '')).toBe(digits.join('').replaceAll(/\s/g, ''));
      else if (kind === 'column') expect(value).toBe(digits.join(''));
      else expect(place.parts).toEqual([]);
    }
    const secrets = foundIn(text, false);
    expect(secrets).toEqual(
      all.filter(({ kind, inDump }) => inDump && (kind === 'key' || kind === 'password')),
    );
  });
});

test.each([
  ['ike 0:hq:1: dec 4FA3D1C2408A00077073773072643700', ['password psw0rd7']],
  ['ike 0:hq:1: dec 4FA3D1C2408900077073773072643700', ['user psw0rd7']],
  [`${STAMP} WPA: PMK - hexdump(len=4): 70 73 77 30`, []],
])('The text of bytes is searched for elsewhere: %s', (text, values) => {
  const read = foundIn(text).filter(({ place }) => place.parts.length === 0);
  expect(read.map(({ kind, value }) => `${kind} ${value}`)).toEqual(values);
});

/** The records of a text, with the text. */
const recordsOf = (text: string): readonly CaptureRecord[] => readRecords(text);

test('A dump is open until a record that does not belong to it', () => {
  const text = `${STAMP} 02 01 00 1b 1a 02 01 00 16 10 61 62  ........#+ab\n${STAMP} 63 64 65 66 67 68 69 6a 6b 6c 6d 6e  cdefghijklmn\n\nany`;
  const taken: Found[] = [];
  const finder = new DumpFinder(text, true, found => taken.push(found));
  const open: boolean[] = [];
  for (const record of recordsOf(text)) {
    finder.add(record);
    open.push(finder.isOpen);
  }
  expect(open).toEqual([true, true, ...open.slice(2).map(() => false)]);
  expect(finder.rows).toBe(0);
  expect(taken.length).toBeGreaterThan(0);
});

test('The first rows of a text continue the dump before it', () => {
  const text = `${STAMP} 02 01 00 1b 1a 02 01 00 16 10 61 62  ........#+ab\n${STAMP} 63 64 65 66 67 68 69 6a 6b 6c 6d 6e  cdefghijklmn`;
  const taken: Found[] = [];
  const finder = new DumpFinder(text, true, found => taken.push(found), 3);
  for (const record of recordsOf(text)) finder.add(record);
  expect(finder.rows).toBe(5);
  expect(finder.isOpen).toBe(false);
  finder.finish();
  expect(taken).toEqual([]);
});
