import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  type CancellationToken,
  CancellationTokenSource,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { guarded } from '../../../server/src/lsp/guarded';

/** A request about one document whose version can be set, and the number of times that it was computed. */
class Guarded {
  version: number | undefined = 1;
  worked = 0;
  readonly log: string[] = [];
  readonly #context = {
    connection: { console: { error: (message: string) => void this.log.push(message) } },
    documents: {
      versionOf: () => this.version,
      ready: () => undefined,
      open: () => Promise.resolve(undefined),
    },
  } as unknown as Parameters<typeof guarded>[0];

  ask(token: CancellationToken, work: () => string = () => 'answer'): Promise<string> {
    const answer = (): string => {
      this.worked++;
      return work();
    };
    return guarded(this.#context, 'empty', () => 'file:///a.log', answer)({}, token);
  }
}

const going = new CancellationTokenSource().token;
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

const failing = (fault: Error) => (): string => {
  throw fault;
};

describe('A guarded request', () => {
  test('is computed once', async () => {
    const request = new Guarded();
    expect(await request.ask(going)).toBe('answer');
    expect(request.worked).toBe(1);
  });

  test('is not computed if it was cancelled', async () => {
    const request = new Guarded();
    const source = new CancellationTokenSource();
    const answer = request.ask(source.token);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(request.worked).toBe(0);
  });

  test('is computed once, for the version of the last message', async () => {
    const request = new Guarded();
    const seen: (number | undefined)[] = [];
    const answer = request.ask(going, () => {
      seen.push(request.version);
      return 'answer';
    });
    for (let count = 0; count < 10; count++) await turn();
    request.version = 2;
    expect(await answer).toBe('answer');
    expect(seen).toEqual([2]);
  });

  test('is outdated if its document is closed', async () => {
    const request = new Guarded();
    const answer = request.ask(going);
    request.version = undefined;
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
    expect(request.worked).toBe(0);
  });

  test('that waited for another one handles queued messages first', async () => {
    const request = new Guarded();
    // Time that only work takes, however busy the machine is.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    onTestFinished(() => void vi.restoreAllMocks());
    const first = request.ask(going, () => {
      now += 200;
      return 'answer';
    });
    const second = request.ask(going);
    expect(await first).toBe('answer');
    // Like a message that arrived while the first request was computed: it is read a few turns later.
    for (let count = 0; count < 3; count++) await turn();
    request.version = undefined;
    await expect(second).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
    expect(request.worked).toBe(1);
  });

  test('that fails is answered with an empty result, and logged without its message', async () => {
    const request = new Guarded();
    expect(await request.ask(going, failing(new RangeError('text of the log')))).toBe('empty');
    expect(request.log.join()).toMatch(/RangeError at /);
    expect(request.log.join()).not.toContain('text of the log');
  });

  test('is answered with an empty result if the client refused something', async () => {
    const refusal = new ResponseError(LSPErrorCodes.RequestFailed, 'no');
    expect(await new Guarded().ask(going, failing(refusal))).toBe('empty');
  });
});
