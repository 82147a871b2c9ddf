import { describe, expect, test } from 'vitest';
import { ValueSearch } from '../../../../server/src/secrets/redaction/search';

/** The places that a search finds in a text, each as its text, where it starts and its number. */
function placesOf(search: ValueSearch, text: string): string[] {
  const places: string[] = [];
  search.find(text, (start, end, id) => places.push(`${text.slice(start, end)} ${start} ${id}`));
  return places;
}

/** The places of secrets, numbered from 1, in a text. */
function secretsIn(text: string, secrets: readonly string[], parts = false): string[] {
  const search = new ValueSearch();
  secrets.forEach((secret, index) => {
    search.addSecret(secret, index + 1, parts);
  });
  return placesOf(search, text);
}

/** The places of names, numbered from 1, in a text. */
function namesIn(text: string, names: readonly string[]): string[] {
  const search = new ValueSearch();
  names.forEach((name, index) => {
    search.addName(name, index + 1);
  });
  return placesOf(search, text);
}

describe('A secret is found', () => {
  test.each([
    ['Winter-7', ['Winter-7 0 1']],
    ['xWinter-7', ['Winter-7 1 1']],
    ['xxWinter-7x', ['Winter-7 2 1']],
    ['xxxWinter-7xx', ['Winter-7 3 1']],
    ['xxxxWinter-7', ['Winter-7 4 1']],
    ['xxxxxWinter-7Winter-7', ['Winter-7 5 1', 'Winter-7 13 1']],
    ['winter-7 Winter_7 Winter-', []],
  ])('wherever it is in "%s"', (text, places) => {
    expect(secretsIn(text, ['Winter-7'])).toEqual(places);
  });

  test.each([
    [['Winter-Sun-1', 'Winter-Sun-12', 'Winter-Sun-123']],
    [['Winter-Sun-123', 'Winter-Sun-12', 'Winter-Sun-1']],
    [['Winter-Sun-12', 'Winter-Sun-1', 'Winter-Sun-123']],
  ])('to the end of the longest of %s', secrets => {
    const text = 'Winter-Sun-123 Winter-Sun-12 Winter-Sun-1';
    expect(secretsIn(text, secrets).map(place => place.split(' ')[0])).toEqual(text.split(' '));
  });

  test('under its first number, if it was added twice', () => {
    expect(secretsIn('the Winter-Sun-1', ['Winter-Sun-1', 'Winter-Sun-1'])).toEqual(['Winter-Sun-1 4 1']);
  });

  test('as a whole, and not again by its parts', () => {
    expect(secretsIn('a7f1c9a03b5e2d846z', ['7f1c9a03b5e2d846'], true)).toEqual(['7f1c9a03b5e2d846 1 1']);
  });

  test('by its parts, each as far as the one before does not reach', () => {
    expect(secretsIn('x7f1c9a03b5 5e2d846x 9a03b5e2d8', ['7f1c9a03b5e2d846'], true)).toEqual([
      '7f1c9a03 1 -1',
      'b 9 -1',
      '5 10 -1',
      '9a03b5e2 21 -1',
      'd 29 -1',
      '8 30 -1',
    ]);
  });

  test('if it begins in the part of another', () => {
    expect(secretsIn('7f1c9a03b5Winter-7', ['xx7f1c9a03', 'b5Winter-7'], true)).toEqual([
      '7f1c9a03 0 -1',
      'b5Winter-7 8 2',
    ]);
  });

  test('by its parts, too, if it was first known without them', () => {
    const search = new ValueSearch();
    search.addSecret('7f1c9a03b5e2d846', 1, false);
    expect(placesOf(search, 'x 7f1c9a03 x')).toEqual([]);
    search.addSecret('7f1c9a03b5e2d846', 2, true);
    expect(placesOf(search, 'x 7f1c9a03 x')).toEqual(['7f1c9a03 2 -1']);
  });

  test('among many others', () => {
    const secrets = Array.from({ length: 300 }, (_, index) => `${(index * 40_503 + 50_000).toString(36)}-Sun-${index}`);
    expect(secretsIn(secrets.join(' '), secrets).map(place => place.split(' ')[0])).toEqual(secrets);
  }); // oxfmt-ignore
});

describe('A name is found', () => {
  test.each([
    ['kelvin77', ['kelvin77 0 1']],
    ['a kelvin77,marvin88', ['kelvin77 2 1', 'marvin88 11 2']],
    ['kelvin77/kelvin77', ['kelvin77 0 1', 'kelvin77 9 1']],
    ['the user–kelvin77, use–kelvin77', ['kelvin77 9 1', 'kelvin77 23 1']],
    ['of “kelvin77” and • kelvin77,«kelvin77»', ['kelvin77 4 1', 'kelvin77 20 1', 'kelvin77 30 1']],
    ['xkelvin77 kelvin77x xxkelvin77', []],
    ['1kelvin77 kelvin771', []],
    ['main_müller müller_main', []],
    ['MAIN_KELVIN77 KELVIN77_MAIN', ['KELVIN77 5 3', 'KELVIN77 14 3']],
    ['müller, jmüller and müllers', ['müller 0 4']],
    ['özil and xözil', ['özil 0 5']],
  ])('as whole words in "%s"', (text, places) => {
    expect(namesIn(text, ['kelvin77', 'marvin88', 'KELVIN77', 'müller', 'özil'])).toEqual(places);
  });

  test('together with the words after it, if these belong to a longer name', () => {
    expect(namesIn('kelvin stone, kelvin stones', ['kelvin', 'kelvin stone'])).toEqual([
      'kelvin stone 0 2',
      'kelvin 14 1',
    ]);
  });

  test('among many others', () => {
    const names = Array.from({ length: 300 }, (_, index) => `${(index * 40_503 + 50_000).toString(36)}x${index}`);
    expect(namesIn(names.join(' '), names).map(place => place.split(' ')[0])).toEqual(names);
  }); // oxfmt-ignore
});
