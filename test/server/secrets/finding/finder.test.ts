import { describe, expect, test } from 'vitest';
import { RecordFinder } from '../../../../server/src/secrets/finding/finder';
import { guesses } from '../../../../server/src/secrets/finding/heuristics';
import { readRecords } from '../../../../server/src/syntax';

/** What a finder finds in texts that follow each other. */
function foundIn(texts: readonly string[], finderOf: (take: RecordFinder['take']) => RecordFinder): string[] {
  const values: string[] = [];
  const finder = finderOf(({ kind, value }) => void values.push(`${kind} ${value}`));
  for (const text of texts) finder.read(text, readRecords(text));
  return values;
}

/** A line of 80 code units, which a terminal may have wrapped in a value. */
const WRAPPED = `got ${'it '.repeat(20)}psk=Winter-\nSun-1\n`;

describe('A second reading', () => {
  const isGuessed = (text: string, ...again: ['nothing' | 'wrapped' | 'all'] | []): boolean => {
    const finder = new RecordFinder(true, () => undefined, ...again);
    finder.read(text, readRecords(text));
    return finder.isGuessed;
  };

  test.each([
    ['a line that may be wrapped', WRAPPED, true, true],
    ['quoted lines', '> FGT # show\n> set passwd Winter-\n> Sun-1\n', false, true],
    ['lines of their own', 'got it\npsk=Winter-Sun-1\n', false, false],
  ])('has another result: %s', (_, text, wrapped, all) => {
    expect([isGuessed(text, 'wrapped'), isGuessed(text, 'all'), isGuessed(text)]).toEqual([
      wrapped,
      all,
      all,
    ]);
    expect(isGuessed(text, 'nothing')).toBe(false);
  });

  test('finds a secret in two lines, besides what each of them has', () => {
    const values = foundIn([WRAPPED], take => new RecordFinder(true, take, 'wrapped'));
    expect(values.toSorted()).toEqual(['password Winter-', 'password Winter-Sun-1', 'run Sun-1']);
  });

  test('is not made for secrets alone', () => {
    const finder = new RecordFinder(false, () => undefined);
    finder.read(WRAPPED, readRecords(WRAPPED));
    expect(finder.isGuessed).toBe(false);
  });
});

test('What depends on the lines above is found in the next part of a text', () => {
  const both = (take: RecordFinder['take']): RecordFinder => new RecordFinder(true, take);
  expect(foundIn(['user,password,site\n', 'kelvin,Winter-Sun-1,1\n'], both)).toEqual([
    'user kelvin',
    'password Winter-Sun-1',
  ]);
  expect(foundIn(['-----BEGIN PRIVATE KEY-----\n', 'kq9X2LmT7vBz4Rw8Yp1N\n'], both)).toContain(
    'key kq9X2LmT7vBz4Rw8Yp1N',
  );
  expect(foundIn(['Shared Secret\n', 'Winter-Sun-1\n'], both)).toEqual(['password Winter-Sun-1']);
  expect(foundIn(['Shared Secret\n', 'it\n', 'Winter-Sun-1\n'], both)).toEqual([]);
});

test('A finder that is to read another text begins with its state', () => {
  const values: string[] = [];
  const finder = new RecordFinder(true, ({ value }) => void values.push(value));
  const state = finder.state;
  finder.read('Shared Secret\n', readRecords('Shared Secret\n'));
  finder.read('Winter-Sun-1\n', readRecords('Winter-Sun-1\n'), state);
  expect(values).toEqual([]);
  expect(finder.state).toEqual({ ...state, above: 'Winter-Sun-1\n' });
});

test('A finder is not between the rows of a dump', () => {
  const finder = new RecordFinder(true, () => undefined);
  const text = 'got it\n02 01 00 1b 1a 02 01 00 16 10 61 62 63 64 65 66  ........#+abcdef\ngot it\n';
  finder.begin(text);
  const between = readRecords(text).map(record => {
    finder.add(record);
    return finder.isBetween;
  });
  expect(between).toEqual([true, false, true]);
});

test('Words without a name before them are found by the heuristics that are given', () => {
  const text = '7f1c9a03b5e2d846\n';
  const without = guesses('hex-line');
  expect(foundIn([text], take => new RecordFinder(true, take))).toEqual(['run 7f1c9a03b5e2d846']);
  expect(foundIn([text], take => new RecordFinder(true, take, 'nothing', undefined, without))).toEqual([]);
});
