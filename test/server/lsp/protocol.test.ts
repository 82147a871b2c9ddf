import { describe, expect, test } from 'vitest';
import { CodeActionRequest, ErrorCodes, ExecuteCommandRequest } from 'vscode-languageserver-protocol/node';
import { listed, SEED, SEED_SECRET, wordsOf } from '../../support/reading';
import { type Client, LIKE_VS_CODE, OUR_OPTIONS, sleep } from '../../support/server';
import { start, startProcess } from '../../support/started';

const URI = 'file:///seed.log';
const SEED_PROBLEMS = [
  '26:293 warning secret/otp-seed',
  '30:199 warning ftm/product-not-registered',
  '30:306 information json/damaged',
  '30:391 error ftm/token-not-of-product',
];

const likeVsCode = (configuration?: unknown): Promise<Client> =>
  start({ capabilities: LIKE_VS_CODE, initializationOptions: OUR_OPTIONS, configuration });
/** Waits for the problems of another document: earlier ones have been published by then. */
const caughtUp = async (client: Client): Promise<void> => {
  await client.open('file:///later.log', SEED);
  await client.eventually('later problems', () => client.published.some(({ uri }) => uri.includes('later')));
};

describe('The server offers', () => {
  test('everything to a client like VS Code', async () => {
    const { result } = await likeVsCode();
    expect(result).toMatchInlineSnapshot(`
      {
        "capabilities": {
          "codeActionProvider": {
            "codeActionKinds": [
              "quickfix",
              "source.maskSecrets",
            ],
          },
          "codeLensProvider": {},
          "definitionProvider": true,
          "diagnosticProvider": {
            "identifier": "fortios",
            "interFileDependencies": true,
            "workspaceDiagnostics": true,
          },
          "documentHighlightProvider": true,
          "documentLinkProvider": {},
          "documentSymbolProvider": true,
          "executeCommandProvider": {
            "commands": [
              "fortiosDebug.openAddress",
            ],
          },
          "foldingRangeProvider": true,
          "hoverProvider": true,
          "inlayHintProvider": true,
          "referencesProvider": true,
          "selectionRangeProvider": true,
          "semanticTokensProvider": {
            "full": {
              "delta": true,
            },
            "legend": {
              "tokenModifiers": [
                "asking",
                "failed",
              ],
              "tokenTypes": [
                "serial",
                "secret",
                "failure",
              ],
            },
            "range": true,
          },
          "textDocumentSync": {
            "change": 2,
            "openClose": true,
          },
          "workspaceSymbolProvider": true,
        },
        "serverInfo": {
          "name": "fortios-debug",
        },
      }
    `);
  });

  test('what any client can use to one without capabilities', async () => {
    const [vsCode, any] = [await likeVsCode(), await start()];
    const offered = { ...vsCode.result?.capabilities };
    delete offered.diagnosticProvider;
    delete offered.executeCommandProvider;
    expect(any.result).toEqual({ ...vsCode.result, capabilities: offered });
  });
});

test('The server sends no request before it has answered initialize', async () => {
  const client = await start({
    capabilities: {
      workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
      textDocument: { diagnostic: { dynamicRegistration: true } },
    },
    initializationOptions: { registersDiagnostics: true, settings: { diagnostics: { scope: 'workspace' } } },
    folders: ['test/fixtures'],
  });
  expect(client.askedTooEarly).toEqual([]);
  await client.eventually('registrations', () => client.registered.length > 1);
});

describe('A client that pulls', () => {
  test('gets the four problems of seed.log', async () => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    expect((await client.problems(URI)).map(listed)).toEqual(SEED_PROBLEMS);
  });

  test('gets them with exact ranges, related places and the address of the article', async () => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    const error = (await client.problems(URI))[3];
    expect(error?.range).toEqual({ start: { line: 29, character: 390 }, end: { line: 29, character: 458 } });
    expect(error?.codeDescription?.href).toContain('ta-p/308115');
    expect(error?.relatedInformation?.map(({ location }) => location)).toEqual([
      { uri: URI, range: { start: { line: 25, character: 264 }, end: { line: 25, character: 280 } } },
      { uri: URI, range: { start: { line: 29, character: 480 }, end: { line: 29, character: 536 } } },
      { uri: URI, range: { start: { line: 8, character: 62 }, end: { line: 8, character: 95 } } },
    ]);
  });

  test('gets `unchanged` for the result that it has', async () => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    await client.eventually('the first settings', () => client.refreshes > 0);
    const { resultId } = await client.pull(URI);
    expect(await client.pull(URI, resultId)).toEqual({ kind: 'unchanged', resultId });
  });

  test('gets a full report again once the text changed', async () => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    const { resultId } = await client.pull(URI);
    await client.change(URI, 2, '');
    expect(await client.pull(URI, resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  test('gets a full report of a text that is opened again under the same address and version', async () => {
    const client = await likeVsCode();
    await client.open(URI, 'FGT # get system status\n');
    await client.eventually('the first settings', () => client.refreshes > 0);
    const { resultId } = await client.pull(URI);
    await client.close(URI);
    await client.open(URI, SEED);
    expect(await client.pull(URI, resultId)).toMatchObject({ kind: 'full' });
  });

  test('gets a full report again once the settings changed', async () => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    await client.eventually('the first settings', () => client.refreshes > 0);
    const { resultId } = await client.pull(URI);
    client.configuration = { maxProblems: 1 };
    await client.configure(null);
    await client.eventually('the new settings', () => client.refreshes > 1);
    const report = await client.pull(URI, resultId);
    expect(report.kind === 'full' && report.items.map(listed)).toEqual([
      '30:391 error ftm/token-not-of-product',
      '1:1 information capture/more-problems',
    ]);
  });

  test('gets an edit of a part of the text', async () => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    const range = { start: { line: 29, character: 305 }, end: { line: 29, character: 305 } };
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [{ range, text: '"' }],
    });
    expect((await client.problems(URI)).map(({ code }) => code)).not.toContain('json/damaged');
  });

  test('gets an empty report for a document that is not open', async () => {
    const client = await likeVsCode();
    expect(await client.problems('file:///other.log')).toEqual([]);
  });

  test('is not sent problems that it did not ask for', async () => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    await client.pull(URI);
    await sleep(300);
    expect(client.published).toEqual([]);
  });
});

describe('A client that does not pull', () => {
  test('is sent the problems of a document that it opens, with its version', async () => {
    const client = await start();
    await client.open(URI, SEED);
    const [sent] = await client.eventually('problems', () => client.published.length > 0 && client.published);
    expect(sent).toMatchObject({ uri: URI, version: 1 });
    expect(sent?.diagnostics.map(listed)).toEqual(SEED_PROBLEMS);
  });

  test('is sent no field that it did not declare to support', async () => {
    const client = await start();
    await client.open(URI, SEED);
    const [sent] = await client.eventually('problems', () => client.published.length > 0 && client.published);
    expect([...new Set(sent?.diagnostics.flatMap(one => Object.keys(one)))].sort()).toEqual([
      'code',
      'message',
      'range',
      'severity',
      'source',
    ]);
  });

  test('is sent only those of the last version after a burst of edits', async () => {
    const client = await start();
    await client.open(URI, '');
    for (let version = 2; version <= 30; version++) await client.change(URI, version, SEED.slice(0, version));
    await client.change(URI, 31, SEED);
    await client.eventually('the last version', () => client.published.some(({ version }) => version === 31));
    await caughtUp(client);
    const sent = client.published.filter(({ uri }) => uri === URI);
    expect(sent.map(({ version }) => version)).toEqual([31]);
    expect(sent[0]?.diagnostics.map(listed)).toEqual(SEED_PROBLEMS);
  });

  test('is sent an empty list for a closed document', async () => {
    const client = await start();
    await client.open(URI, SEED);
    await client.eventually('problems', () => client.published.length === 1);
    await client.close(URI);
    await client.eventually('the end of them', () => client.published.length === 2);
    expect(client.published[1]).toEqual({ uri: URI, diagnostics: [] });
  });

  test('is sent nothing more of a document that it closed at once', async () => {
    const client = await start();
    await client.open(URI, SEED);
    await client.close(URI);
    await caughtUp(client);
    const sent = client.published.filter(({ uri }) => uri === URI);
    expect(sent.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  });
});

describe('The server answers', () => {
  test('a hover in Markdown', async () => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    const answer = await client.hover(URI, 29, 400);
    expect(answer?.contents).toMatchObject({ kind: 'markdown' });
    expect(answer && wordsOf(answer)).toMatch(/^\*\*The token's licence is registered/);
  });

  test('a hover in plain text to a client without Markdown', async () => {
    const client = await start();
    await client.open(URI, SEED);
    const answer = await client.hover(URI, 29, 400);
    expect(answer?.contents).toMatchObject({ kind: 'plaintext' });
    expect(answer && wordsOf(answer)).toMatch(/^The token's licence is registered/);
  });

  test('no hover if there is nothing to say', async () => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    expect(await client.hover(URI, 7, 0)).toBeNull();
    expect(await client.hover('file:///other.log', 0, 0)).toBeNull();
  });

  test('code actions for the problems that it reported', async () => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    const [seed] = await client.problems(URI);
    const offered = seed ? await client.actions(URI, [seed]) : [];
    expect(offered.map(({ title }) => title)).toContain('Mask this secret');
    const [mask] = offered;
    expect(mask?.edit?.changes?.[URI]).toEqual([{ range: seed?.range, newText: '*'.repeat(40) }]);
  });

  test.each([
    ['any kind', undefined, []],
    ['quick fixes', ['quickfix'], []],
    ['what concerns the file', ['source'], ['source.maskSecrets']],
    ['this one kind', ['source.maskSecrets'], ['source.maskSecrets']],
    ['all that can be fixed at once, as on saving', ['source.fixAll'], []],
    ['to organize imports', ['source.organizeImports'], []],
  ])('an action that masks the whole file only if requested: %s', async (_, only, kinds) => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    const position = { line: 0, character: 0 };
    const offered = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: URI },
      range: { start: position, end: position },
      context: { diagnostics: [], ...(only && { only }) },
    });
    expect(offered?.map(one => ('kind' in one ? one.kind : ''))).toEqual(kinds);
  });

  test('no command to a client without commands', async () => {
    const capabilities = { textDocument: { publishDiagnostics: { dataSupport: true } } };
    const client = await start({ capabilities });
    await client.open(URI, SEED);
    const [sent] = await client.eventually('problems', () => client.published.length > 0 && client.published);
    const offered = await client.actions(URI, sent?.diagnostics ?? []);
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.filter(({ command }) => command)).toEqual([]);
  });

  test('the command that opens an article, by asking the client to show it', async () => {
    const client = await likeVsCode();
    const address = 'https://docs.fortinet.com/';
    const params = { command: 'fortiosDebug.openAddress', arguments: [address] };
    await client.connection.sendRequest(ExecuteCommandRequest.type, params);
    expect(client.shown).toEqual([address]);
  });

  test.each(['file:///etc/passwd', 'command:workbench.action.quit', 'http://example.com', 7])(
    'that command with nothing for an address that is not an article: %s',
    async address => {
      const client = await likeVsCode();
      const params = { command: 'fortiosDebug.openAddress', arguments: [address] };
      expect(await client.connection.sendRequest(ExecuteCommandRequest.type, params)).toBeNull();
      expect(client.shown).toEqual([]);
    },
  );
});

describe('The server lives on', () => {
  test('after a request with wrong parameters, which is answered as that', async () => {
    const client = await likeVsCode();
    await client.open(URI, SEED);
    for (const [method, params] of [
      ['textDocument/hover', { textDocument: { uri: URI } }],
      ['textDocument/codeLens', null],
      ['fortiosDebug/ticket', null],
      ['fortiosDebug/status', { uri: 7 }],
    ] as const) {
      const answer = client.connection.sendRequest(method, params);
      await expect(answer, method).rejects.toMatchObject({ code: ErrorCodes.InvalidParams });
    }
    expect((await client.problems(URI)).map(listed)).toEqual(SEED_PROBLEMS);
  });

  test('and says in its log that one failed, without a word of the capture', async () => {
    const client = await likeVsCode();
    const log: string[] = [];
    client.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      log.push(message);
    });
    await client.open(URI, SEED);
    await client.connection.sendRequest('fortiosDebug/redact', { uri: URI, ranges: 7 });
    await client.eventually('the log', () => log.length > 0);
    expect(log.join('\n')).toContain('A request failed and was answered empty');
    expect(log.join('\n')).not.toContain(SEED_SECRET.slice(0, 8));
  });

  test('with a document that is not a capture', async () => {
    const client = await startProcess({ capabilities: LIKE_VS_CODE });
    await client.open(URI, '\u0000\ud800[[[[{{{{"\r\r\r\n');
    expect(await client.problems(URI)).toBeInstanceOf(Array);
    expect(client.process?.exitCode).toBeNull();
  });

  test('until it receives shutdown and exit, and ends with code 0', async () => {
    const client = await startProcess({ capabilities: LIKE_VS_CODE });
    expect(await client.stop()).toBe(0);
  });

  test('without writing to standard error', async () => {
    const client = await startProcess({ capabilities: LIKE_VS_CODE });
    let output = '';
    client.process?.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await client.open(URI, SEED);
    await client.pull(URI);
    await client.stop();
    expect(output).toBe('');
  });
});
