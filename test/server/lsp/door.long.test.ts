import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ErrorCodes } from 'vscode-languageserver-protocol/node';
import { startSettled } from '../../support/asking';
import { type Answer, answersAtOnce, INITIALIZE, INITIALIZED, type Sent } from '../../support/atOnce';
import { SEED } from '../../support/reading';
import type { Client } from '../../support/server';

const URI = 'file:///a.log';
const open: Sent = {
  method: 'textDocument/didOpen',
  params: { textDocument: { uri: URI, languageId: 'fortios-debug', version: 1, text: SEED } },
};
const hover = (id: number): Sent => ({
  id,
  method: 'textDocument/hover',
  params: { textDocument: { uri: URI }, position: { line: 29, character: 400 } },
});
const shutdown = (id: number): Sent => ({ id, method: 'shutdown', params: {} });
const codes = (answers: readonly Answer[]): (number | undefined)[] => answers.map(({ error }) => error?.code);

describe('A request', () => {
  test('before initialize is answered with the error for it, whichever it is', async () => {
    const requests = [hover(1), shutdown(2), { id: 3, method: 'no/such', params: {} }];
    const { ServerNotInitialized } = ErrorCodes;
    expect(codes(await answersAtOnce(requests, []))).toEqual(requests.map(() => ServerNotInitialized));
  });

  test('before initialize leaves the server as it is: it can be initialized then', async () => {
    const messages = [hover(1), { ...INITIALIZE, id: 2 }, INITIALIZED, open, hover(3)];
    const [, initialized, answer] = await answersAtOnce(messages, []);
    expect(initialized?.result).toHaveProperty('capabilities');
    expect(answer?.result).toHaveProperty('contents');
  });

  test('after shutdown is answered with the error for it, whichever it is', async () => {
    const requests = [
      hover(2),
      { id: 3, method: 'no/such', params: {} },
      { ...INITIALIZE, id: 4 },
      shutdown(5),
    ];
    const [done, ...answers] = await answersAtOnce([open, shutdown(1), ...requests]);
    expect(done).toMatchObject({ result: null });
    expect(codes(answers)).toEqual(requests.map(() => ErrorCodes.InvalidRequest));
  });

  test('to initialize once more is refused', async () => {
    expect(codes(await answersAtOnce([{ ...INITIALIZE, id: 1 }]))).toEqual([ErrorCodes.InvalidRequest]);
  });
});

describe('A notification', () => {
  test('before initialize is dropped', async () => {
    const messages = [open, { ...INITIALIZE, id: 1 }, INITIALIZED, hover(2)];
    const [, answer] = await answersAtOnce(messages, []);
    expect(answer).toMatchObject({ result: null });
  });

  /** Parameters that a client can send by mistake or on purpose. */
  const HOSTILE: readonly unknown[] = [
    null,
    [],
    {},
    'text',
    { textDocument: null },
    { textDocument: { uri: URI } },
    { textDocument: { uri: 7, version: 1, text: 'a' } },
    { textDocument: { uri: URI, languageId: 'fortios-debug', version: 1 } },
    { textDocument: { uri: URI, version: 2 }, contentChanges: [{ range: null, text: 'a' }] },
    { textDocument: { uri: URI, version: 2 }, contentChanges: [{ range: { start: {} }, text: 'a' }] },
    { textDocument: { uri: URI, version: 2 }, contentChanges: [null] },
    { textDocument: { uri: URI, version: 2 }, contentChanges: [{}] },
    { event: null },
    { event: { added: 7 } },
    { changes: [null] },
    { changes: [{ uri: 7, type: 'x' }] },
    { settings: { fortiosDebug: 7 } },
    { id: {} },
    { token: {}, value: null },
  ];
  const METHODS = [
    'textDocument/didOpen',
    'textDocument/didChange',
    'textDocument/didClose',
    'textDocument/didSave',
    'textDocument/willSave',
    'workspace/didChangeConfiguration',
    'workspace/didChangeWatchedFiles',
    'workspace/didChangeWorkspaceFolders',
    'window/workDoneProgress/cancel',
    '$/cancelRequest',
    '$/setTrace',
    '$/progress',
    'initialized',
    'no/such',
  ];
  let client: Client;
  beforeAll(async () => {
    client = await startSettled();
  });
  afterAll(() => client.kill());

  test.each(METHODS)(
    '%s with anything at all leaves the server alive, and documents unchanged',
    async method => {
      await client.open(URI, SEED);
      const before = await client.hover(URI, 29, 400);
      expect(before).not.toBeNull();
      for (const params of HOSTILE) {
        // The client library rejects anything but an object or array.
        const sent = typeof params === 'string' ? { params } : params;
        await client.connection.sendNotification(method, sent as object);
      }
      // Some of these validly close the document.
      if (method === 'textDocument/didClose') await client.open(URI, SEED);
      // Longer than the delay before problems are published.
      await new Promise(resolve => setTimeout(resolve, 150));
      expect(await client.hover(URI, 29, 400)).toEqual(before);
      expect(client.process?.exitCode).toBeNull();
    },
  );

  test('without the text that it must hold is logged by its kind alone', async () => {
    const params = { textDocument: { uri: 'file:///secret-name.log', languageId: 'log', version: 1 } };
    await client.connection.sendNotification('textDocument/didOpen', params);
    const words = await client.eventually('the line in the log', () =>
      client.logged.find(line => line.includes('textDocument/didOpen')),
    );
    expect(words).not.toContain('secret-name');
  });
});
