import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { storyJson } from '../../../server/src/report/storyJson';
import { shownOf } from '../../support/reading';
import { captureWithSecrets, SECRETS } from '../../support/secrets';
import { storyOne } from '../../support/story';
import { runHere } from '../../support/terminal';

const CAPTURES = 'test/fixtures/captures';
const FILES = readdirSync(CAPTURES)
  .filter(name => name.endsWith('.log'))
  .map(name => path.join(CAPTURES, name));

/** Validates against a published schema, which must describe every property, including new ones. */
function validator(name: string): ValidateFunction {
  const schema = JSON.parse(readFileSync(`docs/schemas/${name}.schema.json`, 'utf8'), (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'properties' in value
      ? { ...value, additionalProperties: false }
      : value,
  ) as object;
  return new Ajv().compile(schema);
}

function expectValid(validate: ValidateFunction, text: string): void {
  expect(validate(JSON.parse(text)) || validate.errors).toBe(true);
}

describe('The published schemas', () => {
  const captures = ['test/fixtures/seed.log', ...FILES];

  test('describe check --format json', async () => {
    const { out } = await runHere(['check', '--format', 'json', 'no/such.log', ...captures]);
    expectValid(validator('check'), out);
  });

  test('describe each line of check --format ndjson', async () => {
    const validate = validator('check-line');
    const { out } = await runHere(['check', '--format', 'ndjson', ...captures]);
    const lines = out.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(captures.length);
    for (const line of lines) expectValid(validate, line);
  });

  test('describe each line of check --follow --format ndjson', async () => {
    const validate = validator('check-line');
    const text = readFileSync('test/fixtures/seed.log', 'utf8');
    const { out } = await runHere(['check', '--follow', '--format', 'ndjson', '-'], text + text);
    expect(out).toContain('"change":"new"');
    for (const line of out.trimEnd().split('\n')) expectValid(validate, line);
  });

  test('describe report --format json', async () => {
    const { out } = await runHere(['report', '--format', 'json', 'no/such.log', ...captures]);
    expectValid(validator('report'), out);
  });

  test('reject anything else', () => {
    for (const name of ['check', 'check-line', 'report']) expect(validator(name)({ version: 2 })).toBe(false);
  });
});

describe('A report in JSON', () => {
  test('says what went wrong and what to do, with sources', async () => {
    const { out } = await runHere(['report', '--format', 'json', 'test/fixtures/seed.log']);
    const { advice, timeline } = JSON.parse(out) as {
      advice: { title: string; steps: { sources: string[] }[]; problems: { rule: string; line: number }[] }[];
      timeline: { ending: string; detail?: { steps: object[] } }[];
    };
    expect(advice[0]?.problems).toMatchObject([{ rule: 'ftm/token-not-of-product', line: 30 }]);
    expect(advice[0]?.steps[0]?.sources[0]).toMatch(/^https:\/\//);
    expect(timeline[0]).toMatchObject({ ending: 'failed' });
    expect(timeline[0]?.detail?.steps.length).toBeGreaterThan(2);
  });

  test('has no secret of a capture', () => {
    fc.assert(
      fc.property(captureWithSecrets, text => {
        expect(shownOf(SECRETS, storyJson(storyOne(text)))).toEqual([]);
      }),
    );
  });
});
