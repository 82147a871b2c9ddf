import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { completableNames, proposalsAt } from '../../../server/src/filter/complete';
import { parseQuery } from '../../../server/src/filter/query';
import { inEnglish } from '../../../server/src/knowledge';
import { SEED } from '../../support/reading';

const TWO_USERS = readFileSync('test/fixtures/captures/fnbamd-two-users.log', 'utf8');

/** The text with each proposal applied, and the details of the proposal. */
function proposed(filter: string, text = TWO_USERS): string[] {
  return proposalsAt(filter, filter.length, completableNames(analyze(text)), inEnglish).map(
    ({ start, end, text: written, detail }) =>
      `${filter.slice(0, start)}${written}${filter.slice(end)} | ${detail}`,
  );
}

describe('At the end of a filter are proposed', () => {
  test('keywords for what the capture has, if none is begun', () => {
    expect(proposed('http ').map(line => line.split(' | ')[0])).toEqual([
      'http user:', 'http server:', 'http daemon:', 'http rule:', 'http context:3',
      'http >=error', 'http >=warning', 'http >=information', 'http failed', 'http unfinished', 'http succeeded',
      'http 2025-03-01T08:20:00..2025-03-01T08:20:01',
    ]); // oxfmt-ignore
  });

  test('participants in whose names the text occurs', () => {
    expect(proposed('R07')).toEqual(['user:user07 | 1 incident']);
  });

  test('words that begin with what is written, also of what is excluded', () => {
    expect(proposed('un')).toEqual([
      'unfinished | Incidents without a visible end',
      'unrecognised | Lines that were not recognised',
    ]);
    expect(proposed('http -suc')).toEqual(['http -succeeded | Incidents that succeeded']);
    expect(proposed('>')).toEqual([
      '>=error | Errors and their incidents',
      '>=warning | Warnings and errors, and their incidents',
      '>=information | Problems from information on, and their incidents',
    ]);
  });

  test('names that the capture has, with their number', () => {
    expect(proposed('user:')).toEqual(['user:user06 | 1 incident', 'user:user07 | 1 incident']);
    expect(proposed('-user:7')).toEqual(['-user:user07 | 1 incident']);
    expect(proposed('user:user06,')).toEqual([
      'user:user06,user06 | 1 incident',
      'user:user06,user07 | 1 incident',
    ]);
    expect(proposed('daemon:')).toEqual(['daemon:fnbamd | 17 lines']);
    expect(proposed('token:', SEED)).toEqual(['token:FTKMOB947FDC1754 | 1 incident']);
  });

  test('rules of its problems, and their areas', () => {
    expect(proposed('rule:login').map(line => line.split(' | ')[0])).toEqual([
      'rule:login/*',
      'rule:login/group-mismatch',
    ]);
  });

  test('nothing for a text, a number and an unknown keyword', () => {
    for (const filter of ['line:"a', '"a', 'context:', 'usr:a', 'user:zzz'])
      expect(proposed(filter)).toEqual([]);
  });
});

test('Whatever is proposed is valid, except for a keyword that still needs its value', () => {
  const names = completableNames(analyze(TWO_USERS + SEED));
  const begun = fc.constantFrom(
    '',
    '-',
    'u',
    'user:',
    'rule:',
    'daemon:',
    'unit:',
    'token:',
    'server:',
    '>',
    '2',
    'http ',
  );
  fc.assert(
    fc.property(begun, fc.nat(), (filter, choice) => {
      const all = proposalsAt(filter, filter.length, names, inEnglish);
      expect(all.length).toBeGreaterThan(0);
      const { start, end, text = '' } = all[choice % all.length] ?? {};
      const written = filter.slice(0, start) + text + filter.slice(end);
      const faults = parseQuery(written).problems.map(({ message }) => message);
      const waits = /[:"]$/.test(written) || text === 'context:3';
      expect(waits ? [] : faults).toEqual([]);
    }),
  );
});

test('A name that holds a secret is not proposed', () => {
  const names = completableNames(analyze(SEED));
  expect(JSON.stringify([...names.parties.token.keys()])).not.toContain('A84E2CAAD3BCEA97');
});
