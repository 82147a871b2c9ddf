import { min } from '../integers';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { bytesAtOnce } from '../files/readText';
import type { NamedFile } from './namedCaptures';
import { useLanguage } from './language';
import { REDACTION, serveRedaction } from './redactionWorker';
import { type Threads, SMALL_YOUNG_GENERATION } from './threads';
import { checkFile, type CheckOptions, type Outcome } from './checkFile';

/** The results of a thread for one file, and its output. */
export interface Checked {
  readonly outcome: Outcome;
  /** In UTF-8. */
  readonly text: Uint8Array<ArrayBuffer>;
}

/** Maximum number of files queued per thread, so that it never has to wait. */
const AT_ONCE = 4;

/** Checks files in several threads and yields the results in the order of the files. */
export async function* checkedByWorkers(
  files: readonly NamedFile[],
  options: CheckOptions,
  { program, count }: Threads,
): AsyncGenerator<Checked> {
  const pending = files.map(deferred);
  let next = 0;
  const workers = Array.from({ length: min(count, files.length) }, () => {
    const worker = new Worker(program, { workerData: options, resourceLimits: SMALL_YOUNG_GENERATION });
    let given = 0;
    const give = (): void => {
      const file = files[next];
      if (file) {
        given++;
        worker.postMessage({ index: next++, file } satisfies Job);
      } else if (given === 0) void worker.terminate();
    };
    worker.on('message', ({ index, outcome, text }: Done) => {
      given--;
      pending[index]?.resolve({ outcome: JSON.parse(outcome) as Outcome, text });
      give();
    });
    worker.on('error', error => pending.forEach(({ reject }) => reject(error)));
    for (let ahead = 0; ahead < AT_ONCE; ahead++) give();
    return worker;
  });
  try {
    for (const { promise } of pending) yield await promise;
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()));
  }
}

interface Deferred {
  readonly promise: Promise<Checked>;
  readonly resolve: (checked: Checked) => void;
  readonly reject: (error: unknown) => void;
}

function deferred(): Deferred {
  let [resolve, reject]: [Deferred['resolve'], Deferred['reject']] = [() => undefined, () => undefined];
  const promise = new Promise<Checked>((fulfil, refuse) => ([resolve, reject] = [fulfil, refuse]));
  // The first one reports the error; Node must not treat the others as unhandled rejections.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

interface Job {
  readonly index: number;
  readonly file: NamedFile;
}

interface Done {
  readonly index: number;
  /** As JSON, which costs a fraction of copying this many small objects. */
  readonly outcome: string;
  readonly text: Checked['text'];
}

/** Runs as a thread: of `checkedByWorkers` or of a redaction. */
export function serveAsWorker(): void {
  if (workerData === REDACTION) serveRedaction();
  else void serveChecks();
}

async function serveChecks(): Promise<void> {
  const options = workerData as CheckOptions;
  await useLanguage(options.locale);
  // Not awaited: while one file waits for input, another is read.
  parentPort?.on('message', ({ index, file }: Job) => {
    const texts: string[] = [];
    void checkFile(file, bytesAtOnce(file.path), options, text => void texts.push(String(text))).then(
      outcome => {
        const text = new TextEncoder().encode(texts.join(''));
        parentPort?.postMessage({ index, outcome: JSON.stringify(outcome), text } satisfies Done, [
          text.buffer,
        ]);
      },
    );
  });
}
