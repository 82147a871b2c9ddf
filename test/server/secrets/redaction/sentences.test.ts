import { describe, expect, test } from 'vitest';
import { redact } from '../../../../server/src/secrets';
import { mayBeWords, Sentences } from '../../../../server/src/secrets/redaction/sentences';
import { readRecords } from '../../../../server/src/syntax';

/** The parts of a name in a line that are kept and replaced; undefined if all of it is replaced. */
function wordsOf(line: string, name: string): { kept: string[]; rest: string[] } | undefined {
  const start = line.indexOf(name);
  const span = { start, end: start + name.length };
  const sentences = new Sentences(line, readRecords(line));
  const words = sentences.changesMeaning([span]) ? sentences.wordsOf([span]) : undefined;
  const textsOf = (spans: readonly { start: number; end: number }[]): string[] =>
    spans.map(span => line.slice(span.start, span.end));
  return words && { kept: textsOf(words.kept), rest: textsOf(words.rest) };
}

describe('What was taken for a name', () => {
  test('is kept if it is part of a sentence', () => {
    const line = 'ike V=root:0:1111: PSK auth failed: probable pre-shared key mismatch';
    expect(wordsOf(line, 'pre-shared')).toEqual({ kept: ['pre', 'shared'], rest: [] });
  });

  test('is masked if it only looks like a failure that its line does not report', () => {
    const line = "[1906] handle_req-DC=north'not registered";
    expect(wordsOf(line, "north'not registered")).toBeUndefined();
    expect(redact(line)).toBe('[1906] handle_req-DC=xname000000000000001');
  });

  test('is masked if its line says the same without it', () => {
    expect(wordsOf('[1906] handle_req-Rcvd auth req 1 for kelvin in staff opt=', 'kelvin')).toBeUndefined();
  });
});

test.each([
  ['pre-shared', true],
  ["north'not registered", true],
  ['kelvin', false],
  ['vpn-kelvin', false],
  ['77', false],
  ['not kelvin', true],
  ['not\\kelvin', true],
  ['failed-kelvin', true],
  ['not-kelvin', false],
  ['no kelvin a', true],
  ['a b', false],
])('%s may be words: %s', (name, may) => {
  expect(mayBeWords(name)).toBe(may);
});
