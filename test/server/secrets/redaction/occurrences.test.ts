import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import {
  occurrencesOf,
  valueAt,
  valueFinder,
  withoutOverlaps,
} from '../../../../server/src/secrets/redaction/occurrences';
import { type Span, textOf } from '../../../../server/src/syntax';

/** The places of the secrets of a text without repetitions: what is there, the number of its value, `+` for its next line. */
function stretchesOf(text: string): string[] {
  const { secrets } = analyze(text);
  const { stretches } = occurrencesOf(text, secrets);
  const rows = stretches.map(
    one => `${one.start} ${textOf(text, one)} ${one.value}${one.continues ? '+' : ''}`,
  );
  const order = stretches.map(({ start, end }) => [start, -end]);
  expect(order).toEqual(order.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
  return [...new Set(rows)];
}

const KEY = '7f1c9a03b5e2d84691b7e3f05d2ac864';
const OTHER = '2e8d17f5a0c94b62d05fa72e916d38b4';

test.each([
  [
    'a password and its repetitions',
    'set passwd Winter-Sun-1\nthe Winter-Sun-1, xWinter-Sun-1x',
    ['11 Winter-Sun-1 0', '28 Winter-Sun-1 0', '43 Winter-Sun-1 0'],
  ],
  ['a password that is an ordinary word', 'set passwd authentication\nthe authentication', ['11 authentication 0']],
  [
    'two passwords',
    'set passwd Winter-Sun-1\nset psksecret Sommer-Sun-2\nSommer-Sun-2',
    ['11 Winter-Sun-1 0', '38 Sommer-Sun-2 1', '51 Sommer-Sun-2 1'],
  ],
  [
    'a code in another place, of another class',
    'pin=482913 {"code":482913}',
    ['4 482913 0', '19 482913 0'],
  ],
  ['parts of a key', `key=${KEY}\nthe 7f1c9a03b5e2 and x91b7e3f05d2ay`, [`4 ${KEY} 0`, '41 7f1c9a03b5e2 0', '59 91b7e3f05d2a 0']],
  ['the end of a key', `key=${KEY}\nthe 5d2ac864`, [`4 ${KEY} 0`, '41 5d2ac864 0']],
  ['less than eight characters of a key', `key=${KEY}\nthe d2ac864`, [`4 ${KEY} 0`]],
  [
    'parts of two keys, side by side',
    `key=${KEY}\nkey=${OTHER}\nthe 7f1c9a032e8d17f5`,
    [`4 ${KEY} 0`, `41 ${OTHER} 1`, '78 7f1c9a03 0', '86 2e8d17f5 1'],
  ],
  [
    'a key and a part of it, side by side',
    `key=${KEY}\nthe ${KEY}${KEY.slice(0, 10)}`,
    [`4 ${KEY} 0`, `41 ${KEY}7f1c9a03b5 0`],
  ],
  [
    'a part of a key that a password repeats',
    `key=${KEY}\nset passwd 7f1c9a03b5\nthe 7f1c9a03`,
    [`4 ${KEY} 0`, '48 7f1c9a03b5 1', '63 7f1c9a03 0'],
  ],
  [
    'a password with which another one begins',
    'set passwd "kelubazop1, Winter"\npassword=kelubazop1, Winter',
    ['12 kelubazop1, Winter 0', '41 kelubazop1, Winter 0', '41 kelubazop1 1'],
  ],
  [
    'a key in two lines',
    '{"seed":"K7DQ2XVB9LM4\nTZYP1RSWQW","digits":6}',
    ['9 K7DQ2XVB9LM4 0', '22 TZYP1RSWQW 0+', '22 TZYP1RSWQW 0'],
  ],
])('The places of %s', (_, text, stretches) => {
  expect(stretchesOf(text)).toEqual(stretches);
}); // oxfmt-ignore

test('The secrets with one value have one number', () => {
  const text = 'pin=482913 pass=482913\nset passwd Winter-Sun-1\n{"code":482913}';
  const { secrets } = analyze(text);
  const { numbers, owners } = occurrencesOf(text, secrets);
  expect([...numbers].map(([secret, number]) => [secret.class, number])).toEqual([
    ['password', 0],
    ['password', 1],
    ['one-time-code', 0],
  ]);
  const classes = (number: number): string[] | undefined => owners.get(number)?.map(one => one.class);
  expect([0, 1, 2].map(classes)).toEqual([['password', 'one-time-code'], ['password'], undefined]);
});

test.each([
  ['Winter-Sun-1', [[0, 12]], 'Winter-Sun-1'],
  ['Winter-Sun-1', [[0, 6], [7, 10]], 'WinterSun'], // oxfmt-ignore
  ['Winter \r\n  Sun', [[0, 14]], 'Winter Sun'],
  ['Winter\nSun\nMoon', [[0, 15]], 'Winter Sun Moon'],
  ['Winter  Sun', [[0, 11]], 'Winter  Sun'],
])('The value in %j at %j is %s', (text, offsets, value) => {
  const parts = offsets.map(([start = 0, end = 0]) => ({ start, end }));
  const end = parts.at(-1)?.end ?? 0;
  expect(valueAt(text, { start: 0, end, parts })).toBe(value);
});

describe('Values are found in another text', () => {
  test.each([
    ['Winter-Sun', 'the Winter-Sun, xWinter-Sunx', ['Winter-Sun', 'Winter-Sun']],
    ['Winter-Sun', 'the Winter-Su', []],
    ['Winter-Sun7', 'the Winter-Su', []],
    ['Winter-Sun77', 'the inter-Su', ['inter-Su']],
    ['Winter-Sun77', 'the Winter-Sun77x', ['Winter-Sun77']],
    ['Winter-Sun77', 'the nter-Su', []],
  ])('%s in "%s"', (value, text, found) => {
    expect(valueFinder([value])(text).map(span => textOf(text, span))).toEqual(found);
  });

  test('each of several', () => {
    const text = 'the Sommer-Sun-2 and Winter-Sun-1';
    expect(valueFinder(['Winter-Sun-1', 'Sommer-Sun-2'])(text)).toEqual([
      { start: 4, end: 16 },
      { start: 21, end: 33 },
    ]);
  });
});

test.each([
  [[], []],
  [[[1, 3], [5, 7]], [[1, 3], [5, 7]]],
  [[[1, 3], [3, 7]], [[1, 3], [3, 7]]],
  [[[1, 4], [3, 7]], [[1, 7]]],
  [[[1, 9], [3, 7]], [[1, 9]]],
  [[[1, 9], [3, 9]], [[1, 9]]],
  [[[1, 4], [3, 7], [6, 8], [9, 10]], [[1, 8], [9, 10]]],
])('Spans %j without overlaps are %j', (offsets, merged) => {
  const spans = offsets.map(([start = 0, end = 0]): Span => ({ start, end }));
  expect(withoutOverlaps(spans).map(({ start, end }) => [start, end])).toEqual(merged);
}); // oxfmt-ignore

test('Merging spans leaves those that were given as they are', () => {
  const spans = [
    { start: 1, end: 4 },
    { start: 3, end: 7 },
  ];
  withoutOverlaps(spans);
  expect(spans.map(({ end }) => end)).toEqual([4, 7]);
});
