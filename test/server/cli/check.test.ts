import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { version } from '../../../package.json';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../../server/src/cli/formats';
import { answered, NOT_OF_PRODUCT, STANDBY, TOKEN, type TokenPart, UNIT } from '../../support/exchange';
import { SEED, SEED_SECRET } from '../../support/reading';
import { folderWith, runHere } from '../../support/terminal';

const SEED_FILE = 'test/fixtures/seed.log';

/** Captures whose gravest problem is of one severity. */
const WORST = {
  error: '{"d":{"tokens":[{"token":"FTKMOB0000000001","error":{"error_code":31}}]}}\n',
  warning: '    edit "FTKMOB0000000001"\n        set activation-code "ABCDEFGHJKLMNPQR"\n',
  information: '{"d":{"__type":"SoftToken.ProvisionResponse", result":0}}\n',
  nothing: 'FGT # get system status\n',
};

interface JsonReport {
  version: number;
  unread?: object[];
  files: { path: string; coverage: object; findings: { rule: string; severity: string }[] }[];
}
const jsonOf = async (words: string[], input?: string | Uint8Array): Promise<JsonReport> =>
  JSON.parse((await runHere(['check', '--format', 'json', ...words], input)).out) as JsonReport;
const rulesOf = async (words: string[], input?: string | Uint8Array): Promise<string[]> =>
  (await jsonOf(words, input)).files.flatMap(({ findings }) => findings.map(({ rule }) => rule));

const SEED_RULES = [
  'secret/otp-seed',
  'ftm/product-not-registered',
  'json/damaged',
  'ftm/token-not-of-product',
];

describe('The exit code', () => {
  const code = async (text: string, ...options: string[]): Promise<number | null | undefined> =>
    (await runHere(['check', ...options, '-'], text)).code;

  test.each([
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
  ] as const)('with --fail-on %s is, for a capture whose worst is %s, %i', async (threshold, worst, expected) => {
    expect(await code(WORST[worst], '--fail-on', threshold)).toBe(expected);
  });

  test('counts errors where no threshold is named', async () => {
    expect(await code(WORST.error)).toBe(1);
    expect(await code(WORST.warning)).toBe(0);
  });

  test('is 1 when one of several files reaches the threshold', async () => {
    const folder = folderWith({ 'a.log': WORST.nothing, 'b.log': WORST.error, 'c.log': WORST.nothing });
    const files = ['a.log', 'b.log', 'c.log'].map(name => path.join(folder, name));
    expect((await runHere(['check', ...files])).code).toBe(1);
  });
}); // prettier-ignore

describe('Bad usage', () => {
  test.each([
    ['no command', [], /Usage: fortios-debug/],
    ['no file', ['check'], /missing argument 'file'/],
    ['an option that there is not', ['check', '--nope', SEED_FILE], /unknown option '--nope'/],
    ['a format that there is not', ['check', '--format', 'xml', SEED_FILE], `The choices are ${FORMATS.join(', ')}`],
    ['a threshold that there is not', ['check', '--fail-on', 'fatal', SEED_FILE], /The choices are error, warning, information, hint, never/],
    ['a rule that there is not', ['check', '--rule', 'ftm/nope=off', SEED_FILE], /Unknown rule ftm\/nope. Rules of ftm: ftm\/token-not-of-product/],
    ['a rule of an area that there is not', ['check', '--rule', 'foo=off', SEED_FILE], /printed with its rule id; the rules are: ftm\/token-not-of-product/],
    ['a command that there is not', ['chekc', SEED_FILE], /unknown command 'chekc'/],
  ])('exits 2 and says what is wrong: %s', async (_, words, said) => {
    const { code, out, err } = await runHere(words);
    expect(code).toBe(2);
    expect(err).toMatch(said);
    expect(out).toBe('');
  }); // prettier-ignore
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

describe('Standard input', () => {
  test('is read for -', async () => {
    const report = await jsonOf(['-'], SEED);
    expect(report.files.map(file => file.path)).toEqual(['-']);
    expect(report.files[0]?.findings.map(({ rule }) => rule)).toEqual(SEED_RULES);
  });

  test('is not cut inside a character', async () => {
    const text = `${'é'.repeat(1001)}\n${SEED}`;
    const { out } = await runHere(['check', '-'], text);
    expect(out).not.toContain('\ufffd');
    expect(await rulesOf(['-'], text)).toEqual(SEED_RULES);
  });
});

describe('A file that cannot be read', () => {
  test('that is missing is named with the reason, and the exit code is 2', async () => {
    expect(await runHere(['check', 'no/such.log'])).toMatchObject({
      code: 2,
      err: 'fortios-debug: no/such.log: it could not be read: no such file\n',
    });
  });

  test('to its end since it is packed and cut is checked up to there, and named with the reason', async () => {
    const packed = gzipSync(SEED);
    const folder = folderWith({ 'a.log.gz': packed.subarray(0, packed.length - 100) });
    for (const name of [path.join(folder, 'a.log.gz'), folder]) {
      const { code, out, err } = await runHere(['check', name]);
      expect(code).toBe(2);
      expect(err).toBe(
        `fortios-debug: ${folder}/a.log.gz: only part of it could be read: it is compressed, and its end is missing\n`,
      );
      expect(out).toContain(`${folder}/a.log.gz:26:293: warning secret/otp-seed`);
    }
    const { unread } = await jsonOf([folder]);
    expect(unread).toMatchObject([
      { reason: 'only part of it could be read: it is compressed, and its end is missing' },
    ]);
  });

  test('since hardly a byte of it is left is named with the reason', async () => {
    const folder = folderWith({ 'a.log.gz': gzipSync(SEED).subarray(0, 12) });
    const { code, out, err } = await runHere(['check', `${folder}/a.log.gz`]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('it could not be read: it is compressed, and its end is missing');
  });

  test('since it is packed again and again is named with the reason', async () => {
    let packed: Uint8Array = gzipSync(SEED);
    for (let level = 1; level < 300; level++) packed = gzipSync(packed);
    const folder = folderWith({ 'a.log.gz': packed });
    for (const command of ['check', 'report', 'redact'])
      expect(await runHere([command, `${folder}/a.log.gz`])).toEqual({
        code: 2,
        out: '',
        err: `fortios-debug: ${folder}/a.log.gz: it could not be read: it is compressed more than twice; decompress it first\n`,
      });
  });

  test.each(['check', 'report', 'redact'])(
    'since it is binary is named with the reason: %s',
    async command => {
      const bytes = Uint8Array.from(
        { length: 3_000_000 },
        (_, index) => (index * 7919 + (index >> 8) * 31) % 256,
      );
      const file = path.join(folderWith({ 'a.bin': bytes }), 'a.bin');
      const { code, out, err } = await runHere([command, file]);
      expect([code, out]).toEqual([2, '']);
      expect(err).toBe(
        `fortios-debug: ${file}: it could not be read: it is not text, or not UTF-8 or UTF-16; save text as UTF-8\n`,
      );
    },
  );

  test('by a name that is not UTF-8 is not called missing', async () => {
    const folder = folderWith({});
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.log')]),
      SEED,
    );
    const { code, err } = await runHere(['check', folder]);
    expect(code).toBe(2);
    expect(err).toContain('no such file, or its name is not valid UTF-8; in that case, rename it');
  });

  test('that a pattern names none of is said', async () => {
    const folder = folderWith({});
    expect(await runHere(['check', `${folder}/*.log`])).toMatchObject({
      code: 2,
      err: `fortios-debug: ${folder}/*.log: it could not be read: no file matches\n`,
    });
  });

  test('does not keep the others from being checked', async () => {
    const { code, out, err } = await runHere(['check', 'no/such.log', SEED_FILE]);
    expect(code).toBe(2);
    expect(err.split('\n')).toHaveLength(2);
    expect(out).toContain(`${SEED_FILE}:30:391: error ftm/token-not-of-product`);
  });

  test('is not among those that were read, and is named beside them', async () => {
    const { files, unread } = await jsonOf(['no/such.log', SEED_FILE]);
    expect(files.map(file => file.path)).toEqual([SEED_FILE]);
    expect(unread).toEqual([{ path: 'no/such.log', reason: 'it could not be read: no such file' }]);
    const { out } = await runHere(['check', '--format', 'markdown', 'no/such.log', SEED_FILE]);
    expect(out).toContain('## no/such.log\n\nit could not be read: no such file.');
  });

  test('is shown without what a terminal would take for a command', async () => {
    const { err } = await runHere(['check', 'no/\u001b[2Jsuch\n.log']);
    expect(err).toBe('fortios-debug: no/<U+001B>[2Jsuch<U+000A>.log: it could not be read: no such file\n');
  });
});

describe('A file is read', () => {
  const variant = (bytes: string | Uint8Array): Promise<string[]> =>
    rulesOf([path.join(folderWith({ 'a.log': bytes }), 'a.log')]);
  const utf16 = Buffer.from('\ufeff' + SEED, 'utf16le');

  test.each([
    ['in UTF-8', SEED],
    ['in UTF-8 with a byte order mark', '\ufeff' + SEED],
    ['in UTF-16, little end first', utf16],
    ['in UTF-16, big end first', Buffer.from(utf16).swap16()],
    ['with CR LF', SEED.replace(/\n/g, '\r\n')],
    ['with CR CR LF', SEED.replace(/\n/g, '\r\r\n')],
    ['with bytes that are no UTF-8', Buffer.concat([Buffer.from([0xff, 0xc3, 0x28, 10]), Buffer.from(SEED)])],
    ['with zero bytes', '\u0000\u0000\n' + SEED],
    ['packed with gzip', gzipSync(SEED)],
    ['packed with gzip, in UTF-16', gzipSync(utf16)],
    ['packed twice', gzipSync(gzipSync(SEED))],
    ['packed in parts', Buffer.concat([gzipSync(SEED.slice(0, 999)), gzipSync(SEED.slice(999))])],
    ['packed, and filled up with zeros', Buffer.concat([gzipSync(SEED), Buffer.alloc(5000)])],
  ])('%s', async (_, bytes) => {
    expect(await variant(bytes)).toEqual(SEED_RULES);
  });

  test('that is empty, and has no problem', async () => {
    const file = path.join(folderWith({ 'a.log': '' }), 'a.log');
    expect(await runHere(['check', file])).toEqual({
      code: 0,
      out: `${file}: 0 errors, 0 warnings, 0 information; 0 lines read, 0 not recognised\n`,
      err: `fortios-debug: ${file}: does not look like FortiOS debug output\n`,
    });
  });

  test('that has a few bytes of something else', async () => {
    const noise = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(await variant(Buffer.concat([Buffer.from(SEED), noise]))).toEqual(SEED_RULES);
  });

  test('that is another log, and what was not recognised is said', async () => {
    const { out, err } = await runHere(['check', '-'], 'Lorem ipsum\ndolor sit\n');
    expect(err).toBe('fortios-debug: -: does not look like FortiOS debug output\n');
    expect(out).toBe('-: 0 errors, 0 warnings, 0 information; 2 lines read, 2 not recognised\n');
  });
}); // prettier-ignore

describe('A folder', () => {
  const captures = (): string => {
    const folder = folderWith({ 'b.log': SEED, 'a.txt': WORST.error + SEED, 'mail.log': 'Lorem ipsum\n', 'c.gz': gzipSync(SEED) });
    mkdirSync(path.join(folder, 'inner'));
    symlinkSync(folder, path.join(folder, 'inner', 'circle'));
    return folder;
  };

  test('has its captures checked, by name, known by their content; the others are counted', async () => {
    const folder = captures();
    const { out, err } = await runHere(['check', folder]);
    const files = out.split('\n').filter(line => line.includes(' read, ')).map(line => line.split(':')[0]);
    expect(files.slice(0, 3)).toEqual(['a.txt', 'b.log', 'c.gz'].map(name => path.join(folder, name)));
    expect(out).toMatch(/\n3 captures: 4 errors, .*\n1 file skipped: not FortiOS debug output\n$/);
    expect(err).toBe('');
  });

  test('with nothing to read in it is said to have none', async () => {
    const folder = folderWith({ 'mail.log': 'Lorem ipsum\n' });
    const { code, err } = await runHere(['check', folder]);
    expect([code, err]).toEqual([2, `fortios-debug: ${folder}: no capture found\n`]);
  });

  test('and a pattern and a file that name the same capture have it checked once', async () => {
    const folder = captures();
    const { files } = await jsonOf([folder, `${folder}/*.log`, path.join(folder, 'b.log')]);
    expect(files.filter(file => file.path.endsWith('b.log'))).toHaveLength(1);
  });

  test('that holds reports has only its captures checked', async () => {
    const report = await runHere(['report', SEED_FILE]);
    const folder = folderWith({ 'seed.log': SEED, 'report.md': report.out, 'report.html': report.out });
    expect((await jsonOf([folder])).files.map(file => path.basename(file.path))).toEqual(['seed.log']);
  });

  test('that holds a pipe passes it over', async () => {
    const folder = captures();
    execFileSync('mkfifo', [path.join(folder, 'pipe.log')]);
    expect((await runHere(['check', folder])).out).toContain('3 captures: ');
  });
}); // prettier-ignore

describe('Several files', () => {
  const member = (unit: string, token: TokenPart): string =>
    answered({ unit, members: [unit], tokens: [token] });
  const files = (): string => folderWith({
    'a.log': member(UNIT, { token: TOKEN, error: NOT_OF_PRODUCT }),
    'b.log': `\n\n${member(STANDBY, { token: TOKEN, more: '"token_activation_code":"****"' })}`,
  });

  test('show together what none shows alone: one problem, with places in both', async () => {
    const folder = files();
    const { out } = await runHere(['check', folder]);
    const lines = out.split('\n');
    const at = lines.findIndex(line => line.includes('cluster/licence-owner'));
    expect(lines[at]).toContain(`${folder}/a.log:16:`);
    expect(lines[at + 1]).toContain(`${folder}/b.log:18:`);
    expect(lines.filter(line => line.includes('cluster/'))).toHaveLength(1);
  });

  test.each(FORMATS)('say so in %s', async format => {
    const { out } = await runHere(['check', '--format', format, files()]);
    expect(out.split('cluster/licence-owner').length).toBe(format === 'sarif' ? 4 : 2);
  });

  test('are named in Markdown where a problem is of two', async () => {
    const folder = files();
    const { out } = await runHere(['check', '--format', 'markdown', folder]);
    expect(out.split('\n').find(line => line.includes('cluster/licence-owner'))).toContain('b.log:18:');
  });

  test('each show the same alone as together', async () => {
    const folder = files();
    expect(await rulesOf([path.join(folder, 'a.log')])).toEqual(['ftm/token-not-of-product']);
  });
}); // prettier-ignore

describe('--rule', () => {
  test('gives a rule another severity, or leaves it out', async () => {
    const { files } = await jsonOf(['--rule', 'secret/otp-seed=off', '--rule', 'json/damaged=error', SEED_FILE]);
    expect(files[0]?.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'ftm/product-not-registered warning',
      'json/damaged error',
      'ftm/token-not-of-product error',
    ]);
  });

  test.each([
    ['secret/seed=off', /Unknown rule secret\/seed\. Rules of secret: secret\/otp-seed, /],
    ['json/damaged=bad', /The severity must be one of error, warning, information, hint, off/],
    ['json/damaged', /The severity must be one of/],
  ])('%s is refused, and what there is is named', async (word, said) => {
    const { code, err } = await runHere(['check', '--rule', word, SEED_FILE]);
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });
}); // prettier-ignore

test('NDJSON has a line for each problem, with its file, and one for what was read', async () => {
  const { out } = await runHere(['check', '--format', 'ndjson', SEED_FILE, '-'], WORST.error);
  const lines = out.trimEnd().split('\n').map(line => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ path: file, rule }) => `${String(file)} ${String(rule)}`)).toEqual([
    ...SEED_RULES.map(rule => `${SEED_FILE} ${rule}`),
    `${SEED_FILE} undefined`,
    '- ftm/token-not-of-product',
    '- undefined',
  ]);
  expect(lines[4]).toEqual({ path: SEED_FILE, coverage: { lines: 30, unrecognised: 0 } });
}); // prettier-ignore

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
}); // prettier-ignore

describe('lsp', () => {
  test('serves, and leaves the exit code to the server', async () => {
    expect(await runHere(['lsp'])).toEqual({ code: undefined, out: 'served', err: '' });
    expect(await runHere(['lsp', '--stdio'])).toEqual({ code: undefined, out: 'served', err: '' });
  });
});

test('The version is that of the package', async () => {
  const { code, out } = await runHere(['--version']);
  expect([code, out]).toEqual([0, `${version}\n`]);
});

describe('check --format sarif', () => {
  test('names a file by its path from the folder that it runs in, and one elsewhere by its whole path', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const words = ['check', '--format', 'sarif', path.resolve(SEED_FILE), path.join(folder, 'a.log')];
    const { out } = await runHere(words);
    const uris = new Set([...out.matchAll(/"uri": "([^"]+)"/g)].map(([, uri]) => uri));
    expect([...uris]).toEqual([SEED_FILE, `file://${folder}/a.log`]);
  });
});
