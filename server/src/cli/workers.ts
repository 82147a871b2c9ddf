import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { ChosenSeverities } from '../report/types';
import { checkBytes, type CheckedFile } from './checkFile';
import { reasonOf } from '../files/reasons';
import { bytesOf } from '../files/texts';

/** What came of one file: its report, or why it could not be read. */
export type Outcome =
  ({ readonly path: string } & CheckedFile) | { readonly path: string; readonly reason: string };

/** Checks one file. */
export async function outcomeOf(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  severities: ChosenSeverities,
  read?: (units: number) => void,
): Promise<Outcome> {
  try {
    return { path, ...(await checkBytes(path, bytes, severities, read)) };
  } catch (error) {
    return { path, reason: reasonOf(error) };
  }
}

/** Checks files in so many threads, and gives what came of them in the order of the files. */
export async function* checkedByWorkers(
  paths: readonly string[],
  severities: ChosenSeverities,
  { program, count }: { readonly program: string; readonly count: number },
): AsyncGenerator<Outcome> {
  const pending = paths.map(deferred);
  let next = 0;
  const workers = Array.from({ length: Math.min(count, paths.length) }, () => {
    const worker = new Worker(program, { workerData: { severities } satisfies WorkerTask });
    const give = (): void => {
      const path = paths[next];
      if (path === undefined) void worker.terminate();
      else worker.postMessage({ index: next++, path } satisfies Job);
    };
    worker.on('message', ({ index, outcome }: Done) => {
      pending[index]?.resolve(outcome);
      give();
    });
    worker.on('error', error => pending.forEach(({ reject }) => reject(error)));
    give();
    return worker;
  });
  try {
    for (const { promise } of pending) yield await promise;
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()));
  }
}

interface Deferred {
  readonly promise: Promise<Outcome>;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

function deferred(): Deferred {
  let [resolve, reject]: [Deferred['resolve'], Deferred['reject']] = [() => undefined, () => undefined];
  const promise = new Promise<Outcome>((fulfil, refuse) => ([resolve, reject] = [fulfil, refuse]));
  // Whoever waits for the first one hears of a fault; the others must not count as unheard.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

interface WorkerTask {
  readonly severities: ChosenSeverities;
}

interface Job {
  readonly index: number;
  readonly path: string;
}

interface Done {
  readonly index: number;
  readonly outcome: Outcome;
}

/** Serves as one of the threads of `checkedByWorkers`. */
export function serveAsWorker(): void {
  const { severities } = workerData as WorkerTask;
  parentPort?.on('message', ({ index, path }: Job) => {
    void outcomeOf(path, bytesOf(path), severities).then(outcome =>
      parentPort?.postMessage({ index, outcome: asData(outcome) } satisfies Done),
    );
  });
}

/** What can be sent to another thread. */
function asData(outcome: Outcome): Outcome {
  if ('reason' in outcome) return outcome;
  return { ...outcome, report: { ...outcome.report, findings: [...outcome.report.findings] } };
}
