import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as Vscode from 'vscode';

/** As much of VS Code as the notices need: tabs, documents, sizes of files, messages with a button. */
const fake = vi.hoisted(() => {
  class TabInputText {
    constructor(readonly uri: { readonly path: string }) {}
  }
  type Listener = (event: unknown) => void;
  const listeners: Listener[] = [];
  const on = (listener: Listener): { dispose(): void } => {
    listeners.push(listener);
    return { dispose: () => undefined };
  };
  const state = {
    detect: 'auto',
    sizes: new Map<string, number>(),
    documents: [] as { uri: { path: string } }[],
    /** The user presses the button of a message. */
    presses: false,
    said: [] as string[],
    ran: [] as unknown[],
  };
  const show = (message: string, ...buttons: string[]): Promise<string | undefined> => {
    state.said.push([message, ...buttons.map(one => `[${one}]`)].join(' '));
    return Promise.resolve(state.presses ? buttons[0] : undefined);
  };
  return { TabInputText, listeners, on, state, show };
});

vi.mock('vscode', () => ({
  TabInputText: fake.TabInputText,
  Disposable: { from: () => ({ dispose: () => undefined }) },
  l10n: { t: (text: string, ...facts: string[]) => text.replace('{0}', facts[0] ?? '') },
  workspace: {
    get textDocuments() {
      return fake.state.documents;
    },
    onDidOpenTextDocument: fake.on,
    getConfiguration: () => ({ get: () => fake.state.detect }),
    getWorkspaceFolder: () => undefined,
    fs: {
      stat: ({ path }: { path: string }) => {
        const size = fake.state.sizes.get(path);
        return size === undefined ? Promise.reject(new Error()) : Promise.resolve({ size });
      },
    },
  },
  window: {
    tabGroups: { all: [], onDidChangeTabs: fake.on },
    showInformationMessage: fake.show,
    showWarningMessage: fake.show,
  },
  commands: {
    executeCommand: (...words: unknown[]) => {
      fake.state.ran.push(words);
      return Promise.resolve();
    },
  },
}));

const { registerLargeFiles } = await import('../../client/src/largeFiles');

const MEGABYTE = 1024 * 1024;
const uriOf = (path: string): Vscode.Uri =>
  ({ path, toString: () => `file://${path}` }) as unknown as Vscode.Uri;

let recognised: { isCapture: boolean; reason?: string };
const client = {
  code2ProtocolConverter: { asUri: String },
  sendRequest: () => Promise.resolve(recognised),
} as unknown as BaseLanguageClient;

/** A tab of a file of this many bytes opens, of which VS Code has a document or not. */
async function tab(path: string, size: number, document = false): Promise<void> {
  const uri = uriOf(path);
  fake.state.sizes.set(path, size);
  if (document) fake.state.documents.push({ uri });
  fake.listeners[0]?.({ opened: [{ input: new fake.TabInputText(uri) }] });
  await vi.advanceTimersByTimeAsync(2000);
}

async function document(path: string, size: number, languageId: string, lineCount = 9): Promise<void> {
  fake.state.sizes.set(path, size);
  fake.listeners[1]?.({ uri: uriOf(path), languageId, lineCount });
  await vi.advanceTimersByTimeAsync(2000);
}

beforeEach(() => {
  vi.useFakeTimers();
  fake.listeners.length = 0;
  Object.assign(fake.state, {
    detect: 'auto',
    sizes: new Map(),
    documents: [],
    presses: false,
    said: [],
    ran: [],
  });
  recognised = { isCapture: true };
  registerLargeFiles(client);
});

describe('A capture in a tab for which VS Code has no document', () => {
  const NOTICE =
    'a.log is too large: VS Code does not pass it to extensions. It can still be read from disk, piece by piece. [Show what happened] [List its problems]';

  test('is reported once, with what can be done', async () => {
    await tab('/a.log', 60 * MEGABYTE);
    await tab('/a.log', 60 * MEGABYTE);
    expect(fake.state.said).toEqual([NOTICE]);
    expect(fake.state.ran).toEqual([]);
  });

  test('is reported if it is compressed, whatever its size', async () => {
    await tab('/a.log.gz', 9);
    expect(fake.state.said).toEqual([
      'a.log.gz is compressed: VS Code does not show it as text. It can still be read from disk, piece by piece. [Show what happened] [List its problems]',
    ]);
  });

  test('is analysed when the user asks for it', async () => {
    fake.state.presses = true;
    await tab('/a.log', 60 * MEGABYTE);
    expect(fake.state.ran).toEqual([['fortiosDebug.showIncident', expect.objectContaining({ path: '/a.log' })]]);
  });

  test('is reported with the reason if it cannot be read', async () => {
    recognised = { isCapture: false, reason: 'In the browser the server cannot read files.' };
    await tab('/a.log', 60 * MEGABYTE);
    expect(fake.state.said).toEqual([
      'a.log is too large: VS Code does not pass it to extensions. In the browser the server cannot read files.',
    ]);
  });

  test.each([
    ['is no capture', (): unknown => (recognised = { isCapture: false })],
    ['is to be left alone', (): unknown => (fake.state.detect = 'off')],
  ])('is not reported if it %s', async (_, prepare) => {
    prepare();
    await tab('/a.log', 60 * MEGABYTE);
    expect(fake.state.said).toEqual([]);
  });
}); // oxfmt-ignore

describe('nothing is reported about a file', () => {
  test('of 50 MB', async () => {
    await tab('/a.log', 50 * MEGABYTE);
    expect(fake.state.said).toEqual([]);
  });

  test('whose document VS Code has nevertheless', async () => {
    await tab('/a.log', 60 * MEGABYTE, true);
    expect(fake.state.said).toEqual([]);
  });

  test('in a tab that does not show text', async () => {
    fake.listeners[0]?.({ opened: [{ input: { uri: uriOf('/a.png') } }] });
    await vi.advanceTimersByTimeAsync(2000);
    expect(fake.state.said).toEqual([]);
  });
});

describe('A capture that VS Code does not highlight', () => {
  const NOTICE = 'a.log is too large for VS Code to colour. Its problems are still listed. [Show problems]';

  test.each([
    ['for its bytes', 21 * MEGABYTE, 9],
    ['for its lines', MEGABYTE, 300_001],
  ])('is reported %s', async (_, size, lines) => {
    await document('/a.log', size, 'fortios-debug', lines);
    await document('/a.log', size, 'fortios-debug', lines);
    expect(fake.state.said).toEqual([NOTICE]);
  });

  test.each([
    ['is small enough', 20 * MEGABYTE, 'fortios-debug'],
    ['is another log', 30 * MEGABYTE, 'log'],
  ])('is not reported if it %s', async (_, size, language) => {
    await document('/a.log', size, language);
    expect(fake.state.said).toEqual([]);
  });
});
