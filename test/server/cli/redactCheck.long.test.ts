import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SEED, SEED_SECRET } from '../../support/reading';
import { BUILT_CLI, folderWith, runHere } from '../../support/terminal';

const CODE = 'const password = readPassword(token);\n'.repeat(20);

describe('redact --check', () => {
  test('names the lines with secrets, never a value, and writes no copy', async () => {
    const { code, out, err } = await runHere(['redact', '--check', '-'], SEED + SEED);
    expect([code, out]).toEqual([1, 'To mask them: fortios-debug redact --out share FILE...\n']);
    expect(err).toBe('fortios-debug: -: secrets in lines 26, 56\n');
    expect(out + err).not.toContain(SEED_SECRET);
  });

  test('finds nothing in a redacted copy', async () => {
    const { out } = await runHere(['redact', '-'], SEED);
    expect(await runHere(['redact', '--check', '-'], out)).toEqual({ code: 0, out: '', err: '' });
  });

  test('reads a text that is no capture, too: a few lines of a configuration', async () => {
    const folder = folderWith({
      'a.conf': 'config user local\nedit one\nset passwd Herbst77Lx4q\n',
      'b.ts': CODE,
    });
    const files = ['a.conf', 'b.ts'].map(name => path.join(folder, name));
    const { code, err } = await runHere(['redact', '--check', ...files]);
    expect([code, err]).toEqual([1, `fortios-debug: ${files[0] ?? ''}: secrets in line 3\n`]);
  });

  test('says how many files it skips, since they are no text', async () => {
    const folder = folderWith({ 'c.bin': new Uint8Array(100), 'b.ts': CODE });
    expect(await runHere(['redact', '--check', folder])).toEqual({
      code: 0,
      out: '',
      err: '1 file skipped: not FortiOS debug output\n',
    });
  });

  test('exits with 2 for a file that cannot be read, and cannot be combined with --out', async () => {
    expect((await runHere(['redact', '--check', 'no/such.log'])).code).toBe(2);
    expect((await runHere(['redact', '--check', '--out', 'x', 'test/fixtures/seed.log'])).code).toBe(2);
  });
});

test('The Git hook rejects a commit whose staged text has a secret, and accepts a redacted copy', async () => {
  const folder = folderWith({ 'notes.txt': CODE });
  const bin = path.join(folder, '.git', 'bin');
  const git = (...words: string[]): { status: number | null; stderr: string } =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    });
  execFileSync('git', ['init', '-q', folder]);
  mkdirSync(bin);
  writeFileSync(
    path.join(bin, 'fortios-debug'),
    `#!/bin/sh\nexec "${process.execPath}" "${BUILT_CLI}" "$@"\n`,
  );
  chmodSync(path.join(bin, 'fortios-debug'), 0o755);
  mkdirSync(path.join(folder, '.git', 'hooks'), { recursive: true });
  copyFileSync('docs/ci/pre-commit', path.join(folder, '.git', 'hooks', 'pre-commit'));

  writeFileSync(path.join(folder, 'a capture.log'), SEED);
  git('add', '.');
  const copy = (await runHere(['redact', '-'], SEED)).out;
  // Only staged content counts.
  writeFileSync(path.join(folder, 'a capture.log'), copy);
  const refused = git('commit', '-qm', 'a');
  expect([refused.status, refused.stderr]).toEqual([
    1,
    expect.stringContaining('a capture.log: secrets in line 26') as string,
  ]);
  git('add', '.');
  expect(git('commit', '-qm', 'a')).toMatchObject({ status: 0 });
});
