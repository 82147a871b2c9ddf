import { beforeEach, describe, expect, test, vi } from 'vitest';
import type * as Vscode from 'vscode';

/** As much of VS Code as recognition needs: documents that open, close and change their language, settings, a memory. */
const fake = vi.hoisted(() => {
  type Listener = (event: never) => void;
  const listeners: Record<string, Listener[]> = { opened: [], closed: [], changed: [] };
  const on = (name: string) => (listener: Listener) => {
    listeners[name]?.push(listener);
    return { dispose: () => undefined };
  };
  const say = (name: string, event: unknown): void => {
    for (const listener of listeners[name] ?? []) listener(event as never);
  };
  return {
    listeners,
    say,
    documents: [] as unknown[],
    mode: 'auto',
    answer: undefined as string | undefined,
    asked: [] as string[],
    module: {
      Range: class {
        readonly kind = 'range';
      },
      Disposable: { from: () => ({ dispose: () => undefined }) },
      l10n: { t: (text: string, ...facts: string[]) => text.replace('{0}', facts[0] ?? '') },
    },
    on,
  };
});

vi.mock('vscode', () => ({
  ...fake.module,
  workspace: {
    onDidOpenTextDocument: fake.on('opened'),
    onDidCloseTextDocument: fake.on('closed'),
    onDidChangeTextDocument: fake.on('changed'),
    textDocuments: fake.documents,
    getConfiguration: () => ({ get: () => fake.mode }),
    getWorkspaceFolder: () => undefined,
  },
  window: {
    showInformationMessage: (message: string) => {
      fake.asked.push(message);
      return Promise.resolve(fake.answer);
    },
  },
  languages: {
    setTextDocumentLanguage: (document: Document, language: string) => {
      document.switchTo(language);
      return Promise.resolve(document);
    },
  },
}));

const { registerDetection } = await import('../../client/src/captureLanguage');

class Document {
  isClosed = false;
  readonly uri: { path: string; scheme: string; toString(): string };
  readonly lineCount = 9;

  constructor(
    path: string,
    readonly text: string,
    public languageId = 'log',
    readonly isUntitled = false,
    scheme = 'file',
  ) {
    this.uri = { path, scheme, toString: () => `${scheme}://${path}` };
  }

  getText(): string {
    return this.text;
  }

  /** VS Code closes a document whose language changes and opens it again. */
  switchTo(language: string): void {
    fake.say('closed', this);
    this.languageId = language;
    fake.say('opened', this);
  }
}

const memory = (): Vscode.Memento => {
  const known = new Map<string, unknown>();
  return {
    keys: () => [...known.keys()],
    get: <T>(key: string, otherwise?: T) => (known.get(key) ?? otherwise) as T,
    update: (key: string, value: unknown) => {
      known.set(key, value);
      return Promise.resolve();
    },
  };
};

const CAPTURE =
  'FGT (root) # diagnose fortitoken debug enable\nDebug messages will be on for 30 minutes.\n2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: FTKMOB0000000001\n';
const OTHER = '2024-03-30 04:10:03 INFO [main] Server started\n'.repeat(20);

/** Lets everything that was promised happen. */
const settled = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 5));

async function opened(document: Document): Promise<string> {
  fake.say('opened', document);
  await settled();
  return document.languageId;
}

let kept: Vscode.Memento;
beforeEach(() => {
  for (const all of Object.values(fake.listeners)) all.length = 0;
  fake.documents.length = 0;
  fake.asked.length = 0;
  fake.mode = 'auto';
  fake.answer = undefined;
  kept = memory();
  registerDetection(kept);
});

describe('A file that opens', () => {
  test.each([
    ['/a.log', 'log'],
    ['/a.txt', 'plaintext'],
    ['/a.LOG', 'log'],
    ['/a.log.1', 'log'],
  ])('is recognised by its content: %s', async (path, language) => {
    expect(await opened(new Document(path, CAPTURE, language))).toBe('fortios-debug');
  });

  test('with another log in it is left alone', async () => {
    expect(await opened(new Document('/a.log', OTHER))).toBe('log');
  });

  test.each(['/putty', '/session.out', '/notes', '/softmax.trace'])(
    'is recognised whatever its name: %s',
    async path => {
      expect(await opened(new Document(path, CAPTURE, 'plaintext'))).toBe('fortios-debug');
    },
  );

  test('that another program wrote is left alone, whatever its name', async () => {
    expect(await opened(new Document('/softmax_debug.log', OTHER))).toBe('log');
    expect(await opened(new Document('/fnbamd-debug.log', OTHER))).toBe('log');
  });

  test('that is an output channel of VS Code is left alone', async () => {
    expect(await opened(new Document('/a', CAPTURE, 'log', false, 'output'))).toBe('log');
  });

  test('whose language somebody chose is left alone', async () => {
    expect(await opened(new Document('/a.log', CAPTURE, 'json'))).toBe('json');
  });

  test('that was open before the extension started is recognised too', async () => {
    const document = new Document('/a.log', CAPTURE);
    fake.documents.push(document);
    registerDetection(memory());
    await settled();
    expect(document.languageId).toBe('fortios-debug');
  });
});

describe('A file that the user switched back', () => {
  const switchedBack = async (): Promise<Document> => {
    const document = new Document('/a.log', CAPTURE);
    await opened(document);
    document.switchTo('log');
    await settled();
    return document;
  };

  test('stays switched back', async () => {
    expect((await switchedBack()).languageId).toBe('log');
  });

  test('stays switched back when it is opened again', async () => {
    await switchedBack();
    expect(await opened(new Document('/a.log', CAPTURE))).toBe('log');
  });

  test('stays switched back in another window', async () => {
    await switchedBack();
    for (const all of Object.values(fake.listeners)) all.length = 0;
    registerDetection(kept);
    expect(await opened(new Document('/a.log', CAPTURE))).toBe('log');
  });

  test('is recognised again once the user chose our language for it', async () => {
    const document = await switchedBack();
    document.switchTo('fortios-debug');
    await settled();
    expect(await opened(new Document('/a.log', CAPTURE))).toBe('fortios-debug');
  });

  test('does not apply to another file', async () => {
    await switchedBack();
    expect(await opened(new Document('/b.log', CAPTURE))).toBe('fortios-debug');
  });
});

describe('A file that was only closed', () => {
  test('is recognised when it is opened again later', async () => {
    const document = new Document('/a.log', CAPTURE);
    await opened(document);
    fake.say('closed', document);
    await new Promise(resolve => setTimeout(resolve, 120));
    expect(await opened(new Document('/a.log', CAPTURE))).toBe('fortios-debug');
  });
});

describe('An untitled document', () => {
  const pasted = async (text: string): Promise<string> => {
    const document = new Document('Untitled-1', CAPTURE, 'plaintext', true);
    fake.say('changed', { document, contentChanges: [{ text }] });
    await settled();
    return document.languageId;
  };

  test('is recognised when a capture is pasted into it', async () => {
    expect(await pasted(CAPTURE)).toBe('fortios-debug');
  });

  test('is not examined at every keystroke', async () => {
    expect(await pasted('x')).toBe('plaintext');
  });

  test('a file that has a name is not switched while it is edited', async () => {
    const document = new Document('/a.log', CAPTURE);
    fake.say('changed', { document, contentChanges: [{ text: CAPTURE }] });
    await settled();
    expect(document.languageId).toBe('log');
  });
});

describe('The setting', () => {
  test('`off` leaves every file alone', async () => {
    fake.mode = 'off';
    expect(await opened(new Document('/a.log', CAPTURE))).toBe('log');
  });

  test('`prompt` asks, and switches on yes', async () => {
    [fake.mode, fake.answer] = ['prompt', 'Read as FortiOS debug'];
    expect(await opened(new Document('/a.log', CAPTURE))).toBe('fortios-debug');
    expect(fake.asked).toEqual(['a.log looks like a FortiOS debug capture.']);
  });

  test('`prompt` remembers no', async () => {
    [fake.mode, fake.answer] = ['prompt', 'Leave this file alone'];
    expect(await opened(new Document('/a.log', CAPTURE))).toBe('log');
    fake.mode = 'auto';
    expect(await opened(new Document('/a.log', CAPTURE))).toBe('log');
  });

  test('`prompt` asks once per window if the user does not answer', async () => {
    fake.mode = 'prompt';
    await opened(new Document('/a.log', CAPTURE));
    await opened(new Document('/a.log', CAPTURE));
    expect(fake.asked).toHaveLength(1);
  });

  test('`prompt` does not ask about another log', async () => {
    fake.mode = 'prompt';
    await opened(new Document('/a.log', OTHER));
    expect(fake.asked).toEqual([]);
  });
});
