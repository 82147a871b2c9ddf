import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CodeLensRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  type DocumentSymbol,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  InlayHintRequest,
  type Location,
  type Range,
  ReferencesRequest,
  type SelectionRange,
  SelectionRangeRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver-protocol/node';
import { type Asked, LENS_COMMANDS, openMarked, START, startSettled } from '../../support/asking';
import { answered, attempt, NOT_OF_PRODUCT, SECOND, TOKEN } from '../../support/exchange';
import { markAt } from '../../support/markers';
import { Client } from '../../support/server';

const REFUSED = answered({ tokens: [{ token: TOKEN, error: NOT_OF_PRODUCT }] });
const NOWHERE = { textDocument: { uri: 'file:///closed.log' } };

let client: Client;
beforeAll(async () => {
  client = await startSettled();
});
afterAll(() => client.kill());

const open = (marked: string): Promise<Asked> => openMarked(client, marked);

describe('Places are answered', () => {
  test('of a definition, with the address of its document', async () => {
    const { textDocument, position, at } = await open(markAt(REFUSED, 'token does not belong'));
    const found = await client.connection.sendRequest(DefinitionRequest.type, { textDocument, position });
    const [first] = found as Location[];
    expect(first?.uri).toBe(textDocument.uri);
    expect(first && at(first.range)).toBe(TOKEN);
  });

  test.each([
    ['with', true, [TOKEN, TOKEN, TOKEN, TOKEN]],
    ['without', false, [TOKEN, TOKEN, TOKEN]],
  ])('of references, %s the declaration', async (_, includeDeclaration, expected) => {
    const { textDocument, position, at } = await open(markAt(REFUSED, TOKEN));
    const params = { textDocument, position, context: { includeDeclaration } };
    const found = await client.connection.sendRequest(ReferencesRequest.type, params);
    expect(found?.map(({ range }) => at(range))).toEqual(expected);
  });

  test('of highlights', async () => {
    const { textDocument, position, marked } = await open(`FTKMOB0000<|>000A01 0 new\n${SECOND} 0 new\n`);
    const params = { textDocument, position };
    const found = await client.connection.sendRequest(DocumentHighlightRequest.type, params);
    expect(found?.map(({ range }) => marked(range))).toEqual([`<|${TOKEN}|> 0 new\n${SECOND} 0 new\n`]);
  });

  test('of links, with their targets', async () => {
    const { textDocument, marked } = await open('see https://docs.fortinet.com/a for more');
    const found = await client.connection.sendRequest(DocumentLinkRequest.type, { textDocument });
    expect(found?.map(({ target }) => target)).toEqual(['https://docs.fortinet.com/a']);
    expect(found?.map(({ range }) => marked(range))).toEqual([
      'see <|https://docs.fortinet.com/a|> for more',
    ]);
  });

  test('for selections, one for each position, from the inside out', async () => {
    const { textDocument, position, at } = await open(markAt(REFUSED, '31'));
    const params = { textDocument, positions: [position, START] };
    const found = await client.connection.sendRequest(SelectionRangeRequest.type, params);
    const [first, second] = found ?? [];
    expect(steps(first).slice(0, 2).map(at)).toEqual(['31', '"error_code":31']);
    expect(steps(second).map(at).at(-1)).toBe(REFUSED);
  });

  test('of symbols that a query finds in any open document', async () => {
    const one = await open(attempt('FTKMOB00000BEEF1'));
    const two = await open(attempt('FTKMOB00000BEEF2'));
    const query = 'beef';
    const found = await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query });
    const places = new Set((found ?? []).map(({ location: { uri } }) => uri));
    expect(places).toEqual(new Set([one, two].map(({ textDocument: { uri } }) => uri)));
    await client.close(one.textDocument.uri);
    await client.close(two.textDocument.uri);
    expect(await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query })).toEqual([]);
  });
});

/** The ranges of a selection, from the inside out. */
function steps(selection: SelectionRange | undefined): Range[] {
  return selection ? [selection.range, ...steps(selection.parent)] : [];
}

describe('Structure is answered', () => {
  test('as symbols within symbols', async () => {
    const { textDocument } = await open(REFUSED);
    const found = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    const [capture] = found as DocumentSymbol[];
    const [exchange] = capture?.children ?? [];
    expect(exchange?.name).toBe(`✗ licence at another serial number (31) · provision ${TOKEN}`);
    expect(exchange?.children?.map(({ name }) => name)).toContain('answer');
  });

  test('as folds, without a text to a client that shows none', async () => {
    const { textDocument } = await open(REFUSED);
    const found = await client.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    expect(found?.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
      [0, 15],
      [5, 9],
    ]);
    expect(found?.filter(({ collapsedText }) => collapsedText !== undefined)).toEqual([]);
  });

  test('as folds, with a text to a client that shows it', async () => {
    const capabilities = { textDocument: { foldingRange: { foldingRange: { collapsedText: true } } } };
    const other = await Client.start({ capabilities });
    const textDocument = { uri: 'file:///a.log' };
    await other.open(textDocument.uri, REFUSED);
    const found = await other.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    other.kill();
    expect(found?.map(({ collapsedText }) => collapsedText)).toContain('4 headers');
  });
});

describe('Hints and lenses are answered', () => {
  const LATER =
    '2025-01-15 10:00:00 ftm_x[1]:a\n2025-01-15 10:00:04 ftm_x[1]:b\n2025-01-15 10:00:09 ftm_x[1]:c\n';

  test('as hints', async () => {
    const { textDocument, range } = await open(LATER);
    const found = await client.connection.sendRequest(InlayHintRequest.type, { textDocument, range });
    expect(found?.map(({ label }) => label)).toEqual(['+4 s', '+5 s']);
  });

  test('as hints of the requested range only', async () => {
    const { textDocument } = await open(LATER);
    const range = { start: START, end: { line: 2, character: 0 } };
    const found = await client.connection.sendRequest(InlayHintRequest.type, { textDocument, range });
    expect(found?.map(({ position: { line }, label }) => [line, label])).toEqual([[1, '+4 s']]);
  });

  test('as lenses with the outcome and the actions', async () => {
    const { textDocument } = await open(REFUSED);
    const found = await client.connection.sendRequest(CodeLensRequest.type, { textDocument });
    expect(found?.map(({ command }) => command?.title)).toEqual([
      expect.stringContaining(`✗ licence at another serial number (31) · provision ${TOKEN}`),
      'Copy ticket',
      'Show only its lines',
    ]);
    expect(found?.slice(1).map(({ command }) => command?.command)).toEqual(LENS_COMMANDS);
    expect(found?.[2]?.command?.arguments).toEqual([textDocument.uri, `incident:provision/${TOKEN}/1`]);
  });
});

describe('Semantic tokens are answered', () => {
  test('whole, five numbers each', async () => {
    const { textDocument } = await open(REFUSED);
    const found = await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    expect(found?.data.length).toBeGreaterThan(0);
    expect((found?.data.length ?? 1) % 5).toBe(0);
  });

  test('of a range alone', async () => {
    const { textDocument } = await open(REFUSED);
    const range = { start: START, end: { line: 1, character: 0 } };
    const params = { textDocument, range };
    const found = await client.connection.sendRequest(SemanticTokensRangeRequest.type, params);
    const failed = REFUSED.indexOf(TOKEN);
    expect(found?.data).toEqual([0, failed, TOKEN.length, 0, 2]);
  });

  test('as what changed since the last answer', async () => {
    const asked = await open(REFUSED);
    const { textDocument } = asked;
    const before = await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    await client.change(textDocument.uri, 2, `\n${REFUSED}`);
    const params = { textDocument, previousResultId: before?.resultId ?? '' };
    const found = await client.connection.sendRequest(SemanticTokensDeltaRequest.type, params);
    if (!found || !('edits' in found)) throw new Error('No edits');
    expect(found.edits).toEqual([{ start: 0, deleteCount: 1, data: [1] }]);
    expect(found.resultId).not.toBe(before?.resultId);
  });

  test('whole to a client whose last answer is another one', async () => {
    const { textDocument } = await open(REFUSED);
    const whole = await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    const params = { textDocument, previousResultId: 'another' };
    const found = await client.connection.sendRequest(SemanticTokensDeltaRequest.type, params);
    expect(found).toMatchObject({ data: whole?.data });
  });
});

describe('For a document that is not open, an empty result is the answer to', () => {
  const range = { start: START, end: START };
  const lists = [
    [DocumentSymbolRequest.method, {}],
    [FoldingRangeRequest.method, {}],
    [DefinitionRequest.method, { position: START }],
    [ReferencesRequest.method, { position: START, context: { includeDeclaration: true } }],
    [DocumentHighlightRequest.method, { position: START }],
    [DocumentLinkRequest.method, {}],
    [InlayHintRequest.method, { range }],
    [CodeLensRequest.method, {}],
    [SelectionRangeRequest.method, { positions: [START] }],
  ] as const;

  test.each(lists)('%s', async (method, params) => {
    expect(await client.connection.sendRequest(method, { ...NOWHERE, ...params })).toEqual([]);
  });

  test.each([
    [SemanticTokensRequest.method, {}],
    [SemanticTokensRangeRequest.method, { range }],
    [SemanticTokensDeltaRequest.method, { previousResultId: '1' }],
  ])('%s', async (method, params) => {
    expect(await client.connection.sendRequest(method, { ...NOWHERE, ...params })).toEqual({ data: [] });
  });
});
