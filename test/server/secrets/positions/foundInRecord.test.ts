import { expect, test } from 'vitest';
import { FoundInRecord } from '../../../../server/src/secrets/positions/foundInRecord';
import { whole } from '../../../../server/src/secrets/positions/passage';
import type { Found, FoundKind } from '../../../../server/src/secrets/types';
import { every, first } from '../../../support/rows';

const TEXT = 'dc=example kelvin Winter-Sun-1 and Sommer-Sun-2';

const of = (kind: FoundKind, value: string): Found => {
  const start = TEXT.indexOf(value);
  return { kind, value, place: whole({ start, end: start + value.length }) };
};

/** What is passed on of some values, in this order, and of those behind them in the next record. */
function passedOn(...records: readonly Found[][]): string[][] {
  const all: string[][] = [];
  let now: string[] = [];
  const found = new FoundInRecord(({ kind, value, place: { start, end, parts } }) => {
    expect(TEXT.slice(start, end)).toBe(value);
    if (parts.length === 1) expect(parts).toEqual([{ start, end }]);
    now.push(`${kind} ${value}`);
  });
  for (const values of records) {
    now = [];
    for (const value of values) found.add(value);
    found.flush();
    all.push(now);
  }
  return all;
}

const PASSWORD = of('password', 'Winter-Sun-1');
const SECOND = of('password', 'Sommer-Sun-2');

// oxfmt-ignore
const CASES: readonly [string, Found[], string[]][] = [
  ['secrets in order', [SECOND, PASSWORD], ['password Winter-Sun-1', 'password Sommer-Sun-2']],
  ['a secret that overlaps none', [PASSWORD, of('session', ' and')], ['password Winter-Sun-1', 'session  and']],
  ['not one in another', [PASSWORD, of('session', 'Sun-1')], ['password Winter-Sun-1']],
  ['not one that overlaps the one before', [PASSWORD, of('session', 'Sun-1 and')], ['password Winter-Sun-1']],
  ['a name before a secret, before it', [PASSWORD, of('name', 'example kelvin Winter')], ['name example kelvin', 'password Winter-Sun-1']],
  ['a name elsewhere', [PASSWORD, of('user', 'kelvin')], ['user kelvin', 'password Winter-Sun-1']],
  ['a name, before the secrets', [of('user', 'kelvin Winter'), PASSWORD], ['user kelvin Winter', 'password Winter-Sun-1']],
  ['no name that is a secret', [PASSWORD, of('user', 'Winter-Sun-1')], ['password Winter-Sun-1']],
  ['no name in a secret', [PASSWORD, of('user', 'Sun-1 and')], ['password Winter-Sun-1']],
  ['no name behind a secret with which the text begins', [of('session', 'dc=example'), of('user', 'example kelvin')], ['session dc=example']],
  ['no blanks before a secret', [PASSWORD, of('user', ' Winter')], ['password Winter-Sun-1']],
  ['a run all the same', [PASSWORD, of('run', 'kelvin Winter')], ['run kelvin Winter', 'password Winter-Sun-1']],
  ['a column all the same', [PASSWORD, of('column', 'kelvin Winter')], ['column kelvin Winter', 'password Winter-Sun-1']],
  ['bytes of a dump all the same', [PASSWORD, { ...of('bytes', 'kelvin Winter'), inDump: true }], ['bytes kelvin Winter', 'password Winter-Sun-1']],
];

test('What is found in a record is passed on, but no name in a secret', () => {
  every(CASES, first, ([, found, expected]) => {
    expect(passedOn(found, [of('user', 'kelvin Winter')])).toEqual([expected, ['user kelvin Winter']]);
  });
});

test('A name in several lines is not passed on if a secret is in it', () => {
  const { place, ...name } = of('user', 'kelvin Winter');
  const parts = [
    { start: place.start, end: place.start + 7 },
    { start: place.start + 7, end: place.end },
  ];
  const wrapped = { ...name, place: { ...place, parts } };
  expect(passedOn([PASSWORD, wrapped])).toEqual([['password Winter-Sun-1']]);
  expect(passedOn([wrapped])).toEqual([['user kelvin Winter']]);
});

test('A secret without a place is passed on as it is', () => {
  const nowhere = { kind: 'password', value: '', place: { start: 40, end: 40, parts: [] } } as const;
  expect(passedOn([PASSWORD, nowhere])).toEqual([['password ', 'password Winter-Sun-1']]);
});
