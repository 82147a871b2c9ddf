import type { ProgressToken, WorkDoneProgressReporter } from 'vscode-languageserver';
import type { ServerState } from '../state';

/** What is done sooner is not worth a word, in milliseconds. */
const SOON = 300;
/** How often progress is reported, in milliseconds. */
const EVERY = 100;

/** How far some work is, shown to the user where the client can show it, and whether they stopped it there. */
export interface Progress {
  at(done: number, of: number, words: string): void;
  readonly stopped: () => boolean;
  end(): void;
}

/** Shows progress under the token that the client sent with its request, or begins one where it sent none. */
export function progressOf(
  { connection, client }: Pick<ServerState, 'connection' | 'client'>,
  title: string,
  token: ProgressToken | undefined,
): Progress {
  const start = performance.now();
  let reporter: WorkDoneProgressReporter | undefined;
  let [asked, ended, stopped, last] = [false, false, false, -Infinity];

  const begin = (begun: WorkDoneProgressReporter): void => {
    reporter = begun;
    // Only what the server began is stopped by its token; the client's own request is cancelled as any other.
    begun.begin(title, 0, undefined, token === undefined);
  };
  const open = async (): Promise<void> => {
    const created = await connection.window.createWorkDoneProgress();
    created.token.onCancellationRequested(() => (stopped = true));
    begin(created);
    // The work was done before the client had made room for it.
    if (ended) created.done();
  };
  if (token !== undefined) begin(connection.window.attachWorkDoneProgress(token));

  return {
    at(done, of, words) {
      const now = performance.now();
      if (!reporter) {
        if (client.progress && !asked && now - start > SOON) {
          asked = true;
          open().catch(() => undefined);
        }
        return;
      }
      if (now - last < EVERY) return;
      last = now;
      reporter.report(Math.min(100, Math.floor((100 * done) / Math.max(1, of))), words);
    },
    stopped: () => stopped,
    end() {
      if (ended) return;
      ended = true;
      reporter?.done();
    },
  };
}
