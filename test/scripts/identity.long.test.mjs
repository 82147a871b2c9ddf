import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const before = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(path.join(os.tmpdir(), 'id-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a script of the copy. @param {string[]} words */
const node = (...words) =>
  execFileSync(process.execPath, words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
const list = (/** @type {string[]} */ ...words) =>
  execFileSync('git', ['ls-files', ...words], { encoding: 'utf8' })
    .trim()
    .split('\n');

describe('With another name, publisher, version and owner of the repository', () => {
  const files = list('--cached', '--others', '--exclude-standard');
  const now = { name: 'captures-log', publisher: 'example-people', version: '98.76.54' };

  beforeAll(() => {
    for (const file of files) cpSync(file, path.join(folder, file), { recursive: true, errorOnExist: false });
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
    symlinkSync(path.resolve('server/node_modules'), path.join(folder, 'server/node_modules'), 'junction');
    const repository = { ...before.repository, url: 'https://github.com/EXAMPLE/captures.git' };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...before, ...now, repository }));
    node('scripts/generate.mjs');
  });

  test('no file has the former ones', () => {
    const { name, publisher, version } = before;
    const former = [`${publisher}.${name}`, `${name}-${version}`, before.repository.url];
    const naming = ['README.md', 'server/package.json', '.github/ISSUE_TEMPLATE/', 'editors/'];
    const found = files.flatMap(file => {
      const text = readFileSync(path.join(folder, file), 'latin1');
      const words = naming.some(one => file.startsWith(one)) ? [...former, version] : former;
      return words.filter(word => text.includes(word)).map(word => `${file}: ${word}`);
    });
    expect(found).toEqual([]);
    expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toContain('captures-log-98.76.54.vsix');
  });

  test('the tests that depend on them pass, and generated files are current', () => {
    const tests = [
      'test/server/report/reports.test.ts',
      'test/server/cli/check.test.ts',
      'test/client/manifest.test.ts',
    ];
    expect(node('node_modules/vitest/vitest.mjs', 'run', ...tests)).toMatch(/3 passed/);
    expect(node('scripts/generate.mjs', '--check')).toBe('');
  });
});

test('A placeholder for the owner is in package.json only', () => {
  const [, owner = ''] = /\/([A-Z]+_[A-Z_]+)\//.exec(before.repository.url) ?? [];
  const naming = owner === '' ? [] : list().filter(file => readFileSync(file, 'latin1').includes(owner));
  expect(naming).toEqual(owner === '' ? [] : ['package.json']);
});
