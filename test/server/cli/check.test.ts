import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from '../../../package.json';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../../server/src/cli/formatNames';
import { answered, NOT_OF_PRODUCT, STANDBY, TOKEN, type TokenPart, UNIT } from '../../support/exchange';
import { checkedRules, jsonOf, SEED_FILE, SEED_RULES, WORST } from '../../support/checked';
import { SEED, SEED_SECRET } from '../../support/reading';
import { folderWith, runHere } from '../../support/terminal';
import { every, firstTwo } from '../../support/rows';

describe('The exit code', () => {
  const code = async (text: string, ...options: string[]): Promise<number | null | undefined> =>
    (await runHere(['check', ...options, '-'], text)).code;

  const CASES = [
    ['error', 'error', 1],
    ['error', 'warning', 0],
    ['error', 'information', 0],
    ['error', 'nothing', 0],
    ['warning', 'error', 1],
    ['warning', 'warning', 1],
    ['warning', 'information', 0],
    ['information', 'error', 1],
    ['information', 'warning', 1],
    ['information', 'information', 1],
    ['information', 'nothing', 0],
    ['never', 'error', 0],
  ] as const;

  test('with --fail-on depends on the most severe problem of the capture', async () => {
    await every(CASES, firstTwo, async ([threshold, worst, expected]) => {
      expect(await code(WORST[worst], '--fail-on', threshold)).toBe(expected);
    });
  });

  test('counts errors by default', async () => {
    expect(await code(WORST.error)).toBe(1);
    expect(await code(WORST.warning)).toBe(0);
  });

  test('is 1 when one of several files reaches the threshold', async () => {
    const folder = folderWith({ 'a.log': WORST.nothing, 'b.log': WORST.error, 'c.log': WORST.nothing });
    const files = ['a.log', 'b.log', 'c.log'].map(name => path.join(folder, name));
    expect((await runHere(['check', ...files])).code).toBe(1);
  });
}); // oxfmt-ignore

describe('Bad usage', () => {
  test.each([
    ['no command', [], /Usage: fortios-debug/],
    ['no file', ['check'], /missing argument 'file'/],
    ['an option that there is not', ['check', '--nope', SEED_FILE], /unknown option '--nope'/],
    ['a format that there is not', ['check', '--format', 'xml', SEED_FILE], `The choices are ${FORMATS.join(', ')}`],
    ['a threshold that there is not', ['check', '--fail-on', 'fatal', SEED_FILE], /The choices are error, warning, information, hint, never/],
    ['a rule that there is not', ['check', '--rule', 'ftm/nope=off', SEED_FILE], /Unknown rule ftm\/nope. Rules of ftm: .*ftm\/token-not-of-product/],
    ['a rule of an area that there is not', ['check', '--rule', 'foo=off', SEED_FILE], /printed with its rule id; the rules are: .*ftm\/token-not-of-product/],
    ['a command that there is not', ['chekc', SEED_FILE], /unknown command 'chekc'/],
  ])('exits 2 and says what is wrong: %s', async (_, words, output) => {
    const { code, out, err } = await runHere(words);
    expect(code).toBe(2);
    expect(err).toMatch(output);
    expect(out).toBe('');
  }); // oxfmt-ignore
});

describe('Help', () => {
  test('names the commands and exits 0', async () => {
    const { code, out, err } = await runHere(['--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/check .*\n/);
    expect(out).toMatch(/lsp .*\n/);
    expect(out).toContain('Examples:');
  });

  test('of check explains its options, exit codes, and gives examples', async () => {
    const { code, out } = await runHere(['check', '--help']);
    expect(code).toBe(0);
    for (const words of ['--format', '--fail-on', '--rule', 'Exit code: 0', 'Examples:'])
      expect(out).toContain(words);
  });
});

describe('Several files', () => {
  const member = (unit: string, token: TokenPart): string =>
    answered({ unit, members: [unit], tokens: [token] });
  const files = (): string => folderWith({
    'a.log': member(UNIT, { token: TOKEN, error: NOT_OF_PRODUCT }),
    'b.log': `\n\n${member(STANDBY, { token: TOKEN, more: '"token_activation_code":"****"' })}`,
  });

  test('show a problem together that none of them shows alone, with places in both', async () => {
    const folder = files();
    const { out } = await runHere(['check', folder]);
    const lines = out.split('\n');
    const at = lines.findIndex(line => line.includes('cluster/licence-owner'));
    expect(lines[at]).toContain(`${path.join(folder, 'a.log')}:16:`);
    expect(lines[at + 1]).toContain(`${path.join(folder, 'b.log')}:18:`);
    expect(lines.filter(line => line.includes(' cluster/') && !line.startsWith(' '))).toHaveLength(1);
  });

  test.each(FORMATS)('show it in %s', async format => {
    const { out } = await runHere(['check', '--format', format, files()]);
    expect(out.replace(/^ .*explain.*$/gm, '').split('cluster/licence-owner').length).toBe(format === 'sarif' ? 4 : 2);
  });

  test('are both named in Markdown for a problem of two', async () => {
    const folder = files();
    const { out } = await runHere(['check', '--format', 'markdown', folder]);
    expect(out.split('\n').find(line => line.includes('cluster/licence-owner'))).toContain('b.log:18:');
  });

  test('each have the same problems alone as together', async () => {
    const folder = files();
    expect(await checkedRules([path.join(folder, 'a.log')])).toEqual(['ftm/token-not-of-product']);
  });
}); // oxfmt-ignore

describe('--rule', () => {
  test('gives one cause of a rule another severity', async () => {
    const file = path.join(folderWith({ 'a.log': '__samld_sp_login_resp [871]: Clock skew issue.\n' }), 'a.log');
    const causes = async (...words: string[]) =>
      (await jsonOf([...words, file])).files[0]?.findings.map(one => `${one.cause ?? one.rule} ${one.severity}`);
    expect(await causes('--rule', 'capture/*=off')).toEqual(['login/saml/clock error']);
    const both = ['--rule', 'login/saml=off', '--rule', 'login/saml/clock=hint', '--rule', 'capture/*=off'];
    expect(await causes(...both)).toEqual(['login/saml/clock hint']);
  });

  test('gives a rule another severity, or leaves it out', async () => {
    const { files } = await jsonOf(['--rule', 'secret/otp-seed=off', '--rule', 'json/damaged=error', SEED_FILE]);
    expect(files[0]?.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'ftm/product-not-registered warning',
      'json/damaged error',
      'ftm/token-not-of-product error',
    ]);
  });

  test.each([
    ['login/saml/nope=off', /Unknown rule login\/saml\/nope\. Rules of login\/saml: login\/saml\/no-group, /],
    ['secret/seed=off', /Unknown rule secret\/seed\. Rules of secret: .*secret\/otp-seed, /],
    ['json/damaged=bad', /The severity must be one of error, warning, information, hint, off/],
    ['json/damaged', /The severity must be one of/],
  ])('%s is refused, and the valid values are listed', async (word, output) => {
    const { code, err } = await runHere(['check', '--rule', word, SEED_FILE]);
    expect(code).toBe(2);
    expect(err).toMatch(output);
  });
}); // oxfmt-ignore

test('NDJSON has a line for each problem, with its file, and one for the coverage', async () => {
  const { out } = await runHere(['check', '--format', 'ndjson', SEED_FILE, '-'], WORST.error);
  const lines = out.trimEnd().split('\n').map(line => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ path: file, rule }) => `${String(file)} ${String(rule)}`)).toEqual([
    ...SEED_RULES.map(rule => `${SEED_FILE} ${rule}`),
    `${SEED_FILE} undefined`,
    '- ftm/token-not-of-product',
    '- undefined',
  ]);
  expect(lines[4]).toEqual({ path: SEED_FILE, coverage: { lines: 30, unrecognised: 0, understood: 8, notUnderstood: 0, unreadParts: [] } });
}); // oxfmt-ignore

describe('What a problem can be due to', () => {
  const causesOf = (problem: { causes?: { verdict?: string; why?: string; line?: number }[] } | undefined) =>
    problem?.causes?.map(({ verdict, why = '', line }) => `${verdict} ${line ?? '-'} ${why}`);
  const EXPECTED = [
    'open - decide with `show user fortitoken FTKMOB947FDC1754`',
    'open - decide with `get system ha status`',
    'open - decide with `get system ha status`',
    'open - decide with `show user fortitoken FTKMOB947FDC1754`',
    'excluded 25 excluded by line 26: `build 2573 (FortiOS 7.4.3?)`',
  ];
  const DECIDING = ['show user fortitoken FTKMOB947FDC1754', 'get system ha status'];
  type Problem = { rule?: string; ruleId?: string; causes?: object[]; deciding?: string[]; properties?: object };
  const problemsIn: Record<string, (out: string) => Problem[]> = {
    json: out => (JSON.parse(out) as { files: { findings: Problem[] }[] }).files.flatMap(({ findings }) => findings),
    ndjson: out => out.trimEnd().split('\n').map(line => JSON.parse(line) as Problem),
    sarif: out => (JSON.parse(out) as { runs: { results: Problem[] }[] }).runs.flatMap(({ results }) =>
      results.map(({ ruleId = '', properties }) => ({ rule: ruleId, ...properties }))),
  };

  test.each(Object.keys(problemsIn))('is judged in %s, if the capture can show it', async format => {
    const { out } = await runHere(['check', '--format', format, SEED_FILE]);
    const problems = problemsIn[format]?.(out) ?? [];
    const refused = problems.find(({ rule }) => rule === 'ftm/token-not-of-product');
    expect([causesOf(refused), refused?.deciding]).toEqual([EXPECTED, DECIDING]);
    expect(problems.filter(({ causes }) => causes)).toEqual([refused]);
  });
}); // oxfmt-ignore

describe('No format shows', () => {
  test.each(FORMATS)('a secret of seed.log: %s', async format => {
    const { out } = await runHere(['check', '--format', format, SEED_FILE]);
    expect(out).toContain('secret/otp-seed');
    expect(out).not.toContain(SEED_SECRET.slice(0, 8));
  });

  test.each(FORMATS)('a secret of a command that failed: %s', async format => {
    const text = 'FGT (FTKMOB0000000001) # set activation-code ABCDEFGHJKLMNPQR\nCommand fail. Return code -1\n';
    const { out } = await runHere(['check', '--format', format, '-'], text);
    expect(out).toContain('cli/command-failed');
    expect(out).not.toContain('ABCDEFGH');
  });

  test.each(FORMATS)('a control character of the log: %s', async format => {
    const text = `FGT # \u001b]0;title\u0007\u001b[31mred\nCommand fail. Return code -1\n`;
    const { out } = await runHere(['check', '--format', format, '-'], text);
    expect(out).toContain('cli/command-failed');
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
}); // oxfmt-ignore

describe('lsp', () => {
  test('starts the server, which sets the exit code', async () => {
    expect(await runHere(['lsp'])).toEqual({ code: undefined, out: 'served', err: '' });
    expect(await runHere(['lsp', '--stdio'])).toEqual({ code: undefined, out: 'served', err: '' });
  });
});

test('--version prints the version of the package', async () => {
  const { code, out } = await runHere(['--version']);
  expect([code, out]).toEqual([0, `${version}\n`]);
});

describe('check --format sarif', () => {
  test('names a file relative to the working directory, and one outside it by its absolute path', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const words = ['check', '--format', 'sarif', path.resolve(SEED_FILE), path.join(folder, 'a.log')];
    const { out } = await runHere(words);
    const uris = new Set([...out.matchAll(/"uri": "([^"]+)"/g)].map(([, uri]) => uri));
    const elsewhere = pathToFileURL(path.join(folder, 'a.log')).href.replace(/(?<=\/[A-Z]):/, '%3A');
    expect([...uris]).toEqual([SEED_FILE, elsewhere]);
  });
});
