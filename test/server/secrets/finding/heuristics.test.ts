import { describe, expect, test } from 'vitest';
import { guesses, HEURISTICS } from '../../../../server/src/secrets/finding/heuristics';
import { RecordFinder } from '../../../../server/src/secrets/finding/finder';
import { readRecords } from '../../../../server/src/syntax';

/** The matches in `text` with all heuristics but one. */
function found(text: string, without?: string): string[] {
  const values: string[] = [];
  const take = ({ kind, value }: { kind: string; value: string }): void =>
    void values.push(`${kind} ${value}`);
  new RecordFinder(true, take, 'nothing', undefined, guesses(without)).read(text, readRecords(text));
  return values;
}

describe.each(HEURISTICS)('$name', ({ name, example: [text, kind, value] }) => {
  test('finds its example', () => {
    expect(found(text)).toContain(`${kind} ${value}`);
  });

  test('alone finds it', () => {
    expect(found(text, name)).not.toContain(`${kind} ${value}`);
  });
});

test('Names and reasons are unique', () => {
  expect(new Set(HEURISTICS.map(({ name }) => name)).size).toBe(HEURISTICS.length);
  expect(new Set(HEURISTICS.map(({ why }) => why)).size).toBe(HEURISTICS.length);
});
