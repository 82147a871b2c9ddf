import { max, min } from '../../integers';
import type { ProgressToken, WorkDoneProgressReporter } from 'vscode-languageserver';
import type { ServerState } from '../state';

/** Work that takes less time shows no progress, in milliseconds. */
const MIN_DURATION = 300;
/** Interval between progress reports, in milliseconds. */
const INTERVAL = 100;

/** Progress of some work, shown if the client supports it, and whether the user stopped it. */
export interface Progress {
  at(done: number, of: number, words: string): void;
  readonly stopped: () => boolean;
  end(): void;
}

/** Shows progress under the token of a request; without a token, starts progress itself. */
export function startProgress(
  { connection, client }: Pick<ServerState, 'connection' | 'client'>,
  title: string,
  token: ProgressToken | undefined,
): Progress {
  const start = performance.now();
  let reporter: WorkDoneProgressReporter | undefined;
  let [asked, ended, stopped, last] = [false, false, false, -Infinity];

  const begin = (begun: WorkDoneProgressReporter): void => {
    reporter = begun;
    // The token of a progress that the server started can stop the work; a request of the client is cancelled like
    // any other.
    begun.begin(title, 0, undefined, token === undefined);
  };
  const open = async (): Promise<void> => {
    const created = await connection.window.createWorkDoneProgress();
    created.token.onCancellationRequested(() => (stopped = true));
    begin(created);
    // The work ended before the client had created the progress.
    if (ended) created.done();
  };
  if (token !== undefined) begin(connection.window.attachWorkDoneProgress(token));

  return {
    at(done, of, words) {
      const now = performance.now();
      if (!reporter) {
        if (client.progress && !asked && now - start > MIN_DURATION) {
          asked = true;
          open().catch(() => undefined);
        }
        return;
      }
      if (now - last < INTERVAL) return;
      last = now;
      reporter.report(min(100, Math.floor((100 * done) / max(1, of))), words);
    },
    stopped: () => stopped,
    end() {
      if (ended) return;
      ended = true;
      reporter?.done();
    },
  };
}
