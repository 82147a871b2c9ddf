import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import {
  CancellationTokenSource,
  createProtocolConnection,
  InitializedNotification,
  InitializeRequest,
  LSPErrorCodes,
  type ProtocolConnection,
  ShowMessageNotification,
  WorkDoneProgress,
} from 'vscode-languageserver-protocol/node';
import {
  ANALYSE_FILE,
  type AnalysedFile,
  RECOGNISE,
  type Recognised,
} from '../../../server/src/lsp/protocol';
import { Door } from '../../../server/src/lsp/door';
import { startServer } from '../../../server/src/lsp/server';
import { rulesOf, uriOf } from '../../support/folder';
import { SEED } from '../../support/reading';
import { Client, LIKE_VS_CODE } from '../../support/server';
import { folderWith } from '../../support/terminal';

const MEGABYTE = 1 << 20;

async function start(): Promise<Client> {
  const client = await Client.inMemory({ capabilities: LIKE_VS_CODE });
  onTestFinished(() => client.kill());
  return client;
}

const analyse = (client: Client, uri: string, more: object = {}): Promise<AnalysedFile> =>
  client.connection.sendRequest<AnalysedFile>(ANALYSE_FILE, { uri, ...more });
const recognise = (client: Client, uri: string): Promise<Recognised> =>
  client.connection.sendRequest<Recognised>(RECOGNISE, { uri });

/** This many megabytes of meaningless lines. */
function filling(megabytes: number): string {
  const line =
    '2024-03-30 04:10:03 [1234] fnbamd_timer-line without a meaning of its own, to have a length\n';
  return line.repeat(Math.ceil((megabytes * MEGABYTE) / line.length));
}

describe('A file on the disk', () => {
  test('has the same problems as the open document', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await start();
    const { diagnostics, isCapture, lines } = await analyse(client, uriOf(folder, 'a.log'));
    await client.open(uriOf(folder, 'a.log'), SEED);
    expect(diagnostics).toEqual(await client.problems(uriOf(folder, 'a.log')));
    expect([isCapture, lines]).toEqual([true, SEED.trimEnd().split('\n').length]);
  });

  test('that is long has its problems at the right places, even after released text', async () => {
    const before = filling(12);
    const folder = folderWith({ 'a.log': before + SEED });
    const client = await start();
    const { diagnostics = [] } = await analyse(client, uriOf(folder, 'a.log'));
    const seed = diagnostics.filter(({ code }) => code === 'ftm/token-not-of-product');
    expect(seed.map(({ range }) => range.start)).toEqual([
      { line: before.split('\n').length - 1 + 29, character: 390 },
    ]);
    expect(seed[0]?.relatedInformation?.every(({ location }) => location.uri.endsWith('a.log'))).toBe(true);
  });

  test('is read with progress by its bytes', async () => {
    const folder = folderWith({ 'a.log': filling(12) });
    const client = await start();
    const progress: { kind: string; message?: string; percentage?: number }[] = [];
    client.connection.onProgress(WorkDoneProgress.type, 'work', value => void progress.push(value));
    await analyse(client, uriOf(folder, 'a.log'), { workDoneToken: 'work' });
    expect(progress[0]).toMatchObject({ kind: 'begin', title: 'Reading a.log' });
    expect(progress.at(-1)).toEqual({ kind: 'end' });
    expect(progress.slice(1, -1).every(({ message }) => /^[\d.]+ of 13 MB$/.test(message ?? ''))).toBe(true);
    const percentages = progress.flatMap(({ percentage }) => percentage ?? []);
    expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
  });

  test('can be cancelled in the middle, and the server continues', async () => {
    const folder = folderWith({ 'a.log': filling(60), 'b.log': SEED });
    const client = await start();
    const source = new CancellationTokenSource();
    client.connection.onProgress(WorkDoneProgress.type, 'work', ({ kind }) => {
      if (kind === 'report') source.cancel();
    });
    const params = { uri: uriOf(folder, 'a.log'), workDoneToken: 'work' };
    await expect(client.connection.sendRequest(ANALYSE_FILE, params, source.token)).rejects.toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
    });
    expect(rulesOf((await analyse(client, uriOf(folder, 'b.log'))).diagnostics ?? [])).toHaveLength(4);
  });

  test('is read even if it is not a capture, and that is reported', async () => {
    const folder = folderWith({ 'mail.log': 'Lorem ipsum\ndolor sit\n' });
    const client = await start();
    expect(await analyse(client, uriOf(folder, 'mail.log'))).toEqual({
      diagnostics: [],
      isCapture: false,
      lines: 2,
      unrecognised: 2,
    });
  });

  test('is recognised by its beginning, compressed or not', async () => {
    const folder = folderWith({ 'a.log': SEED, 'b.gz': gzipSync(SEED + filling(2)), 'c.log': 'Lorem\n' + '\n'.repeat(70_000) + SEED });
    const client = await start();
    const names = ['a.log', 'b.gz', 'c.log'];
    const all = await Promise.all(names.map(name => recognise(client, uriOf(folder, name))));
    expect(all.map(({ isCapture }) => isCapture)).toEqual([true, true, false]);
  }); // oxfmt-ignore
});

describe('A file that cannot be read is reported with the reason', () => {
  const broken = (): string => {
    const packed = gzipSync(SEED);
    const folder = folderWith({
      'cut.gz': packed.subarray(0, packed.length - 9),
      'damaged.gz': Buffer.concat([packed.subarray(0, 10), Buffer.alloc(100, 0xff)]),
    });
    mkdirSync(path.join(folder, 'folder'));
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    return folder;
  };

  test.each([
    ['gone.log', 'it could not be read: no such file'],
    ['folder', 'it could not be read: it is a folder, not a file'],
    ['pipe', 'it could not be read: it is a pipe or a device, not a file'],
    ['damaged.gz', 'it could not be read: its compressed data is damaged'],
  ])('%s', async (name, reason) => {
    const uri = uriOf(broken(), name);
    const client = await start();
    expect(await analyse(client, uri)).toEqual({ reason });
    expect(await recognise(client, uri)).toEqual({ isCapture: false, reason });
  });

  test('because it ends early, with the problems up to there', async () => {
    const client = await start();
    const { diagnostics = [], reason } = await analyse(client, uriOf(broken(), 'cut.gz'));
    expect(reason).toBe('it could not be read: it is compressed, and its end is missing');
    expect(rulesOf(diagnostics).at(-1)).toBe('capture/unread');
  });

  test.each(['vscode-vfs://github/a/b.log', 'untitled:Untitled-1', 'no address', 'file://other/share/a.log'])(
    '%s is not on a local disk',
    async uri => {
      const { diagnostics, reason } = await analyse(await start(), uri);
      expect(diagnostics).toBeUndefined();
      expect(reason).toBe('it is not on the disk of the machine where the server runs');
    },
  );
});

test('A file that is cut while it is read has the problems of what was there', async () => {
  const folder = folderWith({ 'a.log': SEED + filling(40) });
  const client = await start();
  client.connection.onProgress(WorkDoneProgress.type, 'work', ({ kind }) => {
    if (kind === 'report') writeFileSync(path.join(folder, 'a.log'), '');
  });
  const { diagnostics = [] } = await analyse(client, uriOf(folder, 'a.log'), { workDoneToken: 'work' });
  expect(rulesOf(diagnostics)).toContain('ftm/token-not-of-product');
});

test('A file that grows while it is read is read up to its length at the start', async () => {
  const folder = folderWith({ 'a.log': filling(12) });
  const lines = filling(12).split('\n').length - 1;
  const client = await start();
  client.connection.onProgress(WorkDoneProgress.type, 'work', ({ kind }) => {
    // Before that, the end of the file may not be known yet.
    if (kind === 'report') appendFileSync(path.join(folder, 'a.log'), filling(1));
  });
  expect((await analyse(client, uriOf(folder, 'a.log'), { workDoneToken: 'work' })).lines).toBe(lines);
});

describe('A host without a file system says so in one sentence', () => {
  /** A server as in a web worker. */
  async function withoutFiles(settings: object): Promise<{ connection: ProtocolConnection; said: string[] }> {
    const [there, back] = [new PassThrough(), new PassThrough()];
    const [reader, writer] = [new StreamMessageReader(there), new StreamMessageWriter(back)];
    startServer(createConnection(reader, writer), new Door());
    const connection = createProtocolConnection(
      new StreamMessageReader(back),
      new StreamMessageWriter(there),
    );
    const output: string[] = [];
    connection.onNotification(ShowMessageNotification.type, ({ message }) => void output.push(message));
    connection.listen();
    onTestFinished(() => connection.dispose());
    const capabilities = { textDocument: { diagnostic: {} }, workspace: { diagnostics: {} } };
    const params = { processId: null, rootUri: null, capabilities, initializationOptions: { settings } };
    const { capabilities: offered } = await connection.sendRequest(InitializeRequest.type, params);
    expect(offered.diagnosticProvider).toMatchObject({ workspaceDiagnostics: false });
    await connection.sendNotification(InitializedNotification.type, {});
    return { connection, said: output };
  }

  test('for the whole folder', async () => {
    const { connection, said: output } = await withoutFiles({ diagnostics: { scope: 'workspace' } });
    await connection.sendRequest('workspace/symbol', { query: '' });
    expect(output.join()).toMatch(
      /^fortiosDebug\.diagnostics\.scope: in the browser the server cannot read files/,
    );
  });

  test('for a file to analyse', async () => {
    const { connection, said: output } = await withoutFiles({});
    const sentence = expect.stringMatching(
      /^In the browser the server cannot read files from the disk\./,
    ) as unknown;
    const uri = 'file:///a.log';
    expect(await connection.sendRequest(ANALYSE_FILE, { uri })).toEqual({ reason: sentence });
    expect(await connection.sendRequest(RECOGNISE, { uri })).toEqual({ isCapture: false, reason: sentence });
    expect(output).toEqual([]);
  });
});
