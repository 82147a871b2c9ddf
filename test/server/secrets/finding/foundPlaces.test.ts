import { describe, expect, test } from 'vitest';
import {
  beforeOtherLine,
  keyOf,
  RecentPlaces,
  trimmed,
  whole,
  withoutShortPart,
} from '../../../../server/src/secrets/finding/foundPlaces';
import { joined, placeOf, unbroken } from '../../../../server/src/secrets/finding/passage';
import type { FoundKind, SecretPlace } from '../../../../server/src/secrets/types';

/** A text, with what is between two marks in it: each line of that is a part. */
function marked(written: string): [text: string, value: string, place: SecretPlace] {
  const [before = '', inner = '', behind = ''] = written.split('|');
  const text = before + inner + behind;
  const passage = joined(text, unbroken(text, before.length, before.length + inner.length));
  return [text, passage.text, placeOf(passage, 0, passage.to)];
}

/** The text with the marks around a place, whose parts must have the value. */
function withMarks(text: string, value: string, { start, end, parts }: SecretPlace): string {
  expect(parts.map(part => text.slice(part.start, part.end)).join('')).toBe(value);
  expect([parts[0]?.start, parts.at(-1)?.end]).toEqual([start, end]);
  return [text.slice(0, start), text.slice(start, end), text.slice(end)].join('|');
}

test.each<[FoundKind, string, string]>([
  ['run', 'at |7\nkq9X2LmT7vBz| it', 'at 7\n|kq9X2LmT7vBz| it'],
  ['run', 'at |sid\nkq9X2LmT\n7vBz| it', 'at sid\n|kq9X2LmT\n7vBz| it'],
  ['run', 'at |123456789012\nkq9X2LmT| it', 'at 123456789012\n|kq9X2LmT| it'],
  ['run', 'at |1234567890123\nkq9X2LmT| it', 'at |1234567890123\nkq9X2LmT| it'],
  ['run', 'at |kq9X\n2LmT7vBz| it', 'at |kq9X\n2LmT7vBz| it'],
  ['run', 'at |k-9\n2LmT7vBz| it', 'at |k-9\n2LmT7vBz| it'],
  ['run', 'at |kq9| it', 'at |kq9| it'],
  ['user', 'at |sid\nkq9X2LmT| it', 'at |sid\nkq9X2LmT| it'],
])('A run without what is hardly its first part, a %s: %j', (kind, written, expected) => {
  const [text, value, place] = marked(written);
  const found = withoutShortPart(text, { kind, value, place, isGuess: true });
  expect(withMarks(text, found.value, found.place)).toBe(expected);
  expect([found.kind, found.isGuess]).toEqual([kind, true]);
});

describe('Recent places', () => {
  const at = (start: number): SecretPlace => whole({ start, end: start + 3 });

  test('are those that start in a span', () => {
    const places = new RecentPlaces();
    for (const start of [1, 5, 9]) places.add(at(start));
    expect(places.within(1, 9)).toEqual(new Set([keyOf(at(1)), keyOf(at(5))]));
    expect(places.within(2, 10)).toEqual(new Set([keyOf(at(5)), keyOf(at(9))]));
    expect(places.within(10, 20).size).toBe(0);
  });

  test('are the last thousand, and at most twice as many', () => {
    const places = new RecentPlaces();
    for (let start = 0; start < 2048; start++) places.add(at(start));
    expect(places.within(0, 9999).size).toBe(2048);
    places.add(at(2048));
    expect(places.within(0, 9999).size).toBe(1025);
    expect(places.within(1024, 9999).size).toBe(1025);
  });

  test('have keys that differ by the start and the length', () => {
    const spans = [[0, 0], [0, 1], [1, 1], [1, 2], [0, 0xffff], [2, 0x10000], [70_000, 70_003], [70_000, 70_004]] as const; // oxfmt-ignore
    const keys = spans.map(([start, end]) => keyOf(whole({ start, end })));
    expect(new Set(keys).size).toBe(spans.length);
    expect(keyOf(whole({ start: 3, end: 0x20000 }))).toBe(keyOf(whole({ start: 3, end: 0x30000 })));
  });
});

test.each([
  ['psk=|Winter-\nSun-1| it', 'psk=|Winter-\nSun-1| it'],
  ['psk=|Winter-Sun-1| it', 'psk=|Winter-Sun-1| it'],
  ['psk=|failed| it', 'psk=|failed| it'],
  ['psk=|Winter-\nSun-1\nfailed| it', 'psk=|Winter-\nSun-1|\nfailed it'],
  ['psk=|Winter-\n failed | it', 'psk=|Winter-|\n failed  it'],
  ['psk=|failed\nSun-1| it', 'psk=|failed\nSun-1| it'],
  ['psk=|Winter-\nSun-1\n10:00:01 it', 'psk=|Winter-\nSun-1|\n10:00:01 it'],
  ['psk=|Winter-\n2025-02-03 10:00:00 it', 'psk=|Winter-|\n2025-02-03 10:00:00 it'],
  ['psk=|Winter-\n<2025-02-03T10:00:00 it', 'psk=|Winter-|\n<2025-02-03T10:00:00 it'],
  ['psk=|Winter-\n[9:00:01 it', 'psk=|Winter-|\n[9:00:01 it'],
  ['psk=|Winter-\n10:00:01a| it', 'psk=|Winter-\n10:00:01a| it'],
  ['psk=|Winter-\n10:00:01:02| it', 'psk=|Winter-\n10:00:01:02| it'],
  ['psk=|Winter-\nat 10:00:01 kelvin| it', 'psk=|Winter-\nat 10:00:01 kelvin| it'],
  ['psk=|10:00:01\nWinter-Sun-1| it', 'psk=|10:00:01\nWinter-Sun-1| it'],
  [`psk=|Winter-\nfailed${' '.repeat(18)}| it`, `psk=|Winter-|\nfailed${' '.repeat(18)} it`],
  [`psk=|Winter-\nfailed${' '.repeat(19)}| it`, `psk=|Winter-\nfailed${' '.repeat(19)}| it`],
])('A value ends before a line that is another one: %j', (written, expected) => {
  expect(withMarks(marked(written)[0], ...beforeOtherLine(...marked(written)))).toBe(expected);
});

describe.each([
  ['secret', true],
  ['name', false],
])('The quotes around a %s', (_, isSecret) => {
  test.each([
    ['|Winter-Sun-1|', '|Winter-Sun-1|'],
    ['|"Winter-Sun-1"|', '"|Winter-Sun-1|"'],
    ['at |“Winter-Sun-1”| it', 'at “|Winter-Sun-1|” it'],
    ['at | Winter-Sun-1\t| it', 'at  |Winter-Sun-1|\t it'],
    ['at |\u0007Winter-Sun-1\u00a0| it', 'at \u0007|Winter-Sun-1|\u00a0 it'],
    ['at |" "| it', 'at |" "| it'],
    ["at |'Winter-Sun-1'| it", "at |'Winter-Sun-1'| it"],
    ['at "|Winter-Sun-1\\|" it', 'at "|Winter-Sun-1|\\" it'],
    ['at "|Winter-Sun-1\\\\\\|" it', 'at "|Winter-Sun-1|\\\\\\" it'],
    ['at "|Winter-Sun-1\\\\|" it', 'at "|Winter-Sun-1\\\\|" it'],
    ['at |Winter-Sun-1\\| it', 'at |Winter-Sun-1\\| it'],
    ['at |\\"Winter-Sun-1\\|" it', 'at \\"|Winter-Sun-1|\\" it'],
    ['at |\\\\\\"Winter-Sun-1| it', 'at \\\\\\"|Winter-Sun-1| it'],
    ['at |\\\\"Winter-Sun-1| it', 'at |\\\\"Winter-Sun-1| it', 'at |\\\\|"Winter-Sun-1 it'],
    ['at |\\Winter-Sun-1| it', 'at |\\Winter-Sun-1| it'],
    ['at "|\\|" it', 'at "|\\|" it'],
    ['at |Winter-\nSun-1| it', 'at |Winter-\nSun-1| it'],
    ['at |\\"Winter-\nSun-1\\|" it', 'at |\\"Winter-\nSun-1\\|" it'],
    ['at |"Winter-\nSun-1"| it', 'at |"Winter-\nSun-1"| it'],
  ])('are not part of it: %j', (written, expected, ofName = expected) => {
    const [text, value, place] = marked(written);
    expect(withMarks(text, ...trimmed(text, value, place, isSecret))).toBe(isSecret ? expected : ofName);
  });
});

test.each([
  ['at |kelvin"lab| it', 'at |kelvin|"lab it'],
  ['at |"kelvin"lab| it', 'at "|kelvin|"lab it'],
  ['at |kelvin[| it', 'at |kelvin|[ it'],
  ['at |kelvin ({[| it', 'at |kelvin |({[ it'],
  ['at |kelvin("lab| it', 'at |kelvin|("lab it'],
  ['at |([{| it', 'at |([{| it'],
  ['at |([{"lab| it', 'at |([{|"lab it'],
  ['at |kelvin(lab| it', 'at |kelvin(lab| it'],
  ['at |kelvin\x1b[| it', 'at |kelvin\x1b[| it'],
  ['at |kelvin#1B[| it', 'at |kelvin#1B[| it'],
  ['at |kelvin1b-[| it', 'at |kelvin1b-|[ it'],
  ['at |kelvin \nlab  | it', 'at |kelvin \nlab|   it'],
  ['at |kelvin\n  | it', 'at |kelvin|\n   it'],
  ['at |kelvin\n \nlab | it', 'at |kelvin\n \nlab|  it'],
  ['at |  \n  | it', 'at |  \n  | it'],
  ['at |kelvin\nlab| it', 'at |kelvin\nlab| it'],
  ['at |kelvin\nlab"it| it', 'at |kelvin\nlab"it| it'],
  ['at |kelvin\nlab[| it', 'at |kelvin\nlab[| it'],
])('A name ends before a quote in it, and before brackets and blanks at its end: %j', (written, expected) => {
  const [text, value, place] = marked(written);
  expect(withMarks(text, ...trimmed(text, value, place, false))).toBe(expected);
});

test('The quotes of a value that is written otherwise than it is stay', () => {
  const text = 'at "&quot;Winter-Sun-1" it';
  const place = whole({ start: 4, end: 22 });
  expect(trimmed(text, '"Winter-Sun-1', place, true)).toEqual(['"Winter-Sun-1', place]);
  expect(trimmed(text, '\\"Winter-Sun-1', place, true)).toEqual(['\\"Winter-Sun-1', place]);
  expect(trimmed(text, 'kelvin"lab', place, false)).toEqual(['kelvin"lab', place]);
});
