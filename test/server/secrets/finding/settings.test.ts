import { expect, test } from 'vitest';
import { joined, stretch } from '../../../../server/src/secrets/finding/passage';
import { isSet, nameStart, setting, withinLine } from '../../../../server/src/secrets/finding/settings';

test.each([
  ['set |client-secret', 0],
  ['set |a.b:c_d-9', 0],
  ['"|secret', 0],
  ['set/|secret', 0],
  ['set@|secret', 0],
  ['set[|secret', 0],
  ['set`|secret', 0],
  ['set{|secret', 0],
  ['se|cret', 2],
  [`a${'b'.repeat(63)}`, 0],
  [`a|${'b'.repeat(64)}`, 0],
])('A name starts behind what is no part of it: %s from %i', (marked, from) => {
  const text = marked.replace('|', '');
  expect(nameStart(text, from, text.length)).toBe(Math.max(0, marked.indexOf('|')));
});

test.each([
  ['set secret', 0, true],
  ['   set secret', 0, true],
  ['12:00 set secret', 0, true],
  ['> set secret', 0, true],
  ['a>set secret', 0, true],
  ['a|set secret', 0, true],
  ['a;set secret', 0, true],
  ['"set secret', 0, true],
  ["'set secret", 0, true],
  ['`set secret', 0, true],
  ['(set secret', 0, true],
  ['set\tsecret', 0, true],
  ['unset secret', 2, true],
  ['unset secret', 0, false],
  ['offset secret', 0, false],
  ['reset secret', 0, false],
  ['set:secret', 0, false],
  ['set "secret', 0, false],
  ['set secret', 1, false],
  [' set secret', 2, false],
  ['et secret', 0, false],
  ['sat secret', 0, false],
  ['secret', 0, false],
  ['set ssh-public-key', 0, false],
  ['set public-key', 0, false],
  ['set public-key2', 0, true],
])('A name is that of a setting: %s from %i: %s', (text, from, is) => {
  expect(isSet(text, from, text.length)).toBe(is);
});

/** A passage of lines that a terminal wrapped at each bar. */
function wrapped(lines: string): ReturnType<typeof joined> {
  const text = lines.replaceAll('|', '\n');
  let at = 0;
  const spans = lines.split('|').map(line => {
    const span = { start: at, end: at + line.length };
    at = span.end + 1;
    return span;
  });
  return joined(text, spans);
}

test.each([
  ['set secret Win|ter', 11, 16, 14],
  ['set secret Wint|er', 11, 17, 17],
  ['set secret W|int|er', 11, 17, 12],
  ['set secret |Winter', 11, 17, 17],
  ['set secret Win|ter', 11, 14, 14],
  ['set secret Win|ter x', 11, 13, 13],
  ['set sec|ret Winter', 11, 17, 17],
  ['set secret "Wi|n"', 12, 15, 15],
  ['set secret "Wi|n', 12, 15, 14],
])(
  'A value in a wrapped line ends there if little of it is in the line: %s',
  (lines, start, end, expected) => {
    expect(withinLine(wrapped(lines), { start, end })).toBe(expected);
  },
);

test('A value in a line that is not wrapped ends where it ends', () => {
  expect(withinLine(stretch('set secret Winter', 0, 17), { start: 11, end: 17 })).toBe(17);
});

test.each([
  'set secret «Winter»',
  'set secret "«Winter Sun»"',
  'set secret\t«Winter»',
  'set secret=Winter',
  'set secretWinter',
  'set secret ',
  'set secret ""',
  'set secret "«failed»"',
  'set secret failed',
  'set secret required',
  'set secret change to',
  'set secret change: 5',
  'set secret change  to',
  'set secret «change»" on',
  'set secret «change»',
  'set secret «change»  ',
  'set secret «change,» to',
  'set secret «change1» to',
  'set secret «Change» to',
  'set secret "«change»" to',
  'set secret ******',
  'set secret abc',
])('The value of a setting: %s', marked => {
  const text = marked.replaceAll(/[«»]/g, '');
  const taken: string[] = [];
  const sink = {
    identities: true,
    take: (kind: string, start: number, end: number) =>
      taken.push(`${kind} ${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`),
  };
  const end = setting(
    stretch(text, 0, text.length),
    { kind: 'password', value: undefined, form: 'set' },
    10,
    sink,
  );
  expect(taken).toEqual(marked === text ? [] : [`password ${marked}`]);
  expect(end).toBe(marked === text ? -1 : marked.indexOf('»') - 1);
});

test.each([
  ['set secret change to', 'set', 17, ['change']],
  ['set secret change to', 'set', 20, []],
  ['set secret "failed"', 'set', 19, ['failed']],
  ['set secret "failed"', 'setting-end', 19, []],
] as const)(
  'A setting is read to the end of its passage, as its form says: %s, %s to %i',
  (text, form, to, values) => {
    const taken: string[] = [];
    const sink = {
      identities: true,
      take: (_: string, start: number, end: number) => taken.push(text.slice(start, end)),
    };
    setting(stretch(text, 0, to), { kind: 'password', value: undefined, form }, 10, sink);
    expect(taken).toEqual(values);
  },
);
