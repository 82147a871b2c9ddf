import { parentPort, Worker } from 'node:worker_threads';
import { SecretStream } from '../analysis';
import type { Secret } from '../secrets';
import { knowledgeOf } from '../site/library';
import type { SiteEntry } from '../site/types';
import { type Threads, MIN_SIZE_FOR_THREAD, SMALL_YOUNG_GENERATION } from './threads';

/** Maximum length of text queued to the thread, in UTF-16 code units; beyond it this thread waits. */
const MAX_AHEAD = 1 << 21;

/** The name of the task, with the site's own knowledge. */
interface Work {
  readonly secretsWith: readonly SiteEntry[];
}

/** The length of text that the thread has read since its last message, in UTF-16 code units; at the end the secrets. */
type Answer = number | readonly Secret[];

/** Finds the secrets of one long capture in a second thread, while this one analyses the capture. */
export class SecretsThread {
  readonly #worker: Worker;
  readonly #found: Promise<readonly Secret[]>;
  #ahead = 0;
  #resume: () => void = () => undefined;

  constructor(site: readonly SiteEntry[], { program }: Threads) {
    this.#worker = new Worker(program, {
      workerData: { secretsWith: site } satisfies Work,
      resourceLimits: SMALL_YOUNG_GENERATION,
    });
    this.#found = new Promise((resolve, reject) => {
      this.#worker.on('error', reject);
      this.#worker.on('message', (answer: Answer) => {
        if (typeof answer !== 'number') return resolve(answer);
        this.#ahead -= answer;
        if (this.#ahead < MAX_AHEAD) this.#resume();
      });
    });
    // `finish` reports the error; until then Node must not treat it as an unhandled rejection.
    this.#found.catch(() => undefined);
  }

  /** Adds the next piece of the text, without prefixes. */
  readonly add = (view: string): void => {
    this.#ahead += view.length;
    this.#worker.postMessage(view);
  };

  /** Waits while the queue of the thread is full; rejects if the thread ended by itself. */
  async room(): Promise<void> {
    if (this.#ahead < MAX_AHEAD) return;
    await Promise.race([new Promise<void>(resolve => (this.#resume = resolve)), this.#found]);
  }

  /** Ends the text and returns the secrets. */
  finish(): Promise<readonly Secret[]> {
    this.#worker.postMessage(null);
    return this.#found;
  }

  /** Ends the thread. */
  stop(): void {
    void this.#worker.terminate();
  }
}

/**
 * Returns a thread for the secrets of a capture of this size in bytes, if it is worth it and the machine has one
 * free.
 */
export function secretsThread(
  length: number,
  site: readonly SiteEntry[],
  threads: Threads | undefined,
): SecretsThread | undefined {
  return threads && threads.count > 1 && length >= MIN_SIZE_FOR_THREAD
    ? new SecretsThread(site, threads)
    : undefined;
}

export const isSecretsWork = (data: unknown): data is Work =>
  typeof data === 'object' && data !== null && 'secretsWith' in data;

/** Runs the thread of a `SecretsThread`. */
export function serveSecrets({ secretsWith }: Work): void {
  const search = new SecretStream(knowledgeOf({ entries: secretsWith }));
  const say = (answer: Answer): void => parentPort?.postMessage(answer);
  parentPort?.on('message', (view: string | null) => {
    if (view === null) return say(search.finish());
    search.push(view);
    say(view.length);
  });
}
