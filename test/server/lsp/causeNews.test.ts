// What text that is appended to an open capture decides about its problems.
import { onTestFinished, expect, describe, test } from 'vitest';
import { DidChangeTextDocumentNotification, type Range } from 'vscode-languageserver-protocol/node';
import { CAUSES_JUDGED, type CausesJudged } from '../../../server/src/lsp/protocol';
import { LICENCE, licensed, refused, UNIT } from '../../support/exchange';
import { Client, LIKE_VS_CODE } from '../../support/server';

const URI = 'file:///a.log';
const FAILED = refused(UNIT);
const LINES = FAILED.split('\n').length - 1;
const CONFIRMED = [
  `${LINES + 2} New: confirmed by line ${LINES + 3}: license "****************": It is a trial`,
];
const MARK = 'FGT # diagnose debug disable\n';

/** Sends texts, one after the other; returns what was notified after the last one. With `isExpected`, waits for it. */
async function newsAfter(
  texts: readonly (string | { range: Range; text: string })[],
  { followsScenes = true, isExpected = false } = {},
): Promise<string[]> {
  const client = await Client.inMemory({
    capabilities: LIKE_VS_CODE,
    initializationOptions: { followsScenes },
    configuration: {},
  });
  onTestFinished(() => client.kill());
  let all: string[] = [];
  client.connection.onNotification(CAUSES_JUDGED, ({ news }: CausesJudged) => {
    all.push(...news.map(({ text, line }) => `${line} ${text}`.slice(0, CONFIRMED[0]?.length)));
  });
  await client.open(URI, FAILED);
  await client.problems(URI);
  for (const [index, text] of texts.entries()) {
    all = [];
    const change = typeof text === 'string' ? { text } : text;
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: URI, version: index + 2 },
      contentChanges: [change],
    });
    await client.problems(URI);
    // The news of this capture, if any, come before the answer about a later version.
    await client.problems(URI);
  }
  if (isExpected) await client.eventually('the news', () => all.length > 0);
  return all;
}

const EXPECTED = { isExpected: true };
const at = (line: number, character: number) => ({ line, character });

describe('The client is notified of what is decided', () => {
  test('by a text that begins with the whole text before', async () => {
    expect(await newsAfter([FAILED + LICENCE], EXPECTED)).toEqual(CONFIRMED);
  });

  test('by lines that are inserted at the end, also if the last line is sent again', async () => {
    const end = at(LINES, 0);
    expect(await newsAfter([{ range: { start: end, end }, text: LICENCE }], EXPECTED)).toEqual(CONFIRMED);
    const last = FAILED.split('\n').at(-2) ?? '';
    const range = { start: at(LINES - 1, 0), end };
    expect(await newsAfter([{ range, text: `${last}\n${LICENCE}` }], EXPECTED)).toEqual(CONFIRMED);
  });

  test('only once, and only if it follows scenes', async () => {
    expect(await newsAfter([FAILED + LICENCE, FAILED + LICENCE + MARK])).toEqual([]);
    expect(await newsAfter([FAILED + LICENCE], { followsScenes: false })).toEqual([]);
  });
});

describe('The client is not notified', () => {
  test.each<readonly [string, readonly (string | { range: Range; text: string })[]]>([
    ['of text before the problem', [LICENCE + FAILED]],
    ['of text that is changed elsewhere, too', [MARK + FAILED + LICENCE]],
    ['when text is taken back', [FAILED + LICENCE, FAILED]],
    ['when text is inserted in the middle', [{ range: { start: at(0, 0), end: at(0, 0) }, text: LICENCE }]],
    ['of what decides nothing', [FAILED + licensed('****************')]],
    ['of a new problem', [FAILED + LICENCE.replace(/A01/g, 'A02') + FAILED.replace(/A01/g, 'A02')]],
  ])('%s', async (_, texts) => {
    expect(await newsAfter(texts)).toEqual([]);
  });
});
