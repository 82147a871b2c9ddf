// The server of the web extension host, in a thread that resembles a web worker.
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { ErrorCodes, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { SEED } from '../../support/reading';

const SERVER = 'server/dist/browser.js';
/** Makes a Node thread resemble a web worker: messages and timers, but nothing specific to Node. */
const AS_WEB_WORKER = `
  const { parentPort } = require('node:worker_threads');
  globalThis.self = globalThis;
  globalThis.WorkerGlobalScope = Object;
  globalThis.addEventListener = () => undefined;
  globalThis.removeEventListener = () => undefined;
  globalThis.postMessage = message => parentPort.postMessage(message);
  parentPort.on('message', data => globalThis.onmessage?.({ data }));
  const code = require('node:fs').readFileSync(${JSON.stringify(SERVER)}, 'utf8');
  delete globalThis.setImmediate;
  require('node:vm').runInThisContext(code);`;

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: number };
}

test('A web worker answers about other documents while it analyses a long one, and can be asked to stop', async () => {
  if (!existsSync(SERVER)) throw new Error(`${SERVER} is not built: node esbuild.mjs`);
  const worker = new Worker(AS_WEB_WORKER, { eval: true });
  onTestFinished(() => void worker.terminate());
  const waiting = new Map<number, (answer: Answer) => void>();
  worker.on('message', (answer: Answer) => {
    if (answer.id !== undefined && answer.method === undefined) waiting.get(answer.id)?.(answer);
  });
  let count = 0;
  const tell = (method: string, params: object): void => worker.postMessage({ jsonrpc: '2.0', method, params });
  const ask = (method: string, params: object): Promise<Answer> =>
    new Promise(resolve => {
      waiting.set(++count, resolve);
      worker.postMessage({ jsonrpc: '2.0', id: count, method, params });
    });
  const open = (uri: string, text: string): void =>
    tell('textDocument/didOpen', { textDocument: { uri, languageId: 'fortios-debug', version: 1, text } });
  const [long, short] = [{ uri: 'file:///long.log' }, { uri: 'file:///short.log' }];
  const hover = (): Promise<Answer> =>
    ask('textDocument/hover', { textDocument: short, position: { line: 29, character: 400 } });

  expect((await hover()).error?.code).toBe(ErrorCodes.ServerNotInitialized);
  await ask('initialize', { processId: null, capabilities: {} });
  tell('initialized', {});
  open(long.uri, SEED.repeat(10_000));
  open(short.uri, SEED);
  let isDone = false;
  void ask('textDocument/foldingRange', { textDocument: long }).then(() => (isDone = true));
  const lenses = ask('textDocument/codeLens', { textDocument: long });
  tell('$/cancelRequest', { id: count });
  expect((await lenses).error?.code).toBe(LSPErrorCodes.RequestCancelled);
  expect((await hover()).result).toHaveProperty('contents');
  expect(isDone).toBe(false);
}); // oxfmt-ignore
