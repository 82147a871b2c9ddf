import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  CancellationTokenSource,
  LSPErrorCodes,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver-protocol/node';
import { failing, MAIL, pullFolder, startInFolder, uriOf } from '../../support/folder';
import { SEED } from '../../support/reading';
import { type Client, sleep } from '../../support/server';
import { folderWith } from '../../support/terminal';

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

  test('are not those of a capture over 32 MB, which is reported', async () => {
    const folder = folderWith({ 'a.log': SEED, 'b.log': SEED + '\n'.repeat(33_000_000) });
    const client = await startInFolder(folder);
    expect(new Set((await symbolsOf(client, '')).map(name => name.split(' ')[0]))).toEqual(
      new Set(['a.log']),
    );
    expect(client.logged).toEqual(['b.log: it is too large for symbol search (34 MB; the limit is 32 MB).']);
  });

  test('are not computed for a client that cancelled', async () => {
    const files = Array.from({ length: 300 }, (_, index) => [`${index}.log`, SEED]);
    const client = await startInFolder(folderWith(Object.fromEntries(files) as Record<string, string>));
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(WorkspaceSymbolRequest.type, { query: '' }, source.token);
    setTimeout(() => source.cancel(), 50);
    await expect(asked).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  test('are those of open files with the scope of open files', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await startInFolder(folder, { scope: 'openFiles' });
    expect(await symbolsOf(client, '')).toEqual([]);
  });
});

test('A capture that keeps growing while it is read is read up to its length at the start', async () => {
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
