// Paths as Windows has them, on every system: drives, servers, and names whose case does not matter.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { targetsIn } from '../../../server/src/cli/redact';
import { nodeFiles } from '../../../server/src/files/nodeFiles';
import { commonFolder, isWithin, type PathStyle } from '../../../server/src/files/paths';
import { splitPattern } from '../../../server/src/files/walk';

const WINDOWS: PathStyle = { path: path.win32, ignoresCase: true };
const LINUX: PathStyle = { path: path.posix, ignoresCase: false };

describe('A file is in a folder:', () => {
  test.each([
    [LINUX, '/a/b.log', '/a', true],
    [LINUX, '/a', '/a', true],
    [LINUX, '/a/..b.log', '/a', true],
    [LINUX, '/b.log', '/a', false],
    [LINUX, '/ab/c.log', '/a', false],
    [LINUX, '/A/b.log', '/a', false],
    [LINUX, '/a/b.log', '/', true],
    [WINDOWS, 'C:\\Logs\\a.log', 'c:\\logs', true],
    [WINDOWS, 'C:\\a.log', 'C:\\', true],
    [WINDOWS, 'D:\\logs\\a.log', 'C:\\logs', false],
    [WINDOWS, '\\\\server\\share\\a.log', '\\\\SERVER\\share\\', true],
    [WINDOWS, '\\\\server\\share\\a.log', '\\\\other\\share\\', false],
  ] as const)('%#: %s', (style, file, folder, expected) => {
    expect(isWithin(file, folder, style)).toBe(expected);
  });
});

describe('The common folder:', () => {
  test.each([
    [LINUX, ['/a/b.log', '/a/c/d.log'], '/a'],
    [LINUX, ['/a/b.log', '/c/d.log'], ''],
    [LINUX, ['/a.log', '/b.log'], '/'],
    [LINUX, ['a.log', 'b.log'], ''],
    [WINDOWS, ['C:\\Logs\\a.log', 'c:\\logs\\b\\c.log'], 'C:\\Logs'],
    [WINDOWS, ['C:\\a\\b.log', 'C:\\c\\d.log'], ''],
    [WINDOWS, ['C:\\a.log', 'C:\\b.log'], 'C:\\'],
    [WINDOWS, ['C:\\a\\b.log', 'D:\\a\\b.log'], ''],
    [WINDOWS, ['\\\\server\\one\\a.log', '\\\\server\\two\\b.log'], ''],
    [WINDOWS, ['\\\\server\\one\\x\\a.log', '\\\\server\\one\\x\\y\\b.log'], '\\\\server\\one\\x'],
  ] as const)('%#: %s', (style, files, folder) => {
    expect(commonFolder(files, style)).toBe(folder);
  });
});

describe('A pattern that the shell did not expand is split:', () => {
  test.each([
    ['C:\\logs\\*.log', 'C:\\logs', '*.log'],
    ['C:\\*.log', 'C:\\', '*.log'],
    ['C:*.log', 'C:', '*.log'],
    ['logs\\2024*\\a.log', 'logs', '2024*/a.log'],
    ['*.log', '.', '*.log'],
    ['\\\\server\\share\\*.log', '\\\\server\\share\\', '*.log'],
    ['\\\\?\\C:\\logs\\*.log', '\\\\?\\C:\\logs', '*.log'],
  ])('%s', (pattern, base, glob) => {
    expect(splitPattern(pattern, WINDOWS)).toEqual({ base, glob });
  });

  test('A long path without a wildcard is no pattern', () => {
    expect(splitPattern('\\\\?\\C:\\logs\\a.log', WINDOWS)).toBeUndefined();
  });
});

describe('Copies stay in their folder, each with a name of its own:', () => {
  test.each([
    ['two folders of a drive', ['C:\\a\\x.log', 'C:\\b\\y.log'], ['x.log', 'y.log']],
    ['two drives', ['C:\\a\\x.log', 'D:\\a\\X.log'], ['x.log', 'X-2.log']],
    ['below one folder', ['C:\\a\\x.log', 'C:\\A\\b\\x.log'], ['x.log', 'b\\x.log']],
    ['compressed', ['C:\\a\\x.log', 'C:\\a\\X.LOG.gz'], ['x.log', 'X-2.LOG']],
    ['two shares', ['\\\\s\\one\\x.log', '\\\\s\\two\\x.log'], ['x.log', 'x-2.log']],
  ])('%s', (_what, files, names) => {
    const targets = targetsIn(
      'C:\\out',
      files.map(file => ({ path: file })),
      WINDOWS,
    );
    expect([...targets.values()]).toEqual(names.map(name => `C:\\out\\${name}`));
  });
});

test.each([
  ['file:///c%3A/logs/a%20b.log', 'c:\\logs\\a b.log'],
  ['file:///C:/logs/a.log', 'c:\\logs\\a.log'],
  ['file://server/share/a.log', '\\\\server\\share\\a.log'],
  ['untitled:Untitled-1', undefined],
])('The address %s is the file %s', (uri, file) => {
  expect(nodeFiles.keyOf(uri, true)).toBe(file);
});
