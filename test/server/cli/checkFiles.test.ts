import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkedRules, jsonOf, SEED_FILE, SEED_RULES, WORST } from '../../support/checked';
import { SEED } from '../../support/reading';
import { folderWith, HAS_NAMED_PIPES, runHere } from '../../support/terminal';
import { every, first } from '../../support/rows';

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
    expect(await checkedRules(['-'], text)).toEqual(SEED_RULES);
  });
});

describe('A file that cannot be read', () => {
  test('that is missing is named with the reason, and the exit code is 2', async () => {
    expect(await runHere(['check', 'no/such.log'])).toMatchObject({
      code: 2,
      err: 'fortios-debug: no/such.log: it could not be read: no such file\n',
    });
  });

  test('completely, because it is a truncated archive, is checked up to there and named with the reason', async () => {
    const packed = gzipSync(SEED);
    const folder = folderWith({ 'a.log.gz': packed.subarray(0, packed.length - 100) });
    for (const name of [path.join(folder, 'a.log.gz'), folder]) {
      const { code, out, err } = await runHere(['check', name]);
      expect(code).toBe(2);
      expect(err).toBe(
        `fortios-debug: ${path.join(folder, 'a.log.gz')}: only part of it could be read: it is compressed, and its end is missing\n`,
      );
      expect(out).toContain(`${path.join(folder, 'a.log.gz')}:26:293: warning secret/otp-seed`);
    }
    const { unread } = await jsonOf([folder]);
    expect(unread).toMatchObject([
      { reason: 'only part of it could be read: it is compressed, and its end is missing' },
    ]);
  });

  test('because hardly a byte of it is left is named with the reason', async () => {
    const folder = folderWith({ 'a.log.gz': gzipSync(SEED).subarray(0, 12) });
    const { code, out, err } = await runHere(['check', `${folder}/a.log.gz`]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('it could not be read: it is compressed, and its end is missing');
  });

  test('because it is packed several times is named with the reason', async () => {
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
    'because it is binary is named with the reason: %s',
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

  test.runIf(process.platform === 'linux')(
    'because its name is not UTF-8 is not reported as missing',
    async () => {
      const folder = folderWith({});
      writeFileSync(
        Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.log')]),
        SEED,
      );
      const { code, err } = await runHere(['check', folder]);
      expect(code).toBe(2);
      expect(err).toContain('no such file, or its name is not valid UTF-8; in that case, rename it');
    },
  );

  test('because a pattern matches nothing is reported', async () => {
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

  test('is listed apart from the files that were read', async () => {
    const { files, unread } = await jsonOf(['no/such.log', SEED_FILE]);
    expect(files.map(file => file.path)).toEqual([SEED_FILE]);
    expect(unread).toEqual([{ path: 'no/such.log', reason: 'it could not be read: no such file' }]);
    const { out } = await runHere(['check', '--format', 'markdown', 'no/such.log', SEED_FILE]);
    expect(out).toContain('## no/such.log\n\nit could not be read: no such file.');
  });

  test('is shown without characters that a terminal would act on', async () => {
    const { err } = await runHere(['check', 'no/\u001b[2Jsuch\n.log']);
    expect(err).toBe('fortios-debug: no/<U+001B>[2Jsuch<U+000A>.log: it could not be read: no such file\n');
  });
});

describe('A file is read', () => {
  const variant = (bytes: string | Uint8Array): Promise<string[]> =>
    checkedRules([path.join(folderWith({ 'a.log': bytes }), 'a.log')]);
  const utf16 = Buffer.from('\ufeff' + SEED, 'utf16le');

  const CASES = [
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
  ] as const;

  test('in every encoding', async () => {
    await every(CASES, first, async ([, bytes]) => {
      expect(await variant(bytes)).toEqual(SEED_RULES);
    });
  });

  test('that is empty, and has no problem', async () => {
    const file = path.join(folderWith({ 'a.log': '' }), 'a.log');
    expect(await runHere(['check', file])).toEqual({
      code: 0,
      out: `${file}: No problem was found in what was read; 0 lines read, 0 not recognised, 0 not understood\n`,
      err: `fortios-debug: ${file}: does not look like FortiOS debug output\n`,
    });
  });

  test('that has a few bytes of something else', async () => {
    const noise = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(await variant(Buffer.concat([Buffer.from(SEED), noise]))).toEqual(SEED_RULES);
  });

  test('that is another log, and what was not recognised is reported', async () => {
    const { out, err } = await runHere(['check', '-'], 'Lorem ipsum\ndolor sit\n');
    expect(err).toBe('fortios-debug: -: does not look like FortiOS debug output\n');
    expect(out).toBe('-: Nothing recognised in 2 lines: this is not a result; 2 lines read, 2 not recognised, 2 not understood\n');
  });
}); // oxfmt-ignore

describe('A folder', () => {
  const captures = (): string => {
    const folder = folderWith({ 'b.log': SEED, 'a.txt': WORST.error + SEED, 'mail.log': 'Lorem ipsum\n', 'c.gz': gzipSync(SEED) });
    mkdirSync(path.join(folder, 'inner'));
    symlinkSync(folder, path.join(folder, 'inner', 'circle'));
    return folder;
  };

  test('has its captures checked in the order of their names, recognised by content; other files are counted', async () => {
    const folder = captures();
    const { out, err } = await runHere(['check', folder]);
    const files = out.split('\n').filter(line => line.includes(' read, ')).map(line => line.replace(/: [^\\/]*$/, ''));
    expect(files.slice(0, 3)).toEqual(['a.txt', 'b.log', 'c.gz'].map(name => path.join(folder, name)));
    expect(out).toMatch(/\n3 captures: 4 errors, .*\n1 file skipped: not FortiOS debug output\n$/);
    expect(err).toBe('');
  });

  test('without captures is reported as such', async () => {
    const folder = folderWith({ 'mail.log': 'Lorem ipsum\n' });
    const { code, err } = await runHere(['check', folder]);
    expect([code, err]).toEqual([2, `fortios-debug: ${folder}: no capture found\n`]);
  });

  test('and a pattern and a file that match the same capture have it checked once', async () => {
    const folder = captures();
    const { files } = await jsonOf([folder, `${folder}/*.log`, path.join(folder, 'b.log')]);
    expect(files.filter(file => file.path.endsWith('b.log'))).toHaveLength(1);
  });

  test('that holds reports has only its captures checked', async () => {
    const report = await runHere(['report', SEED_FILE]);
    const folder = folderWith({ 'seed.log': SEED, 'report.md': report.out, 'report.html': report.out });
    expect((await jsonOf([folder])).files.map(file => path.basename(file.path))).toEqual(['seed.log']);
  });

  test.runIf(HAS_NAMED_PIPES)('with a named pipe in it: the pipe is skipped', async () => {
    const folder = captures();
    execFileSync('mkfifo', [path.join(folder, 'pipe.log')]);
    expect((await runHere(['check', folder])).out).toContain('3 captures: ');
  });
}); // oxfmt-ignore
