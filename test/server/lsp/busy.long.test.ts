// A server that analyses a long capture still handles messages. Time limits are many times the usual duration.
import { spawn } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { SEED } from '../../support/reading';
import { startSettled } from '../../support/asking';
import { BUILT_SERVER, type Client } from '../../support/server';

const LONG = 'file:///long.log';
const SHORT = 'file:///short.log';
/** Takes seconds to analyse. */
const text = SEED.repeat(10_000);

let client: Client;
beforeEach(async () => {
  client = await startSettled();
});
afterEach(() => client.kill());

/** Opens the long document and sends a request about it; reports when the answer has arrived. */
async function busy(): Promise<{ readonly answer: Promise<unknown>; readonly isDone: () => boolean }> {
  await client.open(LONG, text);
  let done = false;
  const answer = client.pull(LONG);
  answer.then(
    () => (done = true),
    () => undefined,
  );
  return { answer, isDone: () => done };
}

test('Requests for another document are answered meanwhile', async () => {
  const { isDone } = await busy();
  await client.open(SHORT, SEED);
  expect(await client.hover(SHORT, 29, 400)).not.toBeNull();
  expect(await client.problems(SHORT)).toHaveLength(4);
  expect(isDone()).toBe(false);
});

test('A request for it can be cancelled', async () => {
  const { isDone } = await busy();
  const source = new CancellationTokenSource();
  const params = { textDocument: { uri: LONG } };
  const lenses = client.connection.sendRequest('textDocument/codeLens', params, source.token);
  source.cancel();
  await expect(lenses).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  expect(isDone()).toBe(false);
});

test('A request for it is answered for its last state when it changes, and the analysis before ends', async () => {
  const { answer } = await busy();
  await client.change(LONG, 2, SEED);
  await expect(answer).resolves.toMatchObject({ items: { length: 4 } });
  expect(await client.problems(LONG)).toHaveLength(4);
});

test('A request for it is outdated when it is closed', async () => {
  const { answer } = await busy();
  await client.close(LONG);
  await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.ServerCancelled });
});

test('It can be shut down', async () => {
  const { isDone } = await busy();
  expect(await client.stop()).toBe(0);
  expect(isDone()).toBe(false);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it', async signal => {
  const { isDone } = await busy();
  await client.hover(SHORT, 0, 0);
  client.process?.kill(signal);
  await client.exited;
  expect(isDone()).toBe(false);
});

test('It ends when its input is closed, as by a client that died', async () => {
  await busy();
  await client.hover(SHORT, 0, 0);
  client.connection.end();
  expect(await client.exited).toBe(1);
});

test('It ends when the process of its client is gone', async () => {
  // The client's input stays open, as if another process had inherited it.
  const gone = spawn(process.execPath, ['-e', '']);
  await new Promise(resolve => gone.once('exit', resolve));
  const server = spawn(process.execPath, [BUILT_SERVER, '--stdio']);
  const ended = new Promise(resolve => server.once('exit', resolve));
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  send({ id: 1, method: 'initialize', params: { processId: gone.pid, capabilities: {} } });
  send({ method: 'initialized', params: {} });
  expect(await ended).toBe(1);
});
