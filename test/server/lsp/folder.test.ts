import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  CancellationTokenSource,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
  LSPErrorCodes,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver-protocol/node';
import { idsOf, pullFolder, rulesOf, startInFolder, toldOf, uriOf, WITH_FOLDERS } from '../../support/folder';
import { SEED } from '../../support/reading';
import { Client, sleep } from '../../support/server';
import { folderWith } from '../../support/terminal';

const RULE = 'cli/command-failed';
/** A capture with one problem; the text makes it one of a kind. */
const failing = (text = ''): string =>
  `FGT # diagnose debug enable\nFGT # diagnose debug application fnbamd -1${text}\nCommand fail. Return code -1\n`;
const MAIL = 'Lorem ipsum\ndolor sit amet\n';
const SEED_RULES = 'secret/otp-seed, ftm/product-not-registered, json/damaged, ftm/token-not-of-product';

async function changed(client: Client, uri: string, type: FileChangeType): Promise<void> {
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri, type }],
  });
}

describe('The problems of a folder', () => {
  test('are those of every capture in it, by content, opened or not', async () => {
    const folder = folderWith({ 'a.log': SEED, 'inner/b': failing(), 'mail.log': MAIL, 'c.gz': gzipSync(SEED) });
    const client = await startInFolder(folder);
    expect(toldOf(folder, await pullFolder(client))).toEqual([
      `a.log: ${SEED_RULES}`,
      `c.gz: ${SEED_RULES}`,
      `inner/b: ${RULE}`,
    ]);
  });

  test('are the same as those of the open document, with its ranges and related places', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await startInFolder(folder);
    const [closed] = (await pullFolder(client)).items;
    await client.open(uriOf(folder, 'a.log'), SEED);
    expect(closed?.kind === 'full' && closed.items).toEqual(await client.problems(uriOf(folder, 'a.log')));
  });

  test('are not looked for where only open files are wanted', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await startInFolder(folder, { scope: 'openFiles' });
    expect((await pullFolder(client)).items).toEqual([]);
    expect(client.registered).not.toContain('workspace/didChangeWatchedFiles');
  });

  test('of an open document are those of its text, however its address is spelled', async () => {
    const folder = folderWith({ 'a (1).log': SEED });
    const client = await startInFolder(folder);
    const uri = uriOf(folder, 'a (1).log').replace('(', '%28').replace(')', '%29');
    await client.open(uri, failing());
    const { items } = await pullFolder(client);
    expect(items.map(item => [item.uri, item.version, item.kind === 'full' && rulesOf(item.items)])).toEqual([
      [uri, 1, [RULE]],
    ]);
  });

  test('leave out what a pattern ignores, and take only what a pattern wants', async () => {
    const folder = folderWith({ 'a.log': SEED, 'b.txt': SEED, 'old/c.log': SEED, 'node_modules/d.log': SEED });
    const client = await startInFolder(folder, { include: ['**/*.log'], ignore: ['old/**', '**/node_modules/**'] });
    expect(toldOf(folder, await pullFolder(client))).toEqual([`a.log: ${SEED_RULES}`]);
  });

  test('follow the severities of the person', async () => {
    const folder = folderWith({ 'a.log': failing() });
    const configuration = { rules: { [RULE]: 'off' }, diagnostics: { scope: 'workspace' } };
    const client = await startInFolder(folder, {}, { configuration });
    expect(toldOf(folder, await pullFolder(client))).toEqual(['a.log: ']);
  });
}); // prettier-ignore

describe('Asked again', () => {
  test('a capture that is the same is reported unchanged', async () => {
    const folder = folderWith({ 'a.log': SEED, 'b.log': failing() });
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    const second = await pullFolder(client, idsOf(first));
    expect(toldOf(folder, second)).toEqual(['a.log: unchanged', 'b.log: unchanged']);
    expect(idsOf(second)).toEqual(idsOf(first));
  });

  test('a capture that the client says was changed is read again', async () => {
    const folder = folderWith({ 'a.log': failing() });
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    appendFileSync(path.join(folder, 'a.log'), failing('1') + failing('2'));
    // Nobody told: the client is trusted to.
    expect(toldOf(folder, await pullFolder(client, idsOf(first)))).toEqual(['a.log: unchanged']);
    await changed(client, uriOf(folder, 'a.log'), FileChangeType.Changed);
    expect(toldOf(folder, await pullFolder(client, idsOf(first)))).toEqual([
      `a.log: ${RULE}, ${RULE}, ${RULE}`,
    ]);
  });

  test('a capture of the same size with another time is read again', async () => {
    const folder = folderWith({ 'a.log': failing('11') });
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    writeFileSync(path.join(folder, 'a.log'), MAIL.padEnd(failing('11').length, '.'));
    utimesSync(path.join(folder, 'a.log'), 1, 1);
    await changed(client, uriOf(folder, 'a.log'), FileChangeType.Changed);
    // It is no capture any more, and has no problems.
    expect(toldOf(folder, await pullFolder(client, idsOf(first)))).toEqual(['a.log: ']);
  });

  test('a capture that came is there, and one that went has no problems', async () => {
    const folder = folderWith({ 'a.log': failing() });
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    rmSync(path.join(folder, 'a.log'));
    writeFileSync(path.join(folder, 'b.log'), failing());
    await changed(client, uriOf(folder, 'a.log'), FileChangeType.Deleted);
    await changed(client, uriOf(folder, 'b.log'), FileChangeType.Created);
    expect(toldOf(folder, await pullFolder(client, idsOf(first)))).toEqual(['a.log: ', `b.log: ${RULE}`]);
    expect(client.messages).toEqual([]);
  });

  test('after a change of the settings all is read again, and without the scope nothing is left', async () => {
    const folder = folderWith({ 'a.log': failing() });
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    client.configuration = { rules: { [RULE]: 'hint' }, diagnostics: { scope: 'workspace' } };
    await client.configure(null);
    await client.eventually('the settings', () => client.refreshes > 1);
    const second = await pullFolder(client, idsOf(first));
    expect(toldOf(folder, second)).toEqual([`a.log: ${RULE}`]);
    client.configuration = {};
    await client.configure(null);
    await client.eventually('the settings', () => client.refreshes > 2);
    expect(toldOf(folder, await pullFolder(client, idsOf(second)))).toEqual(['a.log: ']);
    expect(client.registered).not.toContain('workspace/didChangeWatchedFiles');
  });

  test('a folder that was added is looked at, too', async () => {
    const [one, other] = [folderWith({ 'a.log': failing() }), folderWith({ 'b.log': failing() })];
    const client = await startInFolder(one);
    const first = await pullFolder(client);
    const event = { added: [{ uri: uriOf(other, ''), name: 'b' }], removed: [] };
    await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
    const { items } = await pullFolder(client, idsOf(first));
    expect(items.map(({ uri }) => uri).sort()).toEqual([uriOf(one, 'a.log'), uriOf(other, 'b.log')].sort());
  });
});

test('What changes in a folder that is ignored makes nothing be asked again', async () => {
  const folder = folderWith({ 'a.log': failing() });
  const client = await startInFolder(folder);
  await pullFolder(client);
  const before = client.refreshes;
  await changed(client, uriOf(folder, 'node_modules/b.log'), FileChangeType.Created);
  await sleep(1500);
  expect(client.refreshes).toBe(before);
  await changed(client, uriOf(folder, 'b.log'), FileChangeType.Created);
  await client.eventually('the question', () => client.refreshes > before);
});

describe('Of hostile files, each is named and the others are read', () => {
  test('a pipe, a circle of folders, a circle of links, a link to nothing, an empty file', async () => {
    const folder = folderWith({ 'a.log': failing(), 'empty.log': '', 'inner/b.log': failing() });
    execFileSync('mkfifo', [path.join(folder, 'pipe.log')]);
    symlinkSync(folder, path.join(folder, 'inner', 'circle'));
    symlinkSync('loop.log', path.join(folder, 'loop.log'));
    symlinkSync('nothing', path.join(folder, 'nowhere.log'));
    const client = await startInFolder(folder);
    expect(toldOf(folder, await pullFolder(client))).toEqual([`a.log: ${RULE}`, `inner/b.log: ${RULE}`]);
    expect(client.logged.sort()).toEqual([
      'loop.log: it could not be read: its symbolic links form a loop',
      'nowhere.log: it could not be read: no such file',
      'pipe.log: it could not be read: it is a pipe or a device, not a file',
    ]);
    expect(client.messages).toEqual([
      'Files in the folder that could not be read, or only in part: 3. Their problems are unknown; the log names them (FortiOS Debug: Show Log).',
    ]);
  });

  test('what is said is said once', async () => {
    const folder = folderWith({ 'a.log': failing() });
    execFileSync('mkfifo', [path.join(folder, 'pipe.log')]);
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    await changed(client, uriOf(folder, 'c.log'), FileChangeType.Created);
    await pullFolder(client, idsOf(first));
    expect([client.logged.length, client.messages.length]).toEqual([1, 1]);
  });

  test('a packed file that ends early has the problems up to there, and one that says so', async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `FGT # get ${Math.sin(row)}\n`).join('');
    const packed = gzipSync(failing() + rows);
    const folder = folderWith({ 'a.log.gz': packed.subarray(0, packed.length / 2), 'b.log': failing() });
    const client = await startInFolder(folder);
    const report = await pullFolder(client);
    expect(toldOf(folder, report)).toEqual([`a.log.gz: ${RULE}, capture/unread`, `b.log: ${RULE}`]);
    const [cut] = report.items.filter(({ uri }) => uri.endsWith('gz'));
    const last = cut?.kind === 'full' ? cut.items[1] : undefined;
    expect(last?.message).toMatch(
      /^Read only up to line \d{4,}: it could not be read: it is compressed, and its end is missing$/,
    );
    expect(client.logged.join()).toContain('a.log.gz: it could not be read: it is compressed');
  });

  test('UTF-16 with a byte order mark, bytes that are no UTF-8, a file of zero bytes and one of noise', async () => {
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
      'mixed.log: it could not be read: it mixes UTF-8 and UTF-16; save it in one encoding',
    ]);
  });

  test('a folder that is not there', async () => {
    const folder = path.join(folderWith({}), 'gone');
    const client = await startInFolder(folder);
    expect((await pullFolder(client)).items).toEqual([]);
    expect(client.logged).toEqual(['gone: it could not be read: no such file']);
  });

  test('a folder that is not on this machine', async () => {
    const client = await Client.inMemory({ capabilities: { ...WITH_FOLDERS, workspace: { workspaceFolders: true, diagnostics: {} } }, initializationOptions: { settings: { diagnostics: { scope: 'workspace' } } }, folders: [] });
    onTestFinished(() => client.kill());
    const event = { added: [{ uri: 'vscode-vfs://github/a/b', name: 'b' }], removed: [] };
    await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
    expect((await pullFolder(client)).items).toEqual([]);
    expect(client.logged).toEqual(['b: it is not on the disk of the machine where the server runs']);
  }); // prettier-ignore
});

describe('A limit is said aloud', () => {
  test('on files: those that are named as captures are come first', async () => {
    const folder = folderWith({ 'a.bin': failing(), 'b.bin': failing(), 'z.log': failing() });
    const client = await startInFolder(folder, { maxFiles: 1 });
    expect(toldOf(folder, await pullFolder(client))).toEqual([`z.log: ${RULE}`]);
    expect(client.messages).toEqual([
      'Only 1 of the 3 files in the folder were examined; captures among the rest are unknown (setting fortiosDebug.diagnostics.maxFiles).',
    ]);
  });

  test('on bytes: a smaller capture behind one that is too large is read', async () => {
    const folder = folderWith({ 'a.log': failing() + '\n'.repeat(1_000_000), 'b.log': failing() });
    const client = await startInFolder(folder, { maxMegabytes: 1 });
    expect(toldOf(folder, await pullFolder(client))).toEqual([`b.log: ${RULE}`]);
    expect(client.messages).toEqual([
      'The captures in the folder exceed 1 MB in total. Captures not read, whose problems are unknown: 1 (setting fortiosDebug.diagnostics.maxMegabytes).',
    ]);
  });
});

test('A packed capture is read only as far as the limit on bytes allows for what is in it', async () => {
  const folder = folderWith({ 'b.log': failing() });
  const packed = gzipSync(failing() + 'FGT # diagnose debug enable\n'.repeat(200_000) + failing('2'));
  expect(packed.length).toBeLessThan(100_000);
  writeFileSync(path.join(folder, 'a.log.gz'), packed);
  const client = await startInFolder(folder, { maxMegabytes: 1 });
  expect(toldOf(folder, await pullFolder(client))).toEqual([`a.log.gz: ${RULE}, capture/unread`]);
  expect(client.logged.join()).toContain(
    'a.log.gz: decompressed, it exceeds the total size limit for captures in a folder',
  );
});

describe('A folder of many files', () => {
  const many = (count: number): string =>
    folderWith(
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`${index % 50}/${index}.log`, failing(String(index))]),
      ),
    );

  test('is read in pieces', async () => {
    const folder = many(600);
    const client = await startInFolder(folder);
    const pieces: WorkspaceDocumentDiagnosticReport[][] = [];
    client.connection.onProgress(WorkspaceDiagnosticRequest.partialResult, 'pieces', ({ items }) => {
      pieces.push(items);
    });
    const last = await pullFolder(client, [], { partialResultToken: 'pieces' });
    const all = [...pieces.flat(), ...last.items];
    expect(new Set(all.map(({ uri }) => uri)).size).toBe(600);
    expect(all.every(item => item.kind === 'full' && item.items.length === 1)).toBe(true);
    expect(pieces.length).toBeGreaterThan(5);
  });

  test('can be cancelled, and others are answered meanwhile', async () => {
    const folder = many(900);
    const client = await startInFolder(folder);
    const source = new CancellationTokenSource();
    let done = false;
    const report = pullFolder(client, [], {}, source.token).finally(() => (done = true));
    report.catch(() => undefined);
    await client.open('file:///other.log', SEED);
    expect(await client.problems('file:///other.log')).toHaveLength(4);
    expect(done).toBe(false);
    source.cancel();
    await expect(report).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  test('shows how far it is, under the token of the client', async () => {
    const folder = many(600);
    const client = await startInFolder(folder);
    const told: { kind: string; percentage?: number }[] = [];
    client.connection.onProgress(WorkDoneProgress.type, 'work', value => void told.push(value));
    await pullFolder(client, [], { workDoneToken: 'work' });
    expect([told[0]?.kind, told.at(-1)?.kind]).toEqual(['begin', 'end']);
    const percentages = told.flatMap(({ percentage }) => percentage ?? []);
    expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
    expect(percentages.length).toBeGreaterThan(1);
  });

  test('is left when the person stops it, which is said, until the settings change', async () => {
    const folder = many(600);
    const client = await startInFolder(folder);
    const report = pullFolder(client);
    const token = await client.eventually('progress', () => client.progress[0]);
    await client.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
    const first = await report;
    expect(first.items.length).toBeLessThan(600);
    expect(client.messages.join()).toMatch(/^Reading the folder was stopped: /);
    // What was read stays.
    expect((await pullFolder(client, idsOf(first))).items).toEqual([]);
    await client.configure(null);
    await client.eventually('the settings', () => client.refreshes > 1);
    expect((await pullFolder(client)).items).toHaveLength(600);
  });
});

describe('A client that does not ask for the problems of a folder is sent them', () => {
  const capabilities = { workspace: { configuration: true } };
  const last = (client: Client, uri: string): string[] | undefined => {
    const found = client.published.filter(one => one.uri === uri).at(-1);
    return found && rulesOf(found.diagnostics);
  };
  const becomes = async (client: Client, uri: string, rules: string[]): Promise<void> => {
    await expect.poll(() => last(client, uri), { timeout: 20_000 }).toEqual(rules);
  };

  test('and, while one is open, those of its text', async () => {
    const folder = folderWith({ 'a.log': failing(), 'b.log': failing() });
    const client = await startInFolder(folder, {}, { capabilities });
    const uri = uriOf(folder, 'a.log');
    await becomes(client, uri, [RULE]);
    await becomes(client, uriOf(folder, 'b.log'), [RULE]);
    await client.open(uri, failing('1') + failing('2'));
    await becomes(client, uri, [RULE, RULE]);
    await client.close(uri);
    await becomes(client, uri, [RULE]);
  });

  test('and what they were is taken back', async () => {
    const folder = folderWith({ 'a.log': failing() });
    const client = await startInFolder(folder, {}, { capabilities });
    await becomes(client, uriOf(folder, 'a.log'), [RULE]);
    client.configuration = {};
    await client.configure(null);
    await becomes(client, uriOf(folder, 'a.log'), []);
  });
}); // prettier-ignore

test('A client that wants it so is told to ask for the folder only as long as the settings want it', async () => {
  const folder = folderWith({ 'a.log': failing() });
  const initializationOptions = { registersDiagnostics: true };
  const client = await startInFolder(folder, { scope: 'openFiles' }, { initializationOptions });
  expect(client.result?.capabilities.diagnosticProvider).toBeUndefined();
  const registered = (): unknown[] =>
    client.registrations
      .filter(({ method }) => method === 'textDocument/diagnostic')
      .map(({ registerOptions }) => registerOptions as unknown);
  const options = (workspaceDiagnostics: boolean): object => ({
    documentSelector: [{ language: 'fortios-debug' }],
    identifier: 'fortios',
    interFileDependencies: true,
    workspaceDiagnostics,
  });
  expect(registered()).toEqual([options(false)]);
  client.configuration = { diagnostics: { scope: 'workspace' } };
  await client.configure(null);
  await client.eventually('the settings', () => client.refreshes > 1);
  expect(registered()).toEqual([options(true)]);
});

describe('The symbols of a folder', () => {
  const symbolsOf = async (client: Client, query: string): Promise<string[]> =>
    ((await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query })) ?? [])
      .map(({ name, location }) => `${path.basename(location.uri)} ${name}`)
      .sort();

  test('are those of all its captures, each once, also of one that is open', async () => {
    const folder = folderWith({ 'a.log': SEED, 'b.log.gz': gzipSync(SEED), 'mail.log': MAIL });
    const client = await startInFolder(folder);
    const expected = ['a.log FTKMOB947FDC1754', 'b.log.gz FTKMOB947FDC1754'];
    const tokens = async (): Promise<string[]> =>
      (await symbolsOf(client, 'FTKMOB')).filter(name => !name.includes('provision'));
    expect(await tokens()).toEqual(expected);
    await client.open(uriOf(folder, 'a.log'), SEED);
    expect(await tokens()).toEqual(expected);
    expect(await symbolsOf(client, 'nothing has this')).toEqual([]);
  });

  test('are not those of a capture over 32 MB, which is said', async () => {
    const folder = folderWith({ 'a.log': SEED, 'b.log': SEED + '\n'.repeat(33_000_000) });
    const client = await startInFolder(folder);
    expect(new Set((await symbolsOf(client, '')).map(name => name.split(' ')[0]))).toEqual(
      new Set(['a.log']),
    );
    expect(client.logged).toEqual(['b.log: it is too large for symbol search (34 MB; the limit is 32 MB).']);
  });

  test('are not waited for by a client that gave up', async () => {
    const files = Array.from({ length: 300 }, (_, index) => [`${index}.log`, SEED]);
    const client = await startInFolder(folderWith(Object.fromEntries(files) as Record<string, string>));
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(WorkspaceSymbolRequest.type, { query: '' }, source.token);
    setTimeout(() => source.cancel(), 50);
    await expect(asked).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  test('are those of open files where only these are wanted', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await startInFolder(folder, { scope: 'openFiles' });
    expect(await symbolsOf(client, '')).toEqual([]);
  });
});

test('A capture that grows without end while it is read is read up to where it was', async () => {
  const folder = folderWith({ 'a.log': failing() });
  mkdirSync(path.join(folder, 'inner'));
  const file = path.join(folder, 'a.log');
  const timer = setInterval(() => appendFileSync(file, failing().repeat(50)), 1);
  onTestFinished(() => clearInterval(timer));
  const client = await startInFolder(folder);
  await sleep(50);
  const report = await pullFolder(client);
  clearInterval(timer);
  expect(report.items.map(({ kind }) => kind)).toEqual(['full']);
});
