import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { violationOf } from './checks';

interface Row {
  readonly invariant: string;
  readonly text: string;
}

/** Texts that broke an invariant once, as small as they could be made. `npm run fuzz` adds what it finds. */
const CORPUS = JSON.parse(readFileSync('test/fuzz/corpus.json', 'utf8')) as readonly Row[];

describe('No invariant is broken any more by the text for which it was not true that', () => {
  test.each(
    CORPUS.map(({ invariant, text }) => [`${invariant}: ${JSON.stringify(text).slice(0, 60)}`, text]),
  )('%s', (_name, text) => {
    expect(violationOf(text)).toBeUndefined();
  });
});
