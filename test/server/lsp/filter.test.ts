// The lines that match a filter, in documents and in files that only the server reads.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  FILTER_LINES,
  FILTER_SCENES,
  FILTER_HELP,
  type FilteredLines,
  type FilteredScenes,
  type FilterHelp,
  READ_SCENES,
} from '../../../server/src/lsp/protocol';
import { uriOf } from '../../support/folder';
import { SEED, SEED_SECRET } from '../../support/reading';
import { Client, LIKE_VS_CODE } from '../../support/server';
import { folderWith } from '../../support/terminal';

const TWO_USERS = readFileSync('test/fixtures/captures/fnbamd-two-users.log', 'utf8');
const URI = 'file:///capture.log';

async function start(text?: string): Promise<Client> {
  const client = await Client.inMemory({
    capabilities: LIKE_VS_CODE,
    configuration: {},
    initializationOptions: {},
  });
  onTestFinished(() => client.kill());
  if (text !== undefined) await client.open(URI, text);
  return client;
}

const filter = (client: Client, words: string, uri = URI): Promise<FilteredLines | null> =>
  client.connection.sendRequest<FilteredLines | null>(FILTER_LINES, { uri, words });

describe('A filter on a document', () => {
  test('gives the lines that are kept, and how many', async () => {
    const client = await start(TWO_USERS);
    expect(await filter(client, 'user:user06 line:"Sending result" context:1')).toEqual({
      lines: [[8, 10]],
      count: 1,
    });
    expect(await filter(client, 'failed')).toMatchObject({ count: 8 });
  });

  test('says which words cannot be used, and whether no line is kept', async () => {
    const client = await start(TWO_USERS);
    expect(await filter(client, 'http >drift')).toEqual({
      lines: [],
      count: 0,
      message: 'Write >=error, >=warning, >=information or >=hint.',
      refused: { start: 5, end: 11 },
    });
    expect(await filter(client, 'user:nobody')).toEqual({
      lines: [],
      count: 0,
      message: 'No line of the capture matches these words.',
    });
  });

  test('returns the first lines of very many, and says so', async () => {
    const client = await start('[1990] handle_req-r=4\n'.repeat(30_000));
    const found = await filter(client, 'daemon:fnbamd');
    expect(found).toMatchObject({ lines: [[0, 19_999]], count: 30_000 });
    expect(found?.message).toBe(
      '30000 lines match; the first 20000 are shown. Add words to narrow the filter.',
    );
  });

  test('follows an edit of the text', async () => {
    const client = await start(TWO_USERS);
    await filter(client, 'user:user06');
    await client.change(URI, 2, `\n\n${TWO_USERS}`);
    expect((await filter(client, 'user:user06'))?.lines[0]).toEqual([2, 4]);
  });

  test('is empty for a document that is not open', async () => {
    expect(await filter(await start(), 'http')).toBeNull();
  });
});

describe('A filter of incidents', () => {
  const ids = async (client: Client, words: string, uri = URI): Promise<FilteredScenes | null> =>
    client.connection.sendRequest<FilteredScenes | null>(FILTER_SCENES, { uri, words });

  test('finds them by their lines, titles and endings, or says which words cannot be used', async () => {
    const client = await start(TWO_USERS);
    const cases = { 'no group matched': 'login/user06/1', fail: 'login/user06/1', rad: 'login/user07/1' };
    for (const [words, id] of Object.entries(cases)) expect(await ids(client, words)).toEqual({ ids: [id] });
    expect(await ids(client, 'user:')).toEqual({ ids: [], refused: "'user:' needs a value." });
    expect(await ids(client, 'failed', 'file:///other.log')).toBeNull();
  });

  test('has the ids of the list of a long file that was read', async () => {
    const filler = 'ftm_fc_command[1]:a line of no incident\n'.repeat(80_000);
    const text = TWO_USERS + filler + TWO_USERS.replaceAll('75000', '85000');
    const client = await start();
    const uri = uriOf(folderWith({ 'long.log': text }), 'long.log');
    await client.connection.sendRequest(READ_SCENES, { uri });
    expect(await ids(client, 'failed', uri)).toEqual({ ids: ['login/user06/1', 'login/user06/2'] });
  });
});

describe('A filter on a file that was read', () => {
  test.each(['a.log', 'a.log.gz'])(
    '%s has the lines without secrets, and each with its number',
    async name => {
      const folder = folderWith({ 'a.log': SEED, 'a.log.gz': gzipSync(SEED) });
      const client = await start();
      const uri = uriOf(folder, name);
      expect(await filter(client, 'json', uri)).toBeNull();
      await client.connection.sendRequest(READ_SCENES, { uri });
      const found = await filter(client, 'json', uri);
      expect(found).toMatchObject({
        lines: [
          [25, 25],
          [29, 29],
        ],
        count: 2,
      });
      const lines = found?.text?.split('\n') ?? [];
      expect(lines).toHaveLength(2);
      expect(found?.text).toContain('FTKMOB947FDC1754');
      expect(found?.text).not.toContain(SEED_SECRET);
      expect((await filter(client, '>drift', uri))?.refused).toEqual({ start: 0, end: 6 });
    },
  );

  test('has the same lines of an incident as the open document', async () => {
    const folder = folderWith({ 'a.log': TWO_USERS });
    const client = await start(TWO_USERS);
    const uri = uriOf(folder, 'a.log');
    await client.connection.sendRequest(READ_SCENES, { uri });
    const words = 'incident:login/user07/1';
    const [file, document] = [await filter(client, words, uri), await filter(client, words)];
    expect(file?.lines).toEqual(document?.lines);
  });
});

test('Completions are offered even if no document is open', async () => {
  const client = await start(TWO_USERS);
  const help = (words: string, uri = URI): Promise<FilterHelp> =>
    client.connection.sendRequest<FilterHelp>(FILTER_HELP, { uri, words, offset: words.length });
  expect(await help('http user:user06')).toEqual({
    proposals: [{ start: 5, end: 16, text: 'user:user06', detail: '1 incident' }],
  });
  const { refused, proposals } = await help('us', 'file:///other.log');
  expect(proposals.map(({ text }) => text)).toEqual(['user:']);
  expect(refused).toBeUndefined();
});
