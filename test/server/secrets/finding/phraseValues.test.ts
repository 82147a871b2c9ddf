import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { redact } from '../../../../server/src/secrets';
import { ANYWHERE, HOLES, phrasesIn, type PhraseRow, readRecords } from '../../../../server/src/syntax';

interface TestedRow extends PhraseRow {
  readonly examples: { readonly match: readonly string[]; readonly not: readonly string[] };
}

const FOLDER = 'server/src/knowledge/data/phrases';
const rows = readdirSync(FOLDER).flatMap(
  name => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as TestedRow[],
);
const KINDS = new Set(['user', 'group', 'server', 'host', 'connection', 'secret']);

/** The placeholders of a row whose values in a line must not be shared. */
function valuesIn(id: string, line: string): string[] {
  const isPrivate = (row: PhraseRow, hole: string): boolean =>
    row.holds?.[hole] !== undefined || KINDS.has(HOLES[hole] ?? '');
  const read = readRecords(line)
    .flatMap(record => phrasesIn(line, record))
    .filter(({ row }) => row.id === id)
    .flatMap(({ row, values }) => values.filter(({ name }) => isPrivate(row, name)).map(({ text }) => text));
  const found = Array.from(line.matchAll(/\w+/g)).flatMap(({ 0: word, index }) =>
    ANYWHERE.find(line, index, index + word.length, line.length)
      .filter(({ row }) => row.id === id)
      .flatMap(({ row, holes }) =>
        holes
          .filter(({ name }) => isPrivate(row, name))
          .map(({ start, end }) => line.slice(index + start, index + end)),
      ),
  );
  return [...new Set([...read, ...found])];
}

/** An address, whose stand-in is also an address, and a Fortinet host, which is kept. */
const KEPT = /^[\d.:]+$|\.forti(?:net|guard)\.com$/;

const cases = rows.flatMap(({ id, examples }) =>
  examples.match.flatMap(line =>
    valuesIn(id, line)
      .filter(value => !KEPT.test(value))
      .map((value): [string, string, string] => [id, value, line]),
  ),
);

describe('A copy', () => {
  test.each(cases)('of what %s says omits %s: %s', (_id, value, line) => {
    expect(redact(line)).not.toContain(value);
  });

  const words = rows
    .filter(({ texts }) => texts.join().includes(':distinct}'))
    .flatMap(({ id, examples }) => examples.not.map((line): [string, string] => [id, line]));

  test.each(words)('of ordinary words that only begin like %s is the same: %s', (_id, line) => {
    expect(redact(line)).toBe(line);
  });
});
