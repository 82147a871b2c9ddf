import type { Position, Range } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  NOISE,
  PARTIES,
  REDACT,
  SCENE,
  SCENE_AT,
  SCENES,
  SECRETS,
  SHOW_PAYLOAD,
  STATUS,
} from '../../server/src/lsp/protocol';
import { mark, unmark } from './markers';
import { offsets } from './reading';
import { Client, LIKE_VS_CODE } from './server';

/** Commands of the VS Code client that code lenses use. */
export const LENS_COMMANDS = ['fortiosDebug.copyTicket', 'fortiosDebug.filterLines'];
export const START: Position = { line: 0, character: 0 };

/** A client like VS Code. The server has read its settings already, so that nothing changes during requests. */
export async function startSettled(): Promise<Client> {
  const initializationOptions = { commands: LENS_COMMANDS };
  const client = await Client.start({
    capabilities: LIKE_VS_CODE,
    initializationOptions,
    configuration: {},
  });
  await client.eventually('the settings', () => client.refreshes > 0);
  return client;
}

/** A text that is open in the server, and parameters for requests about it. */
export interface Asked {
  readonly textDocument: { readonly uri: string };
  /** The position of the marker; the start of a text without one. */
  readonly position: Position;
  /** The whole text. */
  readonly range: Range;
  /** The text of a range. */
  readonly at: (range: Range) => string;
  /** The text with markers around a range. */
  readonly marked: (range: Range) => string;
}

let count = 0;

/** Opens a text, with or without a marker, under a new URI. */
export async function openMarked(client: Client, marked: string): Promise<Asked> {
  const { text, offset } = marked.includes('<|') ? unmark(marked) : { text: marked, offset: 0 };
  const uri = `file:///capture-${++count}.log`;
  await client.open(uri, text);
  const document = TextDocument.create(uri, 'fortios-debug', 1, text);
  return {
    textDocument: { uri },
    position: document.positionAt(offset),
    range: { start: START, end: document.positionAt(text.length) },
    at: range => document.getText(range),
    marked: range => mark(text, offsets(document, range)),
  };
}

/** Every request about one document, with a position or range if needed. */
export function requestsAbout(
  uri: string,
  position: Position,
  range: Range,
): [method: string, params: object][] {
  const about = { textDocument: { uri } };
  return [
    ['textDocument/hover', { ...about, position }],
    ['textDocument/definition', { ...about, position }],
    ['textDocument/references', { ...about, position, context: { includeDeclaration: true } }],
    ['textDocument/documentHighlight', { ...about, position }],
    ['textDocument/selectionRange', { ...about, positions: [position, range.end] }],
    ['textDocument/codeAction', { ...about, range, context: { diagnostics: [] } }],
    ['textDocument/documentSymbol', about],
    ['textDocument/foldingRange', about],
    ['textDocument/documentLink', about],
    ['textDocument/codeLens', about],
    ['textDocument/inlayHint', { ...about, range }],
    ['textDocument/semanticTokens/full', about],
    ['textDocument/semanticTokens/range', { ...about, range }],
    ['textDocument/semanticTokens/full/delta', { ...about, previousResultId: 'none' }],
    ['textDocument/diagnostic', about],
    [SHOW_PAYLOAD, { uri, position }],
    [NOISE, { uri }],
    [STATUS, { uri }],
    [SCENES, { uri }],
    [SCENE, { uri, id: 'login/user01/1' }],
    [SCENE_AT, { uri, position }],
    [PARTIES, { uri }],
    [SECRETS, { uri }],
    [REDACT, { uri, keepIdentities: false, ranges: [range] }],
  ];
}
