import { readdirSync, readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { sameWords, wrongDomainExamples } from '../../../server/src/domainExamples';
import { evidenceExamplesOf, isKnownReason, wrongEvidence } from '../../../server/src/evidenceExamples';
import { ENTRIES, RULES } from '../../../server/src/knowledge';
import { DAEMONS, LOGINS } from '../../../server/src/knowledge/domains/daemons';
import schema from '../../../server/src/knowledge/domain.schema.json';
import { DOMAINS } from '../../../server/src/knowledge/domains';
import type { WrittenSentence } from '../../../server/src/knowledge/domains/writtenDomain';
import { phrasesIn, readRecords } from '../../../server/src/syntax';
import { ANYWHERE, PHRASES } from '../../../server/src/syntax/phrases';
import { fieldsOf } from '../syntax/plainRecord';
import { every, itself } from '../../support/rows';

const FOLDER = 'server/src/knowledge/data/domains';
const rows = DOMAINS.flatMap(({ sentences = [] }) => sentences);
const causes = DOMAINS.flatMap(({ causes: all = [] }) => all);
const twice = (ids: readonly string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index);

describe('The files of daemons and areas', () => {
  const validate = new Ajv({ allErrors: true, strictTypes: false, strictRequired: false }).compile(schema);

  test('fit their schema', () => {
    every(readdirSync(FOLDER), itself, name => {
      validate(JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')));
      expect(validate.errors ?? []).toEqual([]);
    });
  });

  test('have every id, and every key of a kind, once', () => {
    expect(twice(rows.map(({ id }) => id))).toEqual([]);
    expect(twice(causes.map(({ id }) => id))).toEqual([]);
    expect(twice([...ENTRIES.map(({ id }) => id), ...RULES.map(({ id }) => id)])).toEqual([]);
    const keys = ENTRIES.flatMap(({ kind, keys: all }) => all.map(key => `${kind} ${key.toLowerCase()}`));
    expect(twice(keys)).toEqual([]);
  });

  test('name only daemons that one of them has', () => {
    const known = new Set([...DAEMONS.map(({ name }) => name), LOGINS, '']);
    expect(rows.filter(({ daemons }) => daemons.some(name => !known.has(name))).map(({ id }) => id)).toEqual(
      [],
    );
    expect(twice(DAEMONS.map(({ name }) => name))).toEqual([]);
  });

  test('name only causes that one of them has', () => {
    const known = new Set(causes.map(({ id }) => id));
    const named = [
      ...causes.map(({ guidance }) => guidance),
      ...rows.map(({ says }) => says?.cause),
      ...DOMAINS.flatMap(({ terms = [] }) => terms.map(({ cause }) => cause)),
    ];
    expect(named.filter(id => id !== undefined && !known.has(id))).toEqual([]);
  });

  test('say of each routine sentence why it is routine', () => {
    const isRoutine = ({ outcome }: WrittenSentence): boolean =>
      outcome === 'routine' || outcome === 'follows';
    expect(rows.filter(row => isRoutine(row) !== (row.why !== undefined)).map(({ id }) => id)).toEqual([]);
  });

  test('have no words twice with one rank, for one daemon and different causes', () => {
    expect(sameWords(rows)).toEqual([]);
  });

  test('have texts that can all match', () => {
    expect([...PHRASES.problems, ...ANYWHERE.problems]).toEqual([]);
  });
});

test('Every example of a sentence and of a cause holds', () => {
  expect(wrongDomainExamples({ sentences: rows, causes })).toEqual([]);
});

test('Every example of the evidence for a possible cause holds', () => {
  const terms = DOMAINS.flatMap(({ terms: all = [] }) => all);
  const examples = evidenceExamplesOf([...causes, ...terms]);
  expect(examples.filter(one => !isKnownReason(one))).toEqual([]);
  const wrong = wrongEvidence(examples);
  expect(wrong.map(({ id, reason, verdict, lines }) => [id, reason.id, verdict, ...lines])).toEqual([]);
});

test('Every sentence says the same when a terminal wrapped it', () => {
  const lines = rows.flatMap(({ id, examples }) => (examples?.match ?? []).map(line => ({ id, line })));
  for (const { id, line } of lines) {
    const [record] = readRecords(line);
    const [expected] = readRecords(line).flatMap(one => values(line, phrasesIn(line, one), id));
    if (record?.kind !== 'debug' || !expected) continue;
    const at = record.messageStart + Math.floor((record.messageEnd - record.messageStart) / 2);
    // Only the message is wrapped: the reader of wrapped heads has its own tests.
    const wrapped = `${line.slice(0, at)}\n${line.slice(at)}`;
    const cut = { ...record, ...fieldsOf(record), end: wrapped.length, messageEnd: wrapped.length };
    expect(values(wrapped, phrasesIn(wrapped, cut), id), `${id}: ${line}`).toContainEqual(expected);
  }
});

/** The placeholders of a sentence, read at their offsets in the text. */
function values(text: string, phrases: ReturnType<typeof phrasesIn>, id: string): string[][] {
  return phrases
    .filter(({ row }) => row.id === id)
    .map(phrase =>
      phrase.values.map(({ name, start, end }) => `${name} ${text.slice(start, end).replace(/\n/g, '')}`),
    );
}
