import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileErrorReason } from '../../../server/src/files/fileErrors';
import { isWanted, splitPattern, walk } from '../../../server/src/files/walk';
import { folderWith, HAS_NAMED_PIPES } from '../../support/terminal';
import { computingTime } from '../../support/time';

const TREE = {
  'b.log': '',
  'a.txt': '',
  '.hidden/c.log': '',
  'x/y/d.log': '',
  'x/e.bin': '',
  'node_modules/f/g.log': '',
};
const all = ['a.txt', 'b.log', '.hidden/c.log', 'node_modules/f/g.log', 'x/e.bin', 'x/y/d.log'];

describe('A walk through a folder', () => {
  test('lists what is in it and its subfolders, hidden or not', async () => {
    expect(await walk(folderWith(TREE))).toEqual({ files: all, faults: [], isCut: false });
  });

  test.each([
    [['**/*.log'], [], ['b.log', '.hidden/c.log', 'node_modules/f/g.log', 'x/y/d.log']],
    [['*.log'], [], ['b.log']],
    [['**/*.{txt,bin}'], [], ['a.txt', 'x/e.bin']],
    [[], ['**/node_modules/**'], all.filter(name => !name.startsWith('node'))],
    [[], ['x/**', '.hidden'], ['a.txt', 'b.log', 'node_modules/f/g.log']],
    [['**/*'], ['**/*.log'], ['a.txt', 'x/e.bin']],
  ])('includes %j and excludes %j', async (include, ignore, files) => {
    expect((await walk(folderWith(TREE), { include, ignore })).files).toEqual(files);
  });

  test('can ignore the case of letters, as Windows does', async () => {
    const folder = folderWith({ 'B.LOG': '', 'a.log': '' });
    expect((await walk(folder, { include: ['*.Log'], ignoresCase: true })).files).toEqual(['B.LOG', 'a.log']);
    expect((await walk(folder, { include: ['*.LOG'] })).files).toEqual(['B.LOG']);
  });

  test('does not follow a link to a folder, and follows one to a file elsewhere', async () => {
    const [folder, other] = [folderWith({ 'a/b.log': '' }), folderWith({ 'c.log': '' })];
    symlinkSync('..', path.join(folder, 'a', 'up'));
    symlinkSync(path.join(other, 'c.log'), path.join(folder, 'a', 'linked.log'));
    expect(await walk(folder)).toEqual({ files: ['a/b.log', 'a/linked.log'], faults: [], isCut: false });
  });

  test('lists a file once even if a link next to it leads to it', async () => {
    const folder = folderWith({ 'a/b.log': '', 'c.bin': '' });
    symlinkSync('b.log', path.join(folder, 'a', 'same.log'));
    symlinkSync('../c.bin', path.join(folder, 'a', 'c.log'));
    expect(await walk(folder)).toEqual({ files: ['c.bin', 'a/b.log'], faults: [], isCut: false });
    // If only the link's name matches, the link is returned.
    expect((await walk(folder, { include: ['**/*.log'] })).files).toEqual(['a/b.log', 'a/c.log']);
  });

  test('ends if there are more files and folders than the limit', async () => {
    const folder = folderWith(TREE);
    const { files, isCut } = await walk(folder, {}, 6);
    expect([files.length, isCut]).toEqual([3, true]);
    expect((await walk(folder, {}, 11)).isCut).toBe(false);
    expect((await walk(folder, {}, 10)).isCut).toBe(true);
  });

  test.runIf(HAS_NAMED_PIPES)('names what it could not read, and continues', async () => {
    const folder = folderWith({ 'a.log': '', 'z/b.log': '' });
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    symlinkSync('nothing', path.join(folder, 'nowhere'));
    const { files, faults } = await walk(folder);
    expect(files).toEqual(['a.log', 'z/b.log']);
    expect(faults.map(fault => [fault.path, fileErrorReason(fault.error)])).toEqual([
      ['nowhere', 'it could not be read: no such file'],
      ['pipe', 'it could not be read: it is a pipe or a device, not a file'],
    ]);
  });

  test('ends, whatever the patterns are', async () => {
    const folder = folderWith(TREE);
    const piece = fc.constantFrom('*', '**', '/', '?', '!', '+(', '(', ')', '[', ']', '{', '}', ',', '.', 'a', '\\', '|');
    const pattern = fc.array(piece, { minLength: 1, maxLength: 40 }).map(pieces => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(pattern), fc.array(pattern), async (include, ignore) => {
        const { files, faults } = await walk(folder, { include, ignore });
        expect(all.filter(name => isWanted(name, { include, ignore }))).toEqual(files);
        expect(faults).toEqual([]);
        expect(files.filter(name => !all.includes(name))).toEqual([]);
      }),
    );
  });
}); // oxfmt-ignore

describe('A pattern', () => {
  test.each([
    'captures/a.log',
    './captures/a.log',
    '**/a.log',
    'captures/**',
    '!*.txt',
    '{b,captures}/?.log',
  ])('%s matches a file in a folder', pattern => {
    expect(isWanted('captures/a.log', { include: [pattern] })).toBe(true);
  });

  // A backtracking matcher takes minutes for most of these, or never ends.
  test.each([
    ['*a*a*a*a*b', 'a'.repeat(200) + '.log'],
    ['*a'.repeat(60) + '*b', 'a'.repeat(250)],
    ['?*'.repeat(100) + 'b', 'a'.repeat(250)],
    ['*[ab]'.repeat(60) + '*c', 'a'.repeat(250)],
    ['{*a,*a*a}'.repeat(8) + 'b', 'a'.repeat(250)],
    ['**/a*/'.repeat(30) + 'b', 'a/'.repeat(400) + 'c'],
    ['**/*a*a*a*/'.repeat(20) + 'b', ('a'.repeat(60) + '/').repeat(60) + 'c'],
    ['**/'.repeat(300) + 'b', 'a/'.repeat(1000) + 'c'],
    ['+(a|aa)'.repeat(20) + 'b', 'a'.repeat(100)],
  ])('%s is compared with any name quickly', (pattern, name) => {
    const time = computingTime(() => {
      expect(isWanted(name, { include: [pattern] })).toBe(false);
    });
    expect(time).toBeLessThan(2000);
  });
});

describe('A pattern is split before its first wildcard:', () => {
  test.each([
    ['captures/*.log', 'captures', '*.log'],
    ['*.log', '.', '*.log'],
    ['/*.log', '/', '*.log'],
    ['/var/log/**/a?.log', '/var/log', '**/a?.log'],
    ['a/{b,c}/d.log', 'a', '{b,c}/d.log'],
    ['a/{b/c,d}.log', 'a', '{b/c,d}.log'],
    ['a/b[12]/c.log', 'a', 'b[12]/c.log'],
  ])('%s', (pattern, base, glob) => {
    expect(splitPattern(pattern)).toEqual({ base, glob });
  });

  test.each(['captures/a.log', '/a.log', 'a', '', 'a{b}.log', 'a+(b).log'])('%j has no fixed part', name => {
    expect(splitPattern(name)).toBeUndefined();
  });
});
