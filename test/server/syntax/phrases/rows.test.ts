import { readdirSync, readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import schema from '../../../../server/src/knowledge/phrases.schema.json';
import { phrasesIn, readRecords } from '../../../../server/src/syntax';
import { ANYWHERE, PHRASES, type PhraseRow } from '../../../../server/src/syntax/phrases';

interface TestedRow extends PhraseRow {
  readonly examples: { readonly match: readonly string[]; readonly not: readonly string[] };
}

const FOLDER = 'server/src/knowledge/data/phrases';
const files = readdirSync(FOLDER);
const readRows = (name: string): TestedRow[] =>
  JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as TestedRow[];
const rows = files.flatMap(readRows);

/** The ids of the sentences that the lines of a text match, as a whole or anywhere. */
function sentencesIn(text: string): string[] {
  return [
    ...readRecords(text).flatMap(record => phrasesIn(text, record).map(({ row }) => row.id)),
    ...Array.from(text.matchAll(/\w+/g)).flatMap(({ 0: word, index }) =>
      ANYWHERE.find(text, index, index + word.length, text.length).map(({ row }) => row.id),
    ),
  ];
}

describe('The sentences', () => {
  const validate = new Ajv({ allErrors: true }).compile(schema);

  test.each(files)('of %s fit their schema', name => {
    validate(readRows(name));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('are all read, and can all match', () => {
    const read = new Set([...PHRASES.rows, ...ANYWHERE.rows].map(({ id }) => id));
    expect([...read].sort()).toEqual(rows.map(({ id }) => id).sort());
    expect([...PHRASES.problems, ...ANYWHERE.problems]).toEqual([]);
  });

  test('have unique ids', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

describe('A sentence', () => {
  const cases = (which: 'match' | 'not'): [string, string][] =>
    rows.flatMap(({ id, examples }) => examples[which].map((line): [string, string] => [id, line]));

  test.each(cases('match'))('%s is said by: %s', (id, line) => {
    expect(sentencesIn(line)).toContain(id);
  });

  test.each(cases('match'))('%s is said the same when a terminal wrapped: %s', (id, line) => {
    const [expected] = readRecords(line).flatMap(record => values(line, phrasesIn(line, record), id));
    const [record] = readRecords(line);
    expect(record).toBeDefined();
    if (record?.kind !== 'debug' || !expected) return;
    const at = record.messageStart + Math.floor((record.messageEnd - record.messageStart) / 2);
    // Only the message is wrapped: the reader of wrapped heads has its own tests.
    const wrapped = `${line.slice(0, at)}\n${line.slice(at)}`;
    const cut = { ...record, end: wrapped.length, messageEnd: wrapped.length };
    expect(values(wrapped, phrasesIn(wrapped, cut), id)).toEqual([expected]);
  });

  // A sentence with a name that must not be an ordinary word is tested where names are found.
  const guessed = new Set(rows.flatMap(({ id, texts }) => (texts.join().includes(':distinct}') ? [id] : [])));
  const not = cases('not').filter(([id]) => !guessed.has(id));

  test.each(not)('%s is not said by: %s', (id, line) => {
    expect(sentencesIn(line)).not.toContain(id);
  });
});

/** The placeholders of a sentence, read at their offsets in the text. */
function values(text: string, phrases: ReturnType<typeof phrasesIn>, id: string): string[][] {
  return phrases
    .filter(({ row }) => row.id === id)
    .map(phrase =>
      phrase.values.map(({ name, start, end }) => `${name} ${text.slice(start, end).replace(/\n/g, '')}`),
    );
}
