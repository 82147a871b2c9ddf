import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { every, first } from '../support/rows';
import { violationOf } from './checks';

interface Row {
  readonly invariant: string;
  readonly text: string;
  /** The text still breaks the invariant. Remove this with the fix. */
  readonly open?: boolean;
}

/** Minimised texts that once broke an invariant. `npm run fuzz` adds its finds. */
const CORPUS = JSON.parse(readFileSync('test/fuzz/corpus.json', 'utf8')) as readonly Row[];

const named = (rows: readonly Row[]): [string, string][] =>
  rows.map(({ invariant, text }) => [`${invariant}: ${JSON.stringify(text).slice(0, 60)}`, text]);

describe('A text that once broke an invariant', () => {
  test('no longer does', () => {
    every(named(CORPUS.filter(({ open }) => open !== true)), first, ([, text]) => {
      expect(violationOf(text)).toBeUndefined();
    });
  });

  test.fails.each(named(CORPUS.filter(({ open }) => open === true)))(
    'still does if it is open: %s',
    (_name, text) => {
      expect(violationOf(text)).toBeUndefined();
    },
  );
});
