import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { readRecords, reread } from '../../../server/src/syntax';
import { BEGINNING, wrappedFrom } from '../../../server/src/syntax/width';
import { SEED } from '../../support/reading';
import { every } from '../../support/rows';
import { plainRecord } from './plainRecord';

const wrapped = (text: string, width: number): string =>
  text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');

/** The findings in a text, except damage, since a wrap counts as damage. */
const found = (text: string): string[] =>
  analyze(text)
    .findings.filter(({ rule }) => !/^(?:json\/damaged|daemon\/)/.test(rule))
    .map(({ rule, facts }) => `${rule} ${JSON.stringify(facts)}`);

/** From the width of the longest request line: a wrapped one is not recognised. */
const widths = Array.from({ length: 70 }, (_, index) => index + 53);

test('A capture from a narrow terminal has the problems that it has in a wider one', () => {
  every(
    widths,
    width => `${width} columns`,
    width => {
      expect(found(wrapped(SEED, width))).toEqual(found(SEED));
      expect(analyze(wrapped(SEED, width)).coverage.unrecognised).toBe(0);
    },
  );
});

describe('A line may have been wrapped', () => {
  const lines = (...lengths: number[]): string => lengths.map(length => 'x'.repeat(length) + '\n').join('');

  test.each([
    ['of 80 columns, less what a copy trims, where nothing tells another width', lines(20, 30, 30), 76],
    ['of the width that many lines have and none exceeds', lines(20, 60, 60, 12, 60, 60), 56],
    ['of 80 columns, where lines only happen to be as long as each other', lines(60, 60, 60), 76],
    ['of 80 columns, where one line is longer', lines(60, 60, 60, 60, 61), 76],
    ['of 80 columns, where a line is too long for any narrow terminal', lines(60, 60, 60, 60, 200), 76],
    ['of 80 columns, where the lines are too short for any terminal', lines(30, 30, 30, 30, 30), 76],
    [
      'whatever comes behind the beginning',
      lines(60, 60, 60, 60) + lines(20).repeat(BEGINNING / 20) + lines(90),
      56,
    ],
  ])('%s', (_name, text, columns) => {
    expect(wrappedFrom(text)).toBe(columns);
  });
});

test('After an edit that changes the detected width of the terminal, all is read again', () => {
  const narrow = wrapped(SEED, 60);
  const wide = 'x'.repeat(90) + '\n' + narrow;
  expect(reread({ text: narrow, records: readRecords(narrow) }, wide).records.map(plainRecord)).toEqual(
    readRecords(wide).map(plainRecord),
  );
  expect(reread({ text: wide, records: readRecords(wide) }, narrow).records.map(plainRecord)).toEqual(
    readRecords(narrow).map(plainRecord),
  );
});

describe('A login from a narrow terminal has the problem that it has in a wider one', () => {
  const names = ['sslvpn-not-in-rule', 'sslvpn-drift', 'ike-xauth-local-password', 'fnbamd-radius-reject'];

  test('at every width', () => {
    every(
      names.flatMap(name => [60, 64, 70].map(width => ({ name, width }))),
      ({ name, width }) => `${name} at ${width} columns`,
      ({ name, width }) => {
        const text = readFileSync(`test/fixtures/captures/${name}.log`, 'utf8');
        expect(found(wrapped(text, width))).toEqual(found(text));
      },
    );
  });
});
