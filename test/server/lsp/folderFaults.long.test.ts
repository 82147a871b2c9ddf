import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DidChangeWorkspaceFoldersNotification, FileChangeType } from 'vscode-languageserver-protocol/node';
import {
  failing,
  FAILING_RULE,
  idsOf,
  pullFolder,
  SEED_RULES,
  sendChange,
  startInFolder,
  toldOf,
  uriOf,
  WITH_FOLDERS,
} from '../../support/folder';
import { SEED } from '../../support/reading';
import { Client } from '../../support/server';
import { folderWith } from '../../support/terminal';

describe('Every hostile file is named, and the others are read', () => {
  test('a pipe, a circle of folders, a circle of links, a link to nothing, an empty file', async () => {
    const folder = folderWith({ 'a.log': failing(), 'empty.log': '', 'inner/b.log': failing() });
    execFileSync('mkfifo', [path.join(folder, 'pipe.log')]);
    symlinkSync(folder, path.join(folder, 'inner', 'circle'));
    symlinkSync('loop.log', path.join(folder, 'loop.log'));
    symlinkSync('nothing', path.join(folder, 'nowhere.log'));
    const client = await startInFolder(folder);
    expect(toldOf(folder, await pullFolder(client))).toEqual([
      `a.log: ${FAILING_RULE}`,
      `inner/b.log: ${FAILING_RULE}`,
    ]);
    expect(client.logged.sort()).toEqual([
      'loop.log: it could not be read: its symbolic links form a loop',
      'nowhere.log: it could not be read: no such file',
      'pipe.log: it could not be read: it is a pipe or a device, not a file',
    ]);
    expect(client.messages).toEqual([
      'Files in the folder that could not be read, or only in part: 3. Their problems are unknown; the log names them (FortiOS Debug: Show Log).',
    ]);
  });

  test('each fault is reported once', async () => {
    const folder = folderWith({ 'a.log': failing() });
    execFileSync('mkfifo', [path.join(folder, 'pipe.log')]);
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    await sendChange(client, uriOf(folder, 'c.log'), FileChangeType.Created);
    await pullFolder(client, idsOf(first));
    expect([client.logged.length, client.messages.length]).toEqual([1, 1]);
  });

  test('a compressed file that ends early has the problems up to there, and one that says so', async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `FGT # get ${Math.sin(row)}\n`).join('');
    const packed = gzipSync(failing() + rows);
    const folder = folderWith({ 'a.log.gz': packed.subarray(0, packed.length / 2), 'b.log': failing() });
    const client = await startInFolder(folder);
    const report = await pullFolder(client);
    expect(toldOf(folder, report)).toEqual([
      `a.log.gz: ${FAILING_RULE}, capture/unread`,
      `b.log: ${FAILING_RULE}`,
    ]);
    const [cut] = report.items.filter(({ uri }) => uri.endsWith('gz'));
    const last = cut?.kind === 'full' ? cut.items[1] : undefined;
    expect(last?.message).toMatch(
      /^Read only up to line \d{4,}: it could not be read: it is compressed, and its end is missing$/,
    );
    expect(client.logged.join()).toContain('a.log.gz: it could not be read: it is compressed');
  });

  test('UTF-16 with a byte order mark, invalid UTF-8, a file of zero bytes and one of noise', async () => {
    const utf16 = Buffer.from('\ufeff' + SEED, 'utf16le');
    const noise = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251);
    const folder = folderWith({
      'little.log': utf16,
      'big.log': Buffer.from(utf16).swap16(),
      'mixed.log': Buffer.concat([Buffer.from(failing()), Buffer.from([0xff, 0xc3, 0x28, 10]), utf16]),
      'zero.log': new Uint8Array(100_000),
      'noise.log': noise,
    });
    const client = await startInFolder(folder);
    expect(toldOf(folder, await pullFolder(client))).toEqual([
      `big.log: ${SEED_RULES}`,
      `little.log: ${SEED_RULES}`,
    ]);
    expect(client.logged).toEqual([
      'mixed.log: it could not be read: it mixes UTF-8 and UTF-16, or has NUL bytes between letters; save it in one encoding',
    ]);
  });

  test('a missing folder', async () => {
    const folder = path.join(folderWith({}), 'gone');
    const client = await startInFolder(folder);
    expect((await pullFolder(client)).items).toEqual([]);
    expect(client.logged).toEqual(['gone: it could not be read: no such file']);
  });

  test('a folder on another machine', async () => {
    const client = await Client.inMemory({ capabilities: { ...WITH_FOLDERS, workspace: { workspaceFolders: true, diagnostics: {} } }, initializationOptions: { settings: { diagnostics: { scope: 'workspace' } } }, folders: [] });
    onTestFinished(() => client.kill());
    const event = { added: [{ uri: 'vscode-vfs://github/a/b', name: 'b' }], removed: [] };
    await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
    expect((await pullFolder(client)).items).toEqual([]);
    expect(client.logged).toEqual(['b: it is not on the disk of the machine where the server runs']);
  }); // oxfmt-ignore
});

describe('A limit is reported to the user', () => {
  test('on files: those that are named like captures come first', async () => {
    const folder = folderWith({ 'a.bin': failing(), 'b.bin': failing(), 'z.log': failing() });
    const client = await startInFolder(folder, { maxFiles: 1 });
    expect(toldOf(folder, await pullFolder(client))).toEqual([`z.log: ${FAILING_RULE}`]);
    expect(client.messages).toEqual([
      'Only 1 of the 3 files in the folder were examined; captures among the rest are unknown (setting fortiosDebug.diagnostics.maxFiles).',
    ]);
  });

  test('on bytes: a smaller capture after one that is too large is read', async () => {
    const folder = folderWith({ 'a.log': failing() + '\n'.repeat(1_000_000), 'b.log': failing() });
    const client = await startInFolder(folder, { maxMegabytes: 1 });
    expect(toldOf(folder, await pullFolder(client))).toEqual([`b.log: ${FAILING_RULE}`]);
    expect(client.messages).toEqual([
      'The captures in the folder exceed 1 MB in total. Captures not read, whose problems are unknown: 1 (setting fortiosDebug.diagnostics.maxMegabytes).',
    ]);
  });
});

test('A compressed capture is read only as far as the limit on bytes allows for its text', async () => {
  const folder = folderWith({ 'b.log': failing() });
  const packed = gzipSync(failing() + 'FGT # diagnose debug enable\n'.repeat(200_000) + failing('2'));
  expect(packed.length).toBeLessThan(100_000);
  writeFileSync(path.join(folder, 'a.log.gz'), packed);
  const client = await startInFolder(folder, { maxMegabytes: 1 });
  expect(toldOf(folder, await pullFolder(client))).toEqual([`a.log.gz: ${FAILING_RULE}, capture/unread`]);
  expect(client.logged.join()).toContain(
    'a.log.gz: decompressed, it exceeds the total size limit for captures in a folder',
  );
});
