import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Context } from '../../../server/src/lsp/context';
import { Problems } from '../../../server/src/lsp/problems';

const URI = 'file:///a.log';
const DELAY = 100; // milliseconds

let version = 1;
const sent: unknown[] = [];
/** A client without pull diagnostics, and a document of which only the version is known. */
const context = {
  client: { pullsDiagnostics: false },
  connection: { sendDiagnostics: (params: { version?: number }) => void sent.push(params.version) },
  documents: {
    versionOf: () => version,
    open: () => Promise.resolve({}),
    ready: () => undefined,
    areReady: true,
  },
  across: { idOf: () => '', ids: () => new Map(), diagnosticsOf: () => [] },
  settings: {},
} as unknown as Context;

beforeEach(() => {
  version = 1;
  sent.length = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise(resolve => setImmediate(resolve));
};

test('Problems are sent once the delay is over', async () => {
  new Problems(context).changed(URI);
  vi.advanceTimersByTime(DELAY);
  await vi.waitFor(() => {
    expect(sent).toEqual([1]);
  });
});

test('Problems are not computed for a version that a queued edit outdates', async () => {
  const problems = new Problems(context);
  problems.changed(URI);
  vi.advanceTimersByTime(DELAY);
  await turns(3);
  version = 2;
  problems.changed(URI);
  await turns(100);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(DELAY);
  await turns(100);
  expect(sent).toEqual([2]);
});
