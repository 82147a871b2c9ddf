// Problems that show only across several captures, as a client receives them.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished, expect, describe, test } from 'vitest';
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type Diagnostic,
  type Hover,
} from 'vscode-languageserver-protocol/node';
import { acrossFiles, fileCluster } from '../../../server/src/report/across';
import { ClusterGatherer, clusterFactsOf } from '../../../server/src/rules';
import { open, problems } from '../../support/reading';
import { answered, NOT_OF_PRODUCT, STANDBY, TOKEN, UNIT } from '../../support/exchange';
import { idsOf, pullFolder, rulesOf, startInFolder, toldOf, uriOf } from '../../support/folder';
import { Client, LIKE_VS_CODE } from '../../support/server';
import { folderWith } from '../../support/terminal';

const OWNER = 'cluster/licence-owner';
const REFUSED_RULE = 'ftm/token-not-of-product';
/** One unit is refused a token, another one gets its code. */
const REFUSED = answered({ unit: UNIT, members: [UNIT], tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });
const GIVEN = `\n\n${answered({ unit: STANDBY, members: [STANDBY], tokens: [{ token: TOKEN, more: '"token_activation_code":"****"' }] })}`;
const NOTHING = 'FGT # diagnose debug enable\n';

const placesOf = (problems: readonly Diagnostic[]): string[] =>
  problems.flatMap(({ relatedInformation = [] }) =>
    relatedInformation.map(
      ({ location }) => `${location.uri.split('/').pop() ?? ''}:${location.range.start.line + 1}`,
    ),
  );
const across = (problems: readonly Diagnostic[]): Diagnostic[] =>
  problems.filter(({ code }) => String(code).startsWith('cluster/'));

describe('Of two open captures', () => {
  async function opened(capabilities = LIKE_VS_CODE): Promise<Client> {
    const client = await Client.inMemory({ capabilities, configuration: {} });
    onTestFinished(() => client.kill());
    await client.open('file:///a.log', REFUSED);
    await client.open('file:///b.log', GIVEN);
    return client;
  }

  test('the one where the problem shows has it, with places in both', async () => {
    const client = await opened();
    const [problem, ...others] = across(await client.problems('file:///a.log'));
    expect(problem?.code).toBe(OWNER);
    expect(placesOf(problem ? [problem] : [])).toEqual(['b.log:18', 'a.log:12']);
    expect(others).toEqual([]);
    expect(across(await client.problems('file:///b.log'))).toEqual([]);
  });

  test('a hover explains it there', async () => {
    const client = await opened();
    const [problem] = across(await client.problems('file:///a.log'));
    const hover: Hover | null = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: 'file:///a.log' },
      position: problem?.range.start,
    });
    expect(JSON.stringify(hover?.contents)).toContain('licence');
    expect(hover?.range).toEqual(problem?.range);
  });

  test('the first is refreshed when the second shows its problem', async () => {
    const client = await opened();
    await client.change('file:///b.log', 2, NOTHING);
    expect(across(await client.problems('file:///a.log'))).toEqual([]);
    const before = client.refreshes;
    await client.change('file:///b.log', 3, GIVEN);
    await client.pull('file:///b.log');
    await client.eventually('the wish to be asked again', () => client.refreshes > before);
    expect(rulesOf(across(await client.problems('file:///a.log')))).toEqual([OWNER]);
  });

  test('the problem is withdrawn when one of the captures is closed', async () => {
    const client = await opened();
    expect(across(await client.problems('file:///a.log'))).toHaveLength(1);
    await client.close('file:///b.log');
    expect(across(await client.problems('file:///a.log'))).toEqual([]);
  });

  test('a client that does not pull is sent the problem and its withdrawal', async () => {
    const client = await opened({ textDocument: { publishDiagnostics: { relatedInformation: true } } });
    const last = (): Diagnostic[] =>
      client.published.filter(({ uri }) => uri === 'file:///a.log').at(-1)?.diagnostics ?? [];
    expect(await client.eventually('the problem', () => across(last()).length === 1)).toBe(true);
    await client.close('file:///b.log');
    expect(await client.eventually('that it is gone', () => across(last()).length === 0)).toBe(true);
  });
}); // oxfmt-ignore

describe('Of the captures of a folder', () => {
  const files = (): string => folderWith({ 'a.log': REFUSED, 'b.log': GIVEN });

  test('the one where the problem shows has it once all are read', async () => {
    const folder = files();
    const client = await startInFolder(folder);
    const { items } = await pullFolder(client);
    const last = items.filter(({ uri }) => uri === uriOf(folder, 'a.log')).at(-1);
    expect(last?.kind === 'full' && rulesOf(last.items)).toEqual([REFUSED_RULE, OWNER]);
    expect(last?.kind === 'full' && placesOf(across(last.items))).toEqual(['b.log:18', 'a.log:12']);
  });

  test('nothing is reported again as long as nothing changed', async () => {
    const folder = files();
    const client = await startInFolder(folder);
    const ids = idsOf(await pullFolder(client));
    const again = await pullFolder(client, ids);
    expect(toldOf(folder, again)).toEqual(['a.log: unchanged', 'b.log: unchanged']);
  });

  test('a file that changes changes the problems of another', async () => {
    const folder = files();
    const client = await startInFolder(folder);
    const ids = idsOf(await pullFolder(client));
    writeFileSync(path.join(folder, 'b.log'), NOTHING);
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: uriOf(folder, 'b.log'), type: FileChangeType.Changed }],
    });
    expect(toldOf(folder, await pullFolder(client, ids))).toEqual([`a.log: ${REFUSED_RULE}`, 'b.log: ']);
  });

  test('an open one has the problem that a closed one shows', async () => {
    const folder = files();
    const client = await startInFolder(folder);
    const uri = uriOf(folder, 'a.log');
    await client.open(uri, REFUSED);
    expect(across(await client.problems(uri))).toEqual([]);
    const before = client.refreshes;
    await pullFolder(client);
    await client.eventually('the wish to be asked again', () => client.refreshes > before);
    expect(rulesOf(across(await client.problems(uri)))).toEqual([OWNER]);
  });

  test('a client that does not pull is sent how a change of an open capture affects a closed one', async () => {
    const folder = files();
    const capabilities = { textDocument: { publishDiagnostics: { relatedInformation: true } }, workspace: { configuration: true, workspaceFolders: true } };
    const client = await startInFolder(folder, {}, { capabilities });
    const last = (): Diagnostic[] =>
      client.published.filter(({ uri }) => uri === uriOf(folder, 'a.log')).at(-1)?.diagnostics ?? [];
    await client.eventually('the problem of the closed one', () => across(last()).length === 1);
    await client.open(uriOf(folder, 'b.log'), NOTHING);
    await client.eventually('that it is gone', () => across(last()).length === 0);
    expect(rulesOf(last())).toEqual([REFUSED_RULE]);
  });

  test('closed ones do not count with the scope of open files', async () => {
    const folder = files();
    const client = await startInFolder(folder);
    await pullFolder(client);
    const before = client.refreshes;
    client.configuration = { diagnostics: { scope: 'openFiles' } };
    await client.configure(undefined);
    await client.eventually('the new settings', () => client.refreshes > before);
    const uri = uriOf(folder, 'a.log');
    await client.open(uri, REFUSED);
    expect(across(await client.problems(uri))).toEqual([]);
  });
}); // oxfmt-ignore

test('A problem that one capture shows alone is not reported again for several', () => {
  const both = REFUSED + GIVEN;
  const clusterOf = (path: string, text: string) => {
    const { document, analysis } = open(text);
    const gatherer = new ClusterGatherer();
    gatherer.add(clusterFactsOf(analysis.trace));
    return fileCluster(path, gatherer.facts, document);
  };
  const rulesAcross = (...texts: string[]): string[] =>
    acrossFiles(texts.map((text, index) => clusterOf(String(index), text))).map(
      ({ problem }) => problem.rule,
    );
  expect(problems(both).map(({ code }) => code)).toContain(OWNER);
  expect(rulesAcross(REFUSED, GIVEN)).toEqual([OWNER]);
  expect(rulesAcross(both, GIVEN)).toEqual([]);
});
