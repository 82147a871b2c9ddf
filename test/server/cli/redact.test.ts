import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../../server/src/cli/run';
import { SEED } from '../../support/reading';
import { HAS_NAMED_PIPES } from '../../support/terminal';

const SECRET = 'A84E2CAAD3BCEA970E05DC1A9B7BD2D562622F4A';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redact-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Runs `fortios-debug redact` with these arguments and this standard input. */
async function redact(
  words: readonly string[],
  input = '',
  progress?: (text: string) => void,
): Promise<{ code: number | undefined; out: string; error: string }> {
  const output = { out: '', error: '' };
  const code = await run(['redact', ...words], {
    // oxlint-disable-next-line typescript/require-await -- all input is available at once
    input: (async function* () {
      yield Buffer.from(input);
    })(),
    write: text => void (output.out += String(text)),
    reportError: text => void (output.error += text),
    colour: false,
    unicode: true,
    serve: () => undefined,
    ...(progress && { progress }),
  });
  return { code, ...output };
}

const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');

describe('fortios-debug redact', () => {
  test('writes the copy of one file to standard output, and its messages to standard error', async () => {
    const { code, out, error } = await redact([put('a.log', SEED)]);
    expect({ code, secret: out.includes(SECRET), serial: out.includes('FG140E4Q17000494') }).toEqual({
      code: 0,
      secret: false,
      serial: false,
    });
    expect(out.split('\n')).toHaveLength(SEED.split('\n').length);
    expect(error).toContain('redacted, verified');
  });

  test.runIf(HAS_NAMED_PIPES)('reads a pipe once', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [{ code, out }] = await Promise.all([redact([pipe]), writeFile(pipe, SEED)]);
    expect({ code, secret: out.includes(SECRET) }).toEqual({ code: 0, secret: false });
  });

  test('refuses a file that mixes encodings, in which it would miss secrets', async () => {
    const wide = Buffer.from('\ufeffFGT # diagnose debug enable\n', 'utf16le');
    const { code, out, error } = await redact([put('a.log', Buffer.concat([wide, Buffer.from(SEED)]))]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain('it mixes UTF-8 and UTF-16');
  });

  test('reads standard input', async () => {
    const { code, out } = await redact(['-'], SEED);
    expect({ code, secret: out.includes(SECRET) }).toEqual({ code: 0, secret: false });
  });

  test('keeps identities if asked to, but no secret', async () => {
    const { out } = await redact(['--keep', 'identities', '-'], SEED);
    expect({ secret: out.includes(SECRET), serial: out.includes('FG140E4Q17000494') }).toEqual({
      secret: false,
      serial: true,
    });
  });

  test('gives the same stand-in in every file', async () => {
    const paths = ['a.log', 'b.log'].map(name =>
      put(name, 'FGT # diagnose x\nprovision token: FTKMOB947FDC1754\n'),
    );
    const { code } = await redact(['--out', join(folder, 'share'), ...paths]);
    expect(code).toBe(0);
    expect(read('share', 'a.log')).toBe(read('share', 'b.log'));
  });

  test('masks in one file what another file names', async () => {
    const paths = [
      put('a.log', 'nothing tells what Sommer-2024-geheim is\n'),
      put('b.log', '    set passwd "Sommer-2024-geheim"\n'),
    ];
    await redact(['--out', join(folder, 'share'), ...paths]);
    expect(read('share', 'a.log')).not.toContain('geheim');
  });

  test('never overwrites a file, and leaves no incomplete one', async () => {
    const path = put('a.log', SEED);
    const { code, error } = await redact(['--out', folder, path]);
    expect({ code, files: readdirSync(folder) }).toEqual({ code: 2, files: ['a.log'] });
    expect(read('a.log')).toBe(SEED);
    expect(error).toContain('file already exists and is not overwritten');
  });

  test('exits 2 for a file that is missing, and writes the others', async () => {
    const { code, error } = await redact([
      '--out',
      join(folder, 'share'),
      join(folder, 'none.log'),
      put('a.log', SEED),
    ]);
    expect({ code, files: readdirSync(join(folder, 'share')) }).toEqual({ code: 2, files: ['a.log'] });
    expect(error).toContain('none.log: it could not be read: no such file');
  });

  test('exits 2 if the output folder is a file', async () => {
    const { code, error } = await redact(['--out', put('file', ''), put('a.log', SEED)]);
    expect(code).toBe(2);
    expect(error).toContain('it could not be written');
  });

  test('needs a folder for several files', async () => {
    const { code, error } = await redact([put('a.log', SEED), put('b.log', SEED)]);
    expect({ code, error }).toEqual({
      code: 2,
      error: 'fortios-debug: several files need --out DIR\n',
    });
  });

  test('masks a secret inside an identity of the table', async () => {
    await redact(['--table', join(folder, 'table.tsv'), '-'], 'user: bob / pass: Winter-Sun-17\n');
    expect(read('table.tsv')).toMatch(/\tuser\tbob/);
    expect(read('table.tsv')).not.toContain('Winter-Sun-17');
  });

  test('writes a table of identities only if asked for, without secrets', async () => {
    await redact(['--table', join(folder, 'table.tsv'), '-'], SEED);
    expect(read('table.tsv')).toContain('serial\tFG140E4Q17000494');
    expect(read('table.tsv')).not.toContain(SECRET);
  });

  test('writes no copy of a file that changed between the two reads, even if its length is the same', async () => {
    const before = 'FGT # diagnose debug enable\n'.repeat(20);
    const secret = '    set passwd "Sommer-2024-geheim"\n';
    const path = put('a.log', before);
    const other = put('b.log', SEED);
    const change = (text: string): void => {
      if (text === '2 of 2 captures read') put('a.log', secret.padEnd(before.length, '\n'));
    };
    const { code, error } = await redact(['--out', join(folder, 'share'), path, other], '', change);
    expect({ code, files: readdirSync(join(folder, 'share')) }).toEqual({ code: 2, files: ['b.log'] });
    expect(error).toContain('a.log: it could not be read: it changed while it was being read');
  });

  test('copies a truncated archive up to where it ends, and says so', async () => {
    const path = put('a.log.gz', gzipSync(SEED).subarray(0, -100));
    const { code, error } = await redact(['--out', join(folder, 'share'), path]);
    expect(code).toBe(2);
    expect(error).toContain(
      'a.log.gz: only part of it could be read: it is compressed, and its end is missing\n',
    );
    expect(read('share', 'a.log').split('\n').length).toBeGreaterThan(20);
    expect(read('share', 'a.log')).not.toContain(SECRET);
  });

  test.each([
    ['itself', ['share', 'table.tsv']],
    ['below it', ['share', 'deep', 'table.tsv']],
    ['with the name of a copy', ['share', 'a.log']],
    ['by a link', ['linked', 'table.tsv']],
    ['by a way around', ['share', '..', 'other', '..', 'share', 'table.tsv']],
  ])('refuses a table in the folder of the copies, %s', async (_, names) => {
    symlinkSync('share', join(folder, 'linked'));
    if (names[0] === 'linked') mkdirSync(join(folder, 'share'));
    const path = put('a.log', SEED);
    const { code, error } = await redact([
      '--out',
      join(folder, 'share'),
      '--table',
      [folder, ...names].join('/'),
      path,
    ]);
    expect(code).toBe(2);
    expect(error).toContain('it would be in the folder of the copies');
    expect(readdirSync(folder, { recursive: true }).filter(name => /tsv|share.a/.test(String(name)))).toEqual(
      [],
    );
  });

  test('writes a table beside the folder of the copies', async () => {
    const path = put('a.log', SEED);
    const { code } = await redact([
      '--out',
      join(folder, 'share'),
      '--table',
      join(folder, 'share.tsv'),
      path,
    ]);
    expect(code).toBe(0);
    expect(read('share.tsv')).toContain('serial');
  });

  test('ignores the unfinished file of a run that was killed', async () => {
    mkdirSync(join(folder, 'share'));
    put(`share/.fortios-debug.${process.pid}.tmp`, 'mine');
    const { code } = await redact(['--out', join(folder, 'share'), put('a.log', SEED)]);
    expect(code).toBe(0);
    expect(read('share', `.fortios-debug.${process.pid}.tmp`)).toBe('mine');
    expect(readdirSync(join(folder, 'share'))).toHaveLength(2);
  });

  test('writes no copy if the table already exists', async () => {
    const { code, error } = await redact([
      '--out',
      join(folder, 'share'),
      '--table',
      put('table.tsv', 'mine'),
      put('a.log', SEED),
    ]);
    expect({ code, files: readdirSync(folder).sort() }).toEqual({ code: 2, files: ['a.log', 'table.tsv'] });
    expect(error).toContain('table.tsv: file already exists and is not overwritten');
  });

  test.each(['\n', '\r\n', '\r\r\n', '\r'])('keeps the line ends %j', async end => {
    const { out } = await redact(['-'], ['FGT # x', 'AuthCode: 918273', ''].join(end));
    expect(out.split(end)).toHaveLength(3);
  });

  test('reads UTF-16 as PuTTY writes it', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(SEED, 'utf16le')]);
    const { out } = await redact([put('a.log', bytes)]);
    expect({ secret: out.includes(SECRET), story: out.includes('token does not belong to product') }).toEqual(
      { secret: false, story: true },
    );
  });

  test('writes an empty copy of an empty file', async () => {
    mkdirSync(join(folder, 'share'));
    const { code } = await redact(['--out', join(folder, 'share'), put('empty.log', '')]);
    expect({ code, text: read('share', 'empty.log') }).toEqual({ code: 0, text: '' });
  });
});

describe('With folders and patterns, fortios-debug redact', () => {
  const CAPTURE =
    'FGT # diagnose debug enable\n2024-03-30 04:10:03 ftm_fc_comm_connect[66]:ftm TCPS connected.\n';
  const all = (below: string): string[] =>
    readdirSync(join(folder, below), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(join(folder, below).length + 1))
      .sort();

  test('copies every capture in a folder, and says how many other files it skipped', async () => {
    mkdirSync(join(folder, 'one'));
    mkdirSync(join(folder, 'two'));
    put('one/a.log', CAPTURE);
    put('two/a.log', CAPTURE);
    put('two/mail.txt', 'Lorem ipsum\n');
    const { code, error } = await redact(['--out', join(folder, 'share'), folder]);
    expect({ code, files: all('share') }).toEqual({
      code: 0,
      files: [join('one', 'a.log'), join('two', 'a.log')],
    });
    expect(error).toContain('1 of the files in the folders are not captures and were not copied');
  });

  test('does not copy the copies of the previous run', async () => {
    put('a.log', CAPTURE);
    await redact(['--out', join(folder, 'share'), folder]);
    put('b.log', CAPTURE);
    rmSync(join(folder, 'share', 'a.log'));
    await redact(['--out', join(folder, 'share'), folder]);
    await redact(['--out', join(folder, 'share'), folder]);
    expect(all('share')).toEqual(['a.log', 'b.log']);
  });

  test('unpacks packed captures, and gives each copy its own name', async () => {
    put('a.log', CAPTURE);
    put('a.log.gz', gzipSync(CAPTURE));
    await redact(['--out', join(folder, 'share'), join(folder, 'a*')]);
    expect(all('share')).toEqual(['a-2.log', 'a.log']);
    expect(read('share', 'a-2.log')).toBe(CAPTURE.replace('FGT', read('share', 'a.log').slice(0, 3)));
  });

  test('says that a folder has no capture', async () => {
    const { code, error } = await redact(['--out', join(folder, 'share'), folder]);
    expect({ code, error }).toEqual({
      code: 2,
      error: `fortios-debug: ${folder}: no capture found\n`,
    });
  });
});
