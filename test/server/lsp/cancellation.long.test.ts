import { describe, expect, test } from 'vitest';
import { type Hover, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { requestsAbout, START } from '../../support/asking';
import { type Answer, answersAtOnce, type Sent } from '../../support/atOnce';
import { SEED, wordsOf } from '../../support/reading';

const URI = 'file:///a.log';
const OTHER = 'file:///b.log';
const { ContentModified, RequestCancelled, ServerCancelled } = LSPErrorCodes;

const open = (uri: string, text: string): Sent => ({
  method: 'textDocument/didOpen',
  params: { textDocument: { uri, languageId: 'fortios-debug', version: 1, text } },
});
const change = (uri: string, text: string): Sent => ({
  method: 'textDocument/didChange',
  params: { textDocument: { uri, version: 2 }, contentChanges: [{ text }] },
});
const close = (uri: string): Sent => ({
  method: 'textDocument/didClose',
  params: { textDocument: { uri } },
});
const cancel = (id: number): Sent => ({ method: '$/cancelRequest', params: { id } });

const RANGE = { start: START, end: { line: 30, character: 0 } };
/** Every request about `URI`, with ids from 1. */
const all = requestsAbout(URI, { line: 29, character: 400 }, RANGE).map(
  ([method, params], index): Sent & { id: number } => ({ id: index + 1, method, params }),
);
const requestOf = (method: string): Sent & { id: number } => {
  const found = all.find(one => one.method === method);
  if (!found) throw new Error(`${method} is not among the requests`);
  return found;
};
const hover = requestOf('textDocument/hover');
const pull = requestOf('textDocument/diagnostic');
const codes = (answers: readonly Answer[]): (number | undefined)[] => answers.map(({ error }) => error?.code);

describe('A request that the client cancels right after it', () => {
  test('is answered as cancelled, whichever it is', async () => {
    const answers = await answersAtOnce([open(URI, SEED), ...all, ...all.map(({ id }) => cancel(id))]);
    expect(new Set(codes(answers))).toEqual(new Set([RequestCancelled]));
  });

  test('without a document is answered as cancelled, too', async () => {
    const symbols = { id: 1, method: 'workspace/symbol', params: { query: '' } };
    expect(codes(await answersAtOnce([open(URI, SEED), symbols, cancel(1)]))).toEqual([RequestCancelled]);
  });

  test('does not affect the answers of others', async () => {
    const [first, second] = await answersAtOnce([
      open(URI, SEED),
      { ...hover, id: 1 },
      { ...hover, id: 2 },
      cancel(1),
    ]);
    expect(first?.error?.code).toBe(RequestCancelled);
    expect(wordsOf(second?.result as Hover)).toContain('registered to another FortiGate');
  });
});

describe('A request whose document changes right after it', () => {
  test('is answered for the last state, whichever it is', async () => {
    const answers = await answersAtOnce([open(URI, SEED), ...all, change(URI, '')]);
    expect(codes(answers).filter(code => code !== undefined)).toEqual([]);
  });

  test('is outdated if the document is closed', async () => {
    expect(codes(await answersAtOnce([open(URI, SEED), hover, close(URI)]))).toEqual([ContentModified]);
  });

  test('for problems makes the client retry if it is closed', async () => {
    const [answer] = await answersAtOnce([open(URI, SEED), pull, close(URI)]);
    expect(answer?.error).toMatchObject({ code: ServerCancelled, data: { retriggerRequest: true } });
  });

  test('is answered if another document changes', async () => {
    const [answer] = await answersAtOnce([open(URI, SEED), open(OTHER, ''), hover, change(OTHER, 'a')]);
    expect(wordsOf(answer?.result as Hover)).toContain('registered to another FortiGate');
  });

  test('has the answer of a request after the change, which is about the new text', async () => {
    const messages = [open(URI, ''), { ...hover, id: 1 }, change(URI, SEED), { ...hover, id: 2 }];
    for (const { result } of await answersAtOnce(messages))
      expect(wordsOf(result as Hover)).toContain('registered to another FortiGate');
  });
});
