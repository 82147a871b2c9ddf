import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statusOf, statusText } from '../../../server/src/features/status';
import { inEnglish } from '../../../server/src/knowledge';
import { anyText } from '../../support/arbitraries';
import { open, SEED } from '../../support/reading';

describe('The status of the first capture', () => {
  const { analysis } = open(SEED);

  test('counts the parts of the capture', () => {
    expect(statusOf(analysis, {}, inEnglish)).toEqual({
      captures: 1,
      exchanges: 1,
      logins: 0,
      problems: { error: 1, warning: 2, information: 1, hint: 0 },
      coverage: { lines: 30, unrecognised: 0, understood: 8, notUnderstood: 0, unreadParts: [] },
      isNothingRead: false,
      quiet: '',
    });
  });

  test('counts problems by the severities of the user', () => {
    const severities = { 'ftm/token-not-of-product': 'hint', 'json/damaged': 'off' } as const;
    expect(statusOf(analysis, severities, inEnglish).problems).toEqual({
      error: 0,
      warning: 2,
      information: 0,
      hint: 1,
    });
  });

  test('is what was found and what was read, without repetition', () => {
    expect(statusText(statusOf(analysis, {}, inEnglish), inEnglish)).toEqual({
      text: 'errors: 1, warnings: 2, notes: 1',
      detail: 'all 30 lines read · exchanges: 1',
    });
  });

  test('counts captures if there are several', () => {
    const status = { ...statusOf(analysis, {}, inEnglish), captures: 2, logins: 3 };
    expect(statusText(status, inEnglish).detail).toBe(
      'all 30 lines read · captures: 2 · exchanges: 1 · logins: 3',
    );
  });
});

test('What was not recognised is reported even if there is no problem', () => {
  const { text, detail } = statusText(statusOf(open('one\ntwo\n\n').analysis, {}, inEnglish), inEnglish);
  expect(text).toBe('Nothing recognised in 3 lines: this is not a result');
  expect(detail).toBe('2 of 3 lines not recognised, 2 not understood');
});

test('An empty text has no capture', () => {
  expect(statusOf(open('').analysis, {}, inEnglish).captures).toBe(0);
});

test('For any text the counts are those of the analysis, and the line is short', () => {
  fc.assert(
    fc.property(anyText, text => {
      const { analysis } = open(text);
      const status = statusOf(analysis, {}, inEnglish);
      const { error, warning, information, hint } = status.problems;
      expect(error + warning + information + hint).toBe(analysis.findings.length);
      expect(status.coverage.unrecognised).toBeLessThanOrEqual(status.coverage.lines);
      expect(statusText(status, inEnglish).text.length).toBeLessThan(60);
    }),
  );
});
