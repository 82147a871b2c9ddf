// Incidents of captures that are not open: large and compressed files, files that only the client can read, the folder.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  CancellationTokenSource,
  LSPErrorCodes,
  WorkDoneProgress,
} from 'vscode-languageserver-protocol/node';
import {
  COMPARE,
  type Comparison,
  FILE_BYTES,
  type FileBytesParams,
  FILE_STATE,
  FOLDER_SCENES,
  FOLDER_SCENES_CHANGED,
  type FolderScenes,
  FORGET_SCENES,
  PARTIES,
  type PartyState,
  READ_SCENES,
  type ReadScenes,
  SCENE,
  SCENE_EXCERPT,
  SCENE_TEXT,
  type SceneDetail,
  type SceneExcerpt,
  type SceneList,
  SCENES,
  type SecretGroup,
  SECRETS,
} from '../../../server/src/lsp/protocol';
import { answered, NOT_OF_PRODUCT, TOKEN } from '../../support/exchange';
import { startInFolder, uriOf } from '../../support/folder';
import { SEED } from '../../support/reading';
import { Client, LIKE_VS_CODE } from '../../support/server';
import { folderWith } from '../../support/terminal';

const REFUSED = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });
const ACCEPTED = answered({ tokens: [{ token: TOKEN }] });
const ID = 'provision/FTKMOB947FDC1754/1';
const SEED_SECRET = 'A84E2CAAD3BCEA970E05DC1A9B7BD2D562622F4A';

async function start(initializationOptions: object = {}): Promise<Client> {
  const client = await Client.inMemory({
    capabilities: LIKE_VS_CODE,
    configuration: {},
    initializationOptions,
  });
  onTestFinished(() => client.kill());
  return client;
}

const ask = <Answer>(client: Client, method: string, params: object): Promise<Answer> =>
  client.connection.sendRequest<Answer>(method, params);
const read = (client: Client, uri: string, more: object = {}): Promise<ReadScenes> =>
  ask<ReadScenes>(client, READ_SCENES, { uri, ...more });

/** This many megabytes of meaningless lines. */
function filling(megabytes: number): string {
  const line =
    '2024-03-30 04:10:03 [1234] fnbamd_timer-line without a meaning of its own, to have a length\n';
  return line.repeat(Math.ceil((megabytes * 1e6) / line.length));
}

describe('A file that was read', () => {
  test('gives the same answers as the open document', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await start();
    const uri = uriOf(folder, 'a.log');
    expect(await ask(client, SCENES, { uri })).toBeNull();
    const { list, isCapture, reason } = await read(client, uri);
    expect([isCapture, reason]).toEqual([true, undefined]);
    const all = async (): Promise<unknown[]> => [
      await ask<SceneList>(client, SCENES, { uri }),
      await ask<SceneDetail>(client, SCENE, { uri, id: ID }),
      await ask<PartyState[]>(client, PARTIES, { uri }),
      await ask<SecretGroup[]>(client, SECRETS, { uri }),
      await ask<string>(client, SCENE_TEXT, { uri, id: ID, format: 'markdown', name: 'a.log' }),
      await ask<string>(client, SCENE_TEXT, { uri, id: ID, format: 'ticket' }),
      await ask<SceneExcerpt>(client, SCENE_EXCERPT, { uri, id: ID, keepIdentities: true }),
    ];
    const fromFile = await all();
    expect(fromFile[0]).toEqual(list);
    await client.open(uri, SEED);
    expect(fromFile).toEqual(await all());
  });

  test('has its lines without secrets, each with its number', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await start();
    const uri = uriOf(folder, 'a.log');
    await read(client, uri);
    const excerpt = (keepIdentities: boolean): Promise<SceneExcerpt> =>
      ask<SceneExcerpt>(client, SCENE_EXCERPT, { uri, id: ID, keepIdentities });
    const { text, lines } = await excerpt(true);
    expect(text.split('\n')).toHaveLength(lines.length);
    expect(text).toContain('FTKMOB947FDC1754');
    expect(text).not.toContain(SEED_SECRET);
    expect((await excerpt(false)).text).not.toContain('FTKMOB947FDC1754');
  });

  test('that is long or compressed is reported with places in the whole text, with progress', async () => {
    const long = filling(7) + SEED;
    const folder = folderWith({ 'a.log': long, 'b.log.gz': gzipSync(long) });
    const client = await start();
    const progress: { kind: string; message?: string }[] = [];
    client.connection.onProgress(WorkDoneProgress.type, 'work', value => void progress.push(value));
    for (const name of ['a.log', 'b.log.gz']) {
      const uri = uriOf(folder, name);
      const { list } = await read(client, uri, { workDoneToken: 'work' });
      expect(list?.scenes.map(({ id }) => id)).toEqual([ID]);
      const before = filling(7).split('\n').length - 1;
      const { steps } = await ask<SceneDetail>(client, SCENE, { uri, id: ID });
      expect(steps[0]?.range.start.line).toBe(before + 8);
      expect(list?.verdict).toContain('licence at another serial number (31)');
    }
    expect(progress.some(({ kind, message }) => kind === 'report' && /MB$/.test(message ?? ''))).toBe(true);
  });

  test('can be cancelled in the middle', async () => {
    const folder = folderWith({ 'a.log': filling(60) });
    const client = await start();
    const source = new CancellationTokenSource();
    client.connection.onProgress(WorkDoneProgress.type, 'work', ({ kind }) => {
      if (kind === 'report') source.cancel();
    });
    const params = { uri: uriOf(folder, 'a.log'), workDoneToken: 'work' };
    await expect(client.connection.sendRequest(READ_SCENES, params, source.token)).rejects.toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
    });
    expect(await ask(client, SCENES, { uri: params.uri })).toBeNull();
  });

  test('that has changed since gives no outdated answers, until it is read again', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await start();
    const uri = uriOf(folder, 'a.log');
    await read(client, uri);
    writeFileSync(path.join(folder, 'a.log'), REFUSED);
    expect(await ask(client, SCENE, { uri, id: ID })).toBeNull();
    const { list } = await read(client, uri);
    expect(list?.scenes.map(({ id }) => id)).toEqual([`provision/${TOKEN}/1`]);
  });

  test('is forgotten when it is no longer needed', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await start();
    const uri = uriOf(folder, 'a.log');
    await read(client, uri);
    await client.connection.sendNotification(FORGET_SCENES, { uri });
    expect(await ask(client, SCENES, { uri })).toBeNull();
  });

  test('is reported if it is not a capture or could not be read', async () => {
    const packed = gzipSync(SEED + filling(1));
    const folder = folderWith({
      'mail.log': 'Lorem ipsum\n',
      'cut.gz': packed.subarray(0, packed.length - 9),
    });
    const client = await start();
    expect(await read(client, uriOf(folder, 'mail.log'))).toMatchObject({ isCapture: false });
    const cut = await read(client, uriOf(folder, 'cut.gz'));
    expect(cut.list?.scenes.map(({ id }) => id)).toEqual([ID]);
    expect(cut.reason).toBe('it could not be read: it is compressed, and its end is missing');
    expect(await ask(client, SCENE, { uri: uriOf(folder, 'cut.gz'), id: ID })).toMatchObject({ id: ID });
    expect(await read(client, uriOf(folder, 'gone.log'))).toEqual({
      reason: 'it could not be read: no such file',
    });
    expect(await read(client, 'vscode-vfs://github/a.log')).toEqual({
      reason: 'it is not on the disk of the machine where the server runs',
    });
  });
});

describe('A file that only the client can read', () => {
  async function startReading(bytes: Uint8Array): Promise<Client> {
    const client = await start({ readsFiles: true });
    client.connection.onRequest(FILE_STATE, () => ({ size: bytes.length, changed: 1 }));
    client.connection.onRequest(FILE_BYTES, ({ start: from, length }: FileBytesParams) =>
      Buffer.from(bytes.subarray(from, from + length)).toString('base64'),
    );
    return client;
  }
  const uri = 'vscode-vfs://github/owner/a.log';
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(SEED, 'utf16le')]);

  test.each([
    ['as it is', Buffer.from(SEED)],
    ['packed', gzipSync(SEED)],
    ['packed twice', gzipSync(gzipSync(SEED))],
    ['in UTF-16', wide],
    ['of more bytes than are sent at once', Buffer.from(filling(1) + SEED)],
  ])('is read in pieces: %s', async (_, bytes) => {
    const client = await startReading(bytes);
    const { list, isCapture, reason } = await read(client, uri);
    expect([list?.scenes.map(({ id }) => id), isCapture, reason]).toEqual([[ID], true, undefined]);
    expect(await ask(client, SCENE, { uri, id: ID })).toMatchObject({ id: ID });
  });

  test('is reported to be damaged, or packed too often', async () => {
    const damaged = Buffer.concat([gzipSync(SEED).subarray(0, 10), Buffer.alloc(100, 0xff)]);
    expect(await read(await startReading(damaged), uri)).toEqual({
      reason: 'it could not be read: its compressed data is damaged',
    });
    const often = gzipSync(gzipSync(gzipSync(SEED)));
    expect(await read(await startReading(often), uri)).toEqual({
      reason: 'it could not be read: it is compressed more than twice; decompress it first',
    });
  });
});

describe('The captures of the folder', () => {
  const list = (client: Client): Promise<FolderScenes> => ask<FolderScenes>(client, FOLDER_SCENES, {});

  test('that are not open are listed with the scope of the folder', async () => {
    const folder = folderWith({ 'a.log': SEED, 'b.log.gz': gzipSync(REFUSED), 'mail.log': 'Lorem ipsum\n' });
    const client = await startInFolder(folder);
    await client.open(uriOf(folder, 'a.log'), SEED);
    const { captures } = await list(client);
    expect(captures.map(({ uri, list: { counts } }) => [path.basename(uri), counts.failed])).toEqual([
      ['b.log.gz', 1],
    ]);
    const [uri, id] = [captures[0]?.uri, `provision/${TOKEN}/1`];
    expect(await ask(client, SCENE, { uri, id })).toMatchObject({ id });
  });

  test('are read only as far as the limit on bytes allows for their text', async () => {
    const filler = 'FGT # diagnose debug enable\n'.repeat(200_000);
    const folder = folderWith({ 'a.log.gz': gzipSync(REFUSED + filler + REFUSED) });
    const client = await startInFolder(folder, { maxMegabytes: 1 });
    const [capture] = (await list(client)).captures;
    expect(capture?.list.counts.failed).toBe(1);
    expect(client.logged.join()).toContain('a.log.gz: decompressed, it exceeds the total size limit');
  });

  test('are missing with the scope of open files', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await startInFolder(folder, { scope: 'openFiles' });
    expect(await list(client)).toEqual({ captures: [] });
  });

  test('are searched for a success if no open capture has one', async () => {
    const folder = folderWith({ 'a.log': REFUSED, 'good.log': ACCEPTED });
    const client = await startInFolder(folder);
    const uri = uriOf(folder, 'a.log');
    await client.open(uri, REFUSED);
    const { good } = await ask<Comparison>(client, COMPARE, { uri, id: `provision/${TOKEN}/1` });
    expect([path.basename(good?.uri ?? ''), good?.isSameSubject]).toEqual(['good.log', true]);
  });

  test('are reported if they have no success either', async () => {
    const folder = folderWith({ 'a.log': REFUSED, 'b.log': SEED });
    const client = await startInFolder(folder);
    const uri = uriOf(folder, 'a.log');
    await client.open(uri, REFUSED);
    const { good, sentence } = await ask<Comparison>(client, COMPARE, { uri, id: `provision/${TOKEN}/1` });
    expect([good, sentence]).toEqual([
      undefined,
      `provision ${TOKEN}: no similar success in the open captures or in the folder`,
    ]);
  });

  test('are reported as changed when one of them is opened', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await startInFolder(folder, {}, { initializationOptions: { followsScenes: true } });
    let notifications = 0;
    client.connection.onNotification(FOLDER_SCENES_CHANGED, () => {
      notifications++;
    });
    await client.eventually('the word of the start', () => notifications > 0);
    const before = notifications;
    await client.open(uriOf(folder, 'a.log'), SEED);
    await client.eventually('the word of the opened one', () => notifications > before);
    expect(await list(client)).toEqual({ captures: [] });
  });
});
