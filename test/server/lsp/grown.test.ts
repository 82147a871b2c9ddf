// A growing capture: the client sends added text as an edit at its end.
import { DidChangeTextDocumentNotification } from 'vscode-languageserver-protocol/node';
import { expect, onTestFinished, test } from 'vitest';
import { readRecords, reread } from '../../../server/src/syntax';
import { SEED } from '../../support/reading';
import { Client, LIKE_VS_CODE } from '../../support/server';

const URI = 'file:///growing.log';
const DENIED = (request: number): string =>
  [
    `2025-01-15 10:00:00 [1906] handle_req-Rcvd auth req ${request} for user${request} in opt=00200400 prot=11`,
    `2025-01-15 10:00:00 [209] fnbamd_comm_send_result-Sending result 1 (nid 0) for req ${request}, len=2053`,
    '',
  ].join('\n');

test('A capture to which lines are added has the problems of the whole', async () => {
  const client = await Client.start({ capabilities: LIKE_VS_CODE });
  onTestFinished(() => client.kill());
  await client.open(URI, SEED);
  let text = SEED;
  for (let version = 2; version < 8; version++) {
    const line = text.split('\n').length - 1;
    const end = { line, character: 0 };
    const added = DENIED(version);
    text += added;
    await client.connection.sendNotification(DidChangeTextDocumentNotification.method, {
      textDocument: { uri: URI, version },
      contentChanges: [{ range: { start: end, end }, text: added }],
    });
    const whole = `file:///whole-${version}.log`;
    await client.open(whole, text);
    const [grown, opened] = [await client.pull(URI), await client.pull(whole)];
    if (grown.kind !== 'full' || opened.kind !== 'full') throw new Error('a report is missing');
    expect(grown.items.length).toBeGreaterThan(0);
    const shown = (items: typeof grown.items) => items.map(({ range, message }) => [range, message]);
    expect(shown(grown.items)).toEqual(shown(opened.items));
  }
});

test('Lines that are added have only the end of the capture read again', () => {
  const text = SEED.repeat(50);
  const records = readRecords(text);
  const { kept } = reread({ text, records }, text + DENIED(1));
  expect(records.length - kept).toBeLessThan(20);
});
