import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { version } from '../../../package.json';
import { folderWith } from '../../support/terminal';

const LAUNCHER = 'server/bin/fortios-debug.js';

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function node(...words: string[]): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

describe('fortios-debug in a clone', () => {
  test('is run by npx', () => {
    const line = 'npm exec --offline --no -- fortios-debug --version';
    expect(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' }).trim()).toBe(version);
  });

  test('is executable', () => {
    expect(statSync(LAUNCHER).mode & 0o111).toBe(0o111);
  });

  test('says so if it is not built', () => {
    const folder = folderWith({});
    mkdirSync(path.join(folder, 'bin'));
    const file = path.join(folder, 'bin', 'fortios-debug.js');
    copyFileSync(LAUNCHER, file);
    expect(node(file)).toEqual({ code: 2, out: '', err: expect.stringContaining('npm run build') as string });
  });
});

describe('The language server, started by hand,', () => {
  test.each([[[]], [['--recognise']], [['capture.log']]])('explains itself: %j', words => {
    const { code, out, err } = node('server/dist/node.js', ...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^This is the language server .*--stdio.*fortios-debug check FILE/s);
  });

  test('prints its help on standard output', () => {
    expect(node('server/dist/node.js', '--help')).toMatchObject({ code: 0, err: '' });
  });
});
