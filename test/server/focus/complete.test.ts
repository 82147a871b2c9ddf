import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { completableNames, proposalsAt } from '../../../server/src/focus/complete';
import { parseQuery } from '../../../server/src/focus/query';
import { inEnglish } from '../../../server/src/knowledge';
import { SEED } from '../../support/reading';

const TWO_USERS = readFileSync('test/fixtures/captures/fnbamd-two-users.log', 'utf8');

/** The text with each proposal applied, and the details of the proposal. */
function proposed(focus: string, text = TWO_USERS): string[] {
  return proposalsAt(focus, focus.length, completableNames(analyze(text)), inEnglish).map(
    ({ start, end, text: written, detail }) =>
      `${focus.slice(0, start)}${written}${focus.slice(end)} | ${detail}`,
  );
}

describe('At the end of a focus are proposed', () => {
  test('all keywords, if none is begun', () => {
    const words = proposed('http ').map(line => line.split(' | ')[0]);
    expect(words.slice(0, 3)).toEqual(['http user:', 'http unit:', 'http token:']);
    expect(words).toContain('http 2025-03-01T08:20:00..2025-03-01T08:20:01');
    expect(words).toContain('http context:3');
  });

  test('words that begin with what is written, also of what is excluded', () => {
    expect(proposed('un')).toEqual([
      "unit: | Lines of a unit's requests, and lines with its serial number",
      'unfinished | Incidents without a visible end',
      'unrecognised | Lines that were not recognised',
    ]);
    expect(proposed('http -suc')).toEqual(['http -succeeded | Incidents that succeeded']);
    expect(proposed('>w')).toEqual(['>warning | Problems more severe than a warning, and their incidents']);
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
    for (const focus of ['line:"a', 'context:', 'usr:a', 'user:zzz']) expect(proposed(focus)).toEqual([]);
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
    fc.property(begun, fc.nat(), (focus, choice) => {
      const all = proposalsAt(focus, focus.length, names, inEnglish);
      expect(all.length).toBeGreaterThan(0);
      const { start, end, text = '' } = all[choice % all.length] ?? {};
      const written = focus.slice(0, start) + text + focus.slice(end);
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
