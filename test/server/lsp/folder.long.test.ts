import { appendFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
  LSPErrorCodes,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import {
  failing,
  FAILING_RULE,
  idsOf,
  MAIL,
  pullFolder,
  rulesOf,
  SEED_RULES,
  sendChange,
  startInFolder,
  toldOf,
  uriOf,
} from '../../support/folder';
import { SEED } from '../../support/reading';
import { type Client, HANG, sleep } from '../../support/server';
import { folderWith } from '../../support/terminal';

describe('The problems of a folder', () => {
  test('are those of every capture in it, by content, opened or not', async () => {
    const folder = folderWith({ 'a.log': SEED, 'inner/b': failing(), 'mail.log': MAIL, 'c.gz': gzipSync(SEED) });
    const client = await startInFolder(folder);
    expect(toldOf(folder, await pullFolder(client))).toEqual([
      `a.log: ${SEED_RULES}`,
      `c.gz: ${SEED_RULES}`,
      `inner/b: ${FAILING_RULE}`,
    ]);
  });

  test('are the same as those of the open document, with its ranges and related places', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await startInFolder(folder);
    const [closed] = (await pullFolder(client)).items;
    await client.open(uriOf(folder, 'a.log'), SEED);
    expect(closed?.kind === 'full' && closed.items).toEqual(await client.problems(uriOf(folder, 'a.log')));
  });

  test('are not searched for with the scope of open files', async () => {
    const folder = folderWith({ 'a.log': SEED });
    const client = await startInFolder(folder, { scope: 'openFiles' });
    expect((await pullFolder(client)).items).toEqual([]);
    expect(client.registered).not.toContain('workspace/didChangeWatchedFiles');
  });

  test('of an open document are those of its text, however its URI is spelled', async () => {
    const folder = folderWith({ 'a (1).log': SEED });
    const client = await startInFolder(folder);
    const uri = uriOf(folder, 'a (1).log').replace('(', '%28').replace(')', '%29');
    await client.open(uri, failing());
    const { items } = await pullFolder(client);
    expect(items.map(item => [item.uri, item.version, item.kind === 'full' && rulesOf(item.items)])).toEqual([
      [uri, 1, [FAILING_RULE]],
    ]);
  });

  test('exclude what a pattern ignores, and include only what a pattern matches', async () => {
    const folder = folderWith({ 'a.log': SEED, 'b.txt': SEED, 'old/c.log': SEED, 'node_modules/d.log': SEED });
    const client = await startInFolder(folder, { include: ['**/*.log'], ignore: ['old/**', '**/node_modules/**'] });
    expect(toldOf(folder, await pullFolder(client))).toEqual([`a.log: ${SEED_RULES}`]);
  });

  test('follow the severities of the user', async () => {
    const folder = folderWith({ 'a.log': failing() });
    const configuration = { rules: { [FAILING_RULE]: 'off' }, diagnostics: { scope: 'workspace' } };
    const client = await startInFolder(folder, {}, { configuration });
    expect(toldOf(folder, await pullFolder(client))).toEqual(['a.log: ']);
  });
}); // oxfmt-ignore

describe('On the next request', () => {
  test('an unchanged capture is reported as unchanged', async () => {
    const folder = folderWith({ 'a.log': SEED, 'b.log': failing() });
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    const second = await pullFolder(client, idsOf(first));
    expect(toldOf(folder, second)).toEqual(['a.log: unchanged', 'b.log: unchanged']);
    expect(idsOf(second)).toEqual(idsOf(first));
  });

  test('a capture that the client reports as changed is read again', async () => {
    const folder = folderWith({ 'a.log': failing() });
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    appendFileSync(path.join(folder, 'a.log'), failing('1') + failing('2'));
    // No notification was sent: the client is trusted to send them.
    expect(toldOf(folder, await pullFolder(client, idsOf(first)))).toEqual(['a.log: unchanged']);
    await sendChange(client, uriOf(folder, 'a.log'), FileChangeType.Changed);
    expect(toldOf(folder, await pullFolder(client, idsOf(first)))).toEqual([
      `a.log: ${FAILING_RULE}, ${FAILING_RULE}, ${FAILING_RULE}`,
    ]);
  });

  test('a capture of the same size with another time is read again', async () => {
    const folder = folderWith({ 'a.log': failing('11') });
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    writeFileSync(path.join(folder, 'a.log'), MAIL.padEnd(failing('11').length, '.'));
    utimesSync(path.join(folder, 'a.log'), 1, 1);
    await sendChange(client, uriOf(folder, 'a.log'), FileChangeType.Changed);
    // It is no longer a capture and has no problems.
    expect(toldOf(folder, await pullFolder(client, idsOf(first)))).toEqual(['a.log: ']);
  });

  test('a new capture is included, and a deleted one has no problems', async () => {
    const folder = folderWith({ 'a.log': failing() });
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    rmSync(path.join(folder, 'a.log'));
    writeFileSync(path.join(folder, 'b.log'), failing());
    await sendChange(client, uriOf(folder, 'a.log'), FileChangeType.Deleted);
    await sendChange(client, uriOf(folder, 'b.log'), FileChangeType.Created);
    expect(toldOf(folder, await pullFolder(client, idsOf(first)))).toEqual([
      'a.log: ',
      `b.log: ${FAILING_RULE}`,
    ]);
    expect(client.messages).toEqual([]);
  });

  test('after a change of the settings all is read again, and with the scope of open files nothing is left', async () => {
    const folder = folderWith({ 'a.log': failing() });
    const client = await startInFolder(folder);
    const first = await pullFolder(client);
    client.configuration = { rules: { [FAILING_RULE]: 'hint' }, diagnostics: { scope: 'workspace' } };
    await client.configure(null);
    await client.eventually('the settings', () => client.refreshes > 1);
    const second = await pullFolder(client, idsOf(first));
    expect(toldOf(folder, second)).toEqual([`a.log: ${FAILING_RULE}`]);
    client.configuration = {};
    await client.configure(null);
    await client.eventually('the settings', () => client.refreshes > 2);
    expect(toldOf(folder, await pullFolder(client, idsOf(second)))).toEqual(['a.log: ']);
    expect(client.registered).not.toContain('workspace/didChangeWatchedFiles');
  });

  test('a folder that was added is searched, too', async () => {
    const [one, other] = [folderWith({ 'a.log': failing() }), folderWith({ 'b.log': failing() })];
    const client = await startInFolder(one);
    const first = await pullFolder(client);
    const event = { added: [{ uri: uriOf(other, ''), name: 'b' }], removed: [] };
    await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
    const { items } = await pullFolder(client, idsOf(first));
    expect(items.map(({ uri }) => uri).sort()).toEqual([uriOf(one, 'a.log'), uriOf(other, 'b.log')].sort());
  });
});

test('A change in an ignored folder causes no refresh', async () => {
  const folder = folderWith({ 'a.log': failing() });
  const client = await startInFolder(folder);
  await pullFolder(client);
  const before = client.refreshes;
  await sendChange(client, uriOf(folder, 'node_modules/b.log'), FileChangeType.Created);
  await sleep(1500);
  expect(client.refreshes).toBe(before);
  await sendChange(client, uriOf(folder, 'b.log'), FileChangeType.Created);
  await client.eventually('the question', () => client.refreshes > before);
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
    const progress: { kind: string; percentage?: number }[] = [];
    client.connection.onProgress(WorkDoneProgress.type, 'work', value => void progress.push(value));
    await pullFolder(client, [], { workDoneToken: 'work' });
    expect([progress[0]?.kind, progress.at(-1)?.kind]).toEqual(['begin', 'end']);
    const percentages = progress.flatMap(({ percentage }) => percentage ?? []);
    expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
    expect(percentages.length).toBeGreaterThan(1);
  });

  test('stops when the user stops it, and stays stopped until the settings change', async () => {
    const folder = many(600);
    const client = await startInFolder(folder);
    const report = pullFolder(client);
    const token = await client.eventually('progress', () => client.progress[0]);
    await client.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
    const first = await report;
    expect(first.items.length).toBeLessThan(600);
    expect(client.messages.join()).toMatch(/^Reading the folder was stopped: /);
    // Files that were already read are kept.
    expect((await pullFolder(client, idsOf(first))).items).toEqual([]);
    await client.configure(null);
    await client.eventually('the settings', () => client.refreshes > 1);
    expect((await pullFolder(client)).items).toHaveLength(600);
  });
});

describe('A client that does not pull the problems of a folder is sent them', () => {
  const capabilities = { workspace: { configuration: true } };
  const last = (client: Client, uri: string): string[] | undefined => {
    const found = client.published.filter(one => one.uri === uri).at(-1);
    return found && rulesOf(found.diagnostics);
  };
  const becomes = async (client: Client, uri: string, rules: string[]): Promise<void> => {
    await expect.poll(() => last(client, uri), { timeout: HANG }).toEqual(rules);
  };

  test('and those of the text of an open document', async () => {
    const folder = folderWith({ 'a.log': failing(), 'b.log': failing() });
    const client = await startInFolder(folder, {}, { capabilities });
    const uri = uriOf(folder, 'a.log');
    await becomes(client, uri, [FAILING_RULE]);
    await becomes(client, uriOf(folder, 'b.log'), [FAILING_RULE]);
    await client.open(uri, failing('1') + failing('2'));
    await becomes(client, uri, [FAILING_RULE, FAILING_RULE]);
    await client.close(uri);
    await becomes(client, uri, [FAILING_RULE]);
  });

  test('and they are withdrawn later', async () => {
    const folder = folderWith({ 'a.log': failing() });
    const client = await startInFolder(folder, {}, { capabilities });
    await becomes(client, uriOf(folder, 'a.log'), [FAILING_RULE]);
    client.configuration = {};
    await client.configure(null);
    await becomes(client, uriOf(folder, 'a.log'), []);
  });
}); // oxfmt-ignore

test('A client with dynamic registration pulls from the folder only while the settings ask for it', async () => {
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
