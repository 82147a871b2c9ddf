import { parentPort, Worker } from 'node:worker_threads';
import { ChunkFacts, type FinderState, type Lesson, lessonOf, type RedactOptions } from '../secrets';
import type { SiteKnowledge } from '../site/knowledge';
import { siteKnowledgeOf } from '../site/library';
import type { SiteEntry } from '../site/siteEntry';
import { type ReaderContext, readPart, type StreamPart } from '../syntax';
import { type Threads, MIN_SIZE_FOR_THREAD } from './threads';

/** Maximum number of parts queued to the thread, so that it never has to wait. */
const AT_ONCE = 3;

/** Names the work of the thread. */
export const REDACTION = 'redaction';

/** Tasks of the thread: learn a part; use this knowledge. */
type Task =
  | {
      readonly learn: string;
      readonly length: number;
      readonly context: ReaderContext;
      readonly keepIdentities: boolean;
      readonly keepNames?: boolean;
      readonly before: FinderState | undefined;
      readonly column: number;
    }
  | { readonly knowledge: readonly SiteEntry[] };

/** The options as plain data, so that they can be sent to a thread. */
export interface WorkOptions {
  readonly keepIdentities: boolean;
  readonly keepNames?: boolean;
  readonly site: readonly SiteEntry[];
}

/** Returns the options for redaction in this thread. */
export function redactOptions({ keepIdentities, keepNames = false, site }: WorkOptions): RedactOptions {
  return { keepIdentities, keepNames, site: siteKnowledgeOf({ entries: site }) };
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Learns parts of captures; for a long redaction also in a second thread, if the machine has two cores. */
export class RedactionWorker {
  #worker: Worker | undefined;
  /** Pending answers, in the order of the requests. */
  readonly #waiting: Waiting[] = [];
  #fault: unknown;
  readonly #here: RedactOptions;
  readonly #facts = new ChunkFacts();
  #length = 0;

  constructor(
    readonly options: WorkOptions,
    readonly threads: Threads | undefined,
  ) {
    this.#here = redactOptions(options);
  }

  /** Announces this many bytes. */
  expect(length: number): void {
    this.#length += length;
    if (!this.#worker && this.#length >= MIN_SIZE_FOR_THREAD) this.#start();
  }

  /** The thread answers only while this one waits. */
  get hasThread(): boolean {
    return this.#worker !== undefined;
  }

  /**
   * Returns what can be learned from a part: found by the thread, unless its queue is full.
   * @param before the state before a part that may continue the previous one
   * @param column the column at which a page wrapped the whole text
   */
  lesson(
    { text, start, end, records, context }: StreamPart,
    before: FinderState | undefined,
    column: number,
  ): Lesson | Promise<Lesson> {
    if (!this.#worker || this.#waiting.length >= AT_ONCE)
      return lessonOf(text, records, { ...this.#here, before, column, facts: this.#facts });
    return this.#ask({
      learn: text,
      length: end - start,
      context,
      keepIdentities: this.options.keepIdentities,
      keepNames: this.options.keepNames ?? false,
      before,
      column,
    });
  }

  /** Ends the thread; pending requests are dropped. */
  stop(): void {
    void this.#worker?.terminate();
  }

  #start(): void {
    if (!this.threads || this.threads.count < 2) return;
    this.#worker = new Worker(this.threads.program, { workerData: REDACTION });
    if (this.options.site.length > 0)
      this.#worker.postMessage({ knowledge: this.options.site } satisfies Task);
    this.#worker.on('message', answer => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', error => {
      this.#fault = error;
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  async #ask<Answer>(task: Task): Promise<Answer> {
    // oxlint-disable-next-line typescript/only-throw-error
    if (this.#fault !== undefined) throw this.#fault;
    this.#worker?.postMessage(task);
    return (await new Promise<unknown>((resolve, reject) =>
      this.#waiting.push({ resolve, reject }),
    )) as Answer;
  }
}

/** Runs the thread of a `RedactionWorker`. */
export function serveRedaction(): void {
  const facts = new ChunkFacts();
  let site: SiteKnowledge = siteKnowledgeOf({ entries: [] });
  parentPort?.on('message', (task: Task) => {
    if ('knowledge' in task) site = siteKnowledgeOf({ entries: task.knowledge });
    else {
      const { learn: text, length, context, keepIdentities, keepNames = false, before, column } = task;
      const options = { keepIdentities, keepNames, site, before, column, facts };
      const lesson = lessonOf(text, readPart(text, length, context, site.templates), options);
      parentPort?.postMessage(lesson, [lesson.places.buffer]);
    }
  });
}
