import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { SEED } from '../../support/reading';
import { folderWith, type Ran, runHere } from '../../support/terminal';

/** Checks a capture with a configuration file. */
async function checkWith(configuration: string, ...words: string[]): Promise<Ran & { file: string }> {
  const folder = folderWith({ '.fortios-debug/config.json': configuration, 'logs/seed.log': SEED });
  const file = path.join(folder, '.fortios-debug', 'config.json');
  const logs = path.join(folder, 'logs');
  return { ...(await runHere(['check', '--config', file, ...words, logs])), file };
}
const rulesIn = ({ out }: Ran): string[] =>
  [...out.matchAll(/: (?:error|warning|information|hint) ([a-z]+\/[a-z-]+): /g)].map(
    ([, rule]) => rule ?? '',
  );

describe('The configuration file', () => {
  test('chooses the severity of rules; the command line has the last word', async () => {
    const rules = '{\n// comments\n"fortiosDebug.rules": { "secret/*": "off", "json/damaged": "error" },\n}';
    expect(rulesIn(await checkWith(rules))).toEqual([
      'ftm/product-not-registered',
      'json/damaged',
      'ftm/token-not-of-product',
    ]);
    const { out } = await checkWith(rules, '--rule', 'json/damaged=hint', '--rule', 'ftm/*=off');
    expect(out).toContain('hint json/damaged');
  });

  test('chooses which files of a folder are examined', async () => {
    const { out, code } = await checkWith('{ "fortiosDebug.diagnostics.ignore": ["**/seed.log"] }');
    expect([out.includes('seed.log'), code]).toEqual([false, 2]);
  });

  test('names knowledge, relative to the parent of its folder', async () => {
    const entry = { id: 'site/seed', title: 'Seed', match: { error: 31 }, severity: 'hint' };
    const folder = folderWith({
      '.fortios-debug/config.json': '{ "fortiosDebug.knowledge": ["own"] }',
      'own/a.json': JSON.stringify([entry]),
      'seed.log': SEED,
    });
    const config = path.join(folder, '.fortios-debug', 'config.json');
    const ran = await runHere(['check', '--config', config, path.join(folder, 'seed.log')]);
    expect([rulesIn(ran).includes('site/seed'), ran.err]).toEqual([true, '']);
  });

  test.each([
    ['no JSON', '{\n  "fortiosDebug.rules": {,\n}', ':2:26: This is not valid JSON: '],
    ['a list', '[]', ':1:1: The file must be an object of settings: { ... }.'],
    ['a setting that there is not', '{\n "rules": {} }', ":2:2: The command line has no setting 'rules'. The settings are fortiosDebug.rules, "],
    ['a rule that there is not', '{ "fortiosDebug.rules":\n { "ftm/nope": "off" } }', ":2:4: There is no rule 'ftm/nope'."],
    ['a severity that there is not', '{ "fortiosDebug.rules":\n { "json/damaged": "fatal" } }', ":2:20: 'json/damaged' must be one of off, error, warning, information, hint."],
    ['no list', '{ "fortiosDebug.knowledge": "own" }', ":1:29: 'fortiosDebug.knowledge' must be a list."],
  ])('is refused, with the line, for %s', async (_, text, problem) => {
    const { code, out, err, file } = await checkWith(text);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`fortios-debug: ${file}${problem}`);
  }); // oxfmt-ignore

  test('is refused if it is named and missing', async () => {
    expect(await runHere(['redact', '--config', 'no/such.json', 'test/fixtures/seed.log'])).toMatchObject({
      code: 2,
      out: '',
      err: 'fortios-debug: no/such.json: it could not be read: no such file\n',
    });
  });

  test('has a schema with the same rules', () => {
    const schema = JSON.parse(readFileSync('syntaxes/configuration.schema.json', 'utf8')) as object;
    const ajv = new Ajv();
    // VS Code's extensions of JSON Schema.
    for (const word of ['allowComments', 'allowTrailingCommas']) ajv.addKeyword(word);
    const validate = ajv.compile(schema);
    const good = {
      'fortiosDebug.rules': { 'secret/*': 'off', 'site/own': 'error', 'login/saml/clock': 'hint' },
      'fortiosDebug.knowledge': [],
    };
    expect(validate(good)).toBe(true);
    for (const bad of [
      { rules: {} },
      { 'fortiosDebug.rules': { 'ftm/nope': 'off' } },
      { 'fortiosDebug.rules': { 'json/damaged': 'no' } },
      [],
    ])
      expect(validate(bad)).toBe(false);
  });
});

describe('--quiet', () => {
  test('writes problems and no summary', async () => {
    const loud = await runHere(['check', 'test/fixtures/seed.log']);
    const quiet = await runHere(['check', '--quiet', 'test/fixtures/seed.log']);
    expect(rulesIn(quiet)).toEqual(rulesIn(loud));
    expect([loud.out.includes(' read, '), quiet.out.includes(' read, ')]).toEqual([true, false]);
    expect(quiet.code).toBe(loud.code);
  });

  test('prints nothing about a copy without leftover secrets', async () => {
    const { code, err } = await runHere(['redact', '-q', 'test/fixtures/seed.log']);
    expect([code, err]).toEqual([0, '']);
  });
});
