import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import words from '../../../../server/src/knowledge/data/failures/words.json';
import { ruleOf } from '../../../../server/src/knowledge';
import schema from '../../../../server/src/knowledge/phrases.schema.json';
import { matchesIn, type Message, messageIn, plainMessage, readRecords } from '../../../../server/src/syntax';
import data from '../../../../server/src/knowledge/data/failures/reasons.json';
import { reasonOf, ROUTINE, SUCCESSES } from '../../../../server/src/syntax/failures';
import { indexed, toneOf, wordingsIn, wordingsOf } from '../../../../server/src/syntax/failures/words';
import type { PhraseRow } from '../../../../server/src/syntax/phrases';

const { reasons } = data;

interface TestedRow extends PhraseRow {
  readonly examples: { readonly match: readonly string[]; readonly not: readonly string[] };
}

const read = (name: string): TestedRow[] =>
  JSON.parse(readFileSync(`server/src/knowledge/data/failures/${name}.json`, 'utf8')) as TestedRow[];

function messagesOf(line: string): Message[] {
  return readRecords(line).flatMap(record =>
    record.kind === 'debug'
      ? [messageIn(line, record)]
      : record.kind === 'sentence'
        ? [plainMessage(line, record.message)]
        : record.kind === 'text'
          ? [plainMessage(line, record)]
          : [],
  );
}

describe.each([
  ['routine', ROUTINE],
  ['successes', SUCCESSES],
] as const)('The sentences of %s', (name, phrases) => {
  const rows = read(name);
  const failuresIn = (line: string): string[] =>
    messagesOf(line).flatMap(message => matchesIn(message, phrases).map(({ row }) => row.id));
  const cases = (which: 'match' | 'not'): [string, string][] =>
    rows.flatMap(({ id, examples }) => examples[which].map((line): [string, string] => [id, line]));

  test('fit their schema, and have unique ids', () => {
    const validate = new Ajv({ allErrors: true }).compile(schema);
    validate(rows);
    expect(validate.errors ?? []).toEqual([]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(phrases.problems).toEqual([]);
  });

  test('say why they are listed', () => {
    expect(rows.filter(({ routine }) => (routine === undefined) !== (name === 'successes'))).toEqual([]);
  });

  test.each(cases('match'))('%s is said by: %s', (id, line) => {
    expect(failuresIn(line)).toContain(id);
  });

  test.each(cases('not'))('%s is not said by: %s', (id, line) => {
    expect(failuresIn(line)).not.toContain(id);
  });
});

describe('Words', () => {
  const failing = words.fails.flatMap(({ examples }) => examples);

  test.each(failing.flatMap(({ match }) => match))('say a failure: %s', line => {
    expect(toneOf(line, 0)).toBe('fails');
  });

  test.each(failing.flatMap(({ not }) => not))('do not say a failure: %s', line => {
    expect(toneOf(line, 0)).not.toBe('fails');
  });

  test.each([...words.negates.examples.match, ...words.clears.examples.match])(
    'say there was none: %s',
    line => {
      expect(toneOf(line, 0)).not.toBe('fails');
    },
  );

  test.each([
    ...words.negates.examples.not,
    ...words.clears.examples.not.filter(line => !line.includes('not conf')),
  ])('do not negate here: %s', line => {
    expect(toneOf(line, 0)).toBe('fails');
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

describe('The reasons of failures', () => {
  const daemon = (id: string): string => {
    const reason = reasons.find(one => one.id === id);
    return reason && 'daemons' in reason ? (reason.daemons[0] ?? '') : (data.daemons[0] ?? '');
  };
  /** The title of an event that a reason is believed of. */
  const about = (id: string): string => {
    const reason = reasons.find(one => one.id === id);
    return reason && 'about' in reason ? (reason.about[0] ?? '') : '';
  };
  const cases = (which: 'match' | 'not'): [string, string][] =>
    reasons.flatMap(({ id, examples }) =>
      examples[which].map((failuresIn): [string, string] => [id, failuresIn]),
    );

  test.each(cases('match'))('%s is the reason of: %s', (id, failuresIn) => {
    expect(reasonOf(failuresIn, daemon(id), about(id))?.id).toBe(id);
  });

  test.each(cases('not'))('%s is not the reason of: %s', (id, failuresIn) => {
    expect(reasonOf(failuresIn, daemon(id), about(id))?.id).not.toBe(id);
  });

  test('have unique ids, and a rule with a message for each', () => {
    expect(new Set(reasons.map(({ id }) => id)).size).toBe(reasons.length);
    for (const reason of reasons) {
      const messages = ruleOf(reason.rule)?.messages ?? {};
      expect(Object.keys(messages), reason.id).toContain('variant' in reason ? reason.variant : 'default');
    }
  });
});

describe('A wording', () => {
  const isIn = (wording: string, text: string): boolean =>
    [...wordingsIn(text, indexed(wordingsOf(wording, 'fails', false)))].length > 0;

  test.each([
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
  ])('%j with a hyphen or a digit, in %j: %j', (wording, text, expected) => {
    expect(isIn(wording, text)).toBe(expected);
  });
});
