import { describe, expect, test } from 'vitest';
import words from '../../../../server/src/knowledge/data/failures/words.json';

import {
  toneOf,
  WordingIndex,
  wordingsIn,
  wordingsOf,
} from '../../../../server/src/syntax/failures/wordings';
import { every, firstTwo, itself } from '../../../support/rows';

describe('Words', () => {
  const failing = words.fails.flatMap(({ examples }) => examples);

  test('say a failure', () => {
    every(
      failing.flatMap(({ match }) => match),
      itself,
      line => {
        expect(toneOf(line, 0)).toBe('fails');
      },
    );
  });

  test('do not say a failure', () => {
    every(
      failing.flatMap(({ not }) => not),
      itself,
      line => {
        expect(toneOf(line, 0)).not.toBe('fails');
      },
    );
  });

  test('say that there was no failure', () => {
    every([...words.negates.examples.match, ...words.clears.examples.match], itself, line => {
      expect(toneOf(line, 0)).not.toBe('fails');
    });
  });

  test('do not negate what is no failure', () => {
    every(
      [
        ...words.negates.examples.not,
        ...words.clears.examples.not.filter(line => !line.includes('not conf')),
      ],
      itself,
      line => {
        expect(toneOf(line, 0)).toBe('fails');
      },
    );
  });

  test.each(words.succeeds.examples.match)('can say a success: %s', line => {
    expect(toneOf(line, 0)).toBe('succeeds');
  });

  test('in single quotes are a name, match in either case, and after an arrow are a note', () => {
    expect(toneOf("group 'Failed Logins' matched", 0)).toBeUndefined();
    expect(toneOf('RESULT FAILED', 0)).toBe('fails');
    expect(toneOf('all is well   <<< not failed', 0)).toBeUndefined();
    expect(toneOf("couldn't find the group 'sales'", 0)).toBe('fails');
  });
});

describe('A wording', () => {
  const isIn = (wording: string, text: string): boolean =>
    [...wordingsIn(text, new WordingIndex([{ text: wording }], () => wordingsOf(wording, 'fails', false)))]
      .length > 0;

  const CASES = [
    ['log-in failed', 'log-in failed', true],
    ['log-in failed', 'login failed', false],
    ['self-signed|untrusted certificate', 'a self signed certificate', true],
    ['self-signed|untrusted certificate', 'an untrusted certificate', true],
    ['self-signed|untrusted certificate', 'a signed certificate', false],
    ['login failed 7200', 'Login failed: -7200', true],
    ['login failed 7200', 'Login failed: 72001', false],
    ['7200 credential', 'error -7200 Credential', true],
    ['7200 credential', '17200 credential', false],
    ['data 52e', 'error, data 52e, v2580', true],
    ['data 52e', 'error, data 52f', false],
    ['l2tp tunnel', 'the L2TP tunnel', true],
    ['l2tp tunnel', 'the lt tunnel', false],
  ] as const;

  test('with a hyphen or a digit is found as it is written', () => {
    every(CASES, firstTwo, ([wording, text, expected]) => {
      expect(isIn(wording, text)).toBe(expected);
    });
  });
});
