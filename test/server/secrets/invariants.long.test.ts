// What every copy of every text fulfils. Proof: a copy that is read again changes nothing.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import languages from '../../../server/src/knowledge/data/vocabulary/names.json';
import { secretKeys } from '../../../server/src/knowledge/secretWords';
import { chunkFrom, splitName } from '../../../server/src/secrets/chunks';
import { redact, Redaction, withEdits } from '../../../server/src/secrets';
import { isMasked, isStandIn } from '../../../server/src/secrets/masked';
import { secretNameOf } from '../../../server/src/secrets/secretNames';
import { valuesIn } from '../../../server/src/secrets/positions/sentenceValues';
import { familiarity } from '../../../server/src/secrets/vocabulary';
import { messageIn, readRecords } from '../../../server/src/syntax';
import { problemsOf } from '../../fuzz/checks';
import { anyText, damaged, payloadText } from '../../support/arbitraries';
import { CAPTURES } from '../../support/captures';
import { RULE_EXAMPLES } from '../../support/examples';
import { faithfulCopyOf } from '../../support/faithfulCopy';
import { captureWithSecrets } from '../../support/secrets';

const FIXTURES = [
  ...CAPTURES,
  ...['hostile-names.log', 'seed.log'].map(name => readFileSync(`test/fixtures/${name}`, 'utf8')),
];
/** The examples of all rules, and the lines that are none. */
const EXAMPLES = RULE_EXAMPLES.flatMap(({ examples: { match, not } }) =>
  [match.join('\n'), ...not].map(lines => `${lines}\n`),
);
const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/);

/** The words and numbers of a text, with their places. */
function chunksOf(text: string): string[] {
  const chunks: string[] = [];
  for (let chunk = chunkFrom(text, 0, text.length); chunk; chunk = chunkFrom(text, chunk.end, text.length))
    chunks.push(text.slice(chunk.start, chunk.end));
  return chunks;
}

describe('A copy of a copy is the same', () => {
  const isProven = (text: string): void => {
    for (const options of [{}, { keepIdentities: true }]) {
      const copy = redact(text, options);
      expect(redact(copy, options)).toBe(copy);
      expect(linesOf(copy)).toHaveLength(linesOf(text).length);
    }
  };

  test.each([
    ['any text', anyText],
    ['a payload', payloadText],
    ['a damaged payload', damaged(payloadText)],
    ['a capture with secrets', captureWithSecrets],
    ['a damaged capture with secrets', damaged(captureWithSecrets)],
  ])('of %s', (_what, texts) => {
    fc.assert(fc.property(texts, isProven), { numRuns: 400 });
  });

  test('of all captures and examples', () => [...FIXTURES, ...EXAMPLES].forEach(isProven));
});

test('No word of the vocabulary is an identity in a sentence of a capture or an example, but for these', () => {
  const known: string[] = [];
  for (const text of [...FIXTURES, ...EXAMPLES])
    for (const record of readRecords(text)) {
      const message = record.kind === 'debug' ? messageIn(text, record) : undefined;
      for (const { kind, start, end } of message ? valuesIn(message) : []) {
        const value = message?.text.slice(start, end) ?? '';
        if (
          ['user', 'group', 'server', 'host', 'connection'].includes(kind) &&
          familiarity(value) !== undefined
        )
          known.push(`${kind} ${value}`);
      }
    }
  expect([...new Set(known)].sort()).toEqual([
    'connection branch',
    'group value',
    'group vpn',
    'server eap_proxy',
  ]);
});

describe('A copy', () => {
  test('keeps the length of all but addresses', () => {
    for (const text of FIXTURES) {
      const redaction = new Redaction();
      const edits = redaction.edits(text, redaction.learn(text, readRecords(text)));
      const longer = edits.filter(({ start, end, text: standIn }) => standIn.length !== end - start);
      const values = longer.map(({ start, end }) => text.slice(start, end));
      expect(values.filter(value => !/^[\da-f]*[.:][\da-f.:]*$|^\d+$/i.test(value))).toEqual([]);
    }
  });

  test('has one stand-in for a value, in all texts of one redaction', () => {
    const redaction = new Redaction();
    const learned = FIXTURES.map(text => redaction.learn(text, readRecords(text)));
    const copies = learned.map((lesson, at) => {
      const text = FIXTURES[at] ?? '';
      return withEdits(text, redaction.edits(text, lesson));
    });
    const standIns = new Map<string, string>();
    for (const { kind, value, standIn } of redaction.standIns.identities()) {
      expect(standIns.get(`${kind} ${value}`) ?? standIn).toBe(standIn);
      standIns.set(`${kind} ${value}`, standIn);
    }
    expect(copies.map(linesOf).map(({ length }) => length)).toEqual(
      FIXTURES.map(linesOf).map(({ length }) => length),
    );
  });

  test('has the problems of its capture, in the same lines', () => {
    for (const text of [...FIXTURES, ...EXAMPLES])
      expect(problemsOf(faithfulCopyOf(text)), text.slice(0, 300)).toEqual(problemsOf(text));
  });

  test('masks no more of the captures than it did', () => {
    const [before, after] = [FIXTURES, FIXTURES.map(text => redact(text))].map(texts =>
      texts.flatMap(chunksOf),
    );
    const masked = (after ?? []).filter(chunk => isMasked(chunk) || isStandIn(chunk)).length;
    expect(masked / (before ?? []).length).toBeLessThan(0.3);
  });
});

describe('What is planted is gone', () => {
  const unknown = fc
    .stringMatching(/^[bdfgklmnprtvz]{2}(?:[aeiou][bdfgklmnprtvz]){3}[aeiou]$/)
    .filter(word => familiarity(word) === undefined);

  test('at a blank of any capture, a word that nobody knows', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIXTURES), fc.nat(), unknown, (text, place, word) => {
        const blanks = Array.from(text.matchAll(/ /g), ({ index }) => index);
        const at = blanks[place % blanks.length] ?? 0;
        expect(redact(`${text.slice(0, at)} ${word}${text.slice(at)}`)).not.toContain(word);
      }),
      { numRuns: 300 },
    );
  });

  test('a known word after a sure name with a direct separator', () => {
    const names = [
      ...secretKeys('name'),
      ...languages
        .filter(({ language }) => language !== 'numeric')
        .flatMap(({ names: all }) => all.split(', ')),
    ]
      .map(name => name.replace('*', ''))
      // `pin码` is a name only where nothing joins it to the word before.
      .filter(name => secretNameOf(splitName(name)) === 'sure' && !/^[a-z]+\p{sc=Han}/iu.test(name));
    expect(names.length).toBeGreaterThan(300);
    const left: string[] = [];
    for (const name of new Set(names))
      for (const [at, separator] of [': ', '=', ' = ', ':', '="', "='", ' := ', '": "'].entries()) {
        const word = ['radius', 'summer'][at % 2] ?? '';
        const line = `${['', '2025-01-15 10:00:00 [1907] do_it-', '> '][at % 3] ?? ''}${name}${separator}${word}`;
        if (redact(`FGT # \n${line}\n`).includes(`${separator}${word}`)) left.push(line);
      }
    expect(left).toEqual([]);
  });
});
