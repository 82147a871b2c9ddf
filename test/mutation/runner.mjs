// The test runner of Stryker for vitest, with one thread for all mutants. By itself it starts a thread for each, and loading the
// modules again takes several times as long as the tests of a mutant.
//
// A mutant can leave something in the thread, such as a table that is built once. So a result counts only if that cannot be the
// reason: a test that fails with a mutant must pass in the same thread without it; and a mutant that survives must have been
// reached as often as in a new thread, or must survive in a new thread, too.
import { readFileSync, writeFileSync } from 'node:fs';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { strykerPlugins as vitestPlugins } from '@stryker-mutator/vitest-runner';
import { ThreadsPoolWorker } from 'vitest/node';

/**
 * @typedef {import('@stryker-mutator/api/test-runner').MutantRunOptions} MutantRunOptions
 * @typedef {import('@stryker-mutator/api/test-runner').MutantRunResult} MutantRunResult
 * @typedef {import('@stryker-mutator/api/test-runner').TestRunner} TestRunner
 * @typedef {import('vitest/node').PoolOptions} PoolOptions
 * @typedef {(message: unknown) => void} Listener
 */

const NAME = 'vitest-in-one-thread';

/** The process that makes the first run, without mutants, writes how often it reached the code of each. */
const HITS = 'mutant-hits.json';

/** A mutant whose code is reached this many times as often as without it is in an endless loop. */
const MAX_HITS = 10;

/** Tells vitest that it stopped, and that it started again, while the thread goes on. */
class KeptThread extends ThreadsPoolWorker {
  /** @override */
  name = NAME;
  /** What vitest listens with, and what the thread tells. @type {Map<Listener, Listener>} */
  #listeners = new Map();
  #running = false;
  /** @type {unknown} */
  #config;

  /** @override @type {ThreadsPoolWorker['on']} */
  on(event, listener) {
    super.on(event, event === 'message' ? this.#withoutCancel(listener) : listener);
  }

  /** @override @type {ThreadsPoolWorker['off']} */
  off(event, listener) {
    super.off(event, this.#listeners.get(listener) ?? listener);
    this.#listeners.delete(listener);
  }

  /** @override @param {any} message */
  send(message) {
    if (message.type === 'stop') {
      this.#answer('stopped');
      return;
    }
    if (message.type === 'start') {
      this.#config = message.context.config;
      if (this.#running) {
        this.#answer('started');
        return;
      }
      this.#running = true;
    }
    // The configuration has the names of the tests to run. The thread has that of its first run.
    if (message.type === 'run') message.context.config = this.#config;
    super.send(message);
  }

  /** @override */
  async start() {
    if (!this.#running) await super.start();
  }

  /** @override */
  async stop() {
    for (const listener of this.#listeners.values()) super.off('message', listener);
    this.#listeners.clear();
    await Promise.resolve();
  }

  async end() {
    if (this.#running) await super.stop();
    this.#running = false;
  }

  /**
   * The thread skips its other tests when one fails. If vitest heard of that, it would cancel the tests of the next mutant, too.
   *
   * @param {Listener} listener
   * @returns {Listener}
   */
  #withoutCancel(listener) {
    /** @type {Listener} */
    const heard = (/** @type {any} */ message) => {
      if (message.m !== 'onCancel') listener(message);
    };
    this.#listeners.set(listener, heard);
    return heard;
  }

  /** @param {string} type */
  #answer(type) {
    const message = { type, __vitest_worker_response__: true };
    queueMicrotask(() => {
      for (const listener of [...this.#listeners.keys()]) listener(message);
    });
  }
}

/** @implements {TestRunner} */
class OneThreadRunner {
  /** @type {any} the parts of the runner that are used here are private */
  #runner;
  /** @type {KeptThread | undefined} */
  #thread;
  /** @type {Record<string, number> | undefined} */
  #hits;

  /** @param {any} injector */
  constructor(injector) {
    this.#runner = /** @type {any} */ (vitestPlugins[0]).factory(injector);
  }

  /** @returns {import('@stryker-mutator/api/test-runner').TestRunnerCapabilities} */
  capabilities() {
    return this.#runner.capabilities();
  }

  async init() {
    await this.#runner.init();
    for (const { config } of this.#runner.ctx.projects) {
      config.pool = NAME;
      config.poolRunner = {
        name: NAME,
        createPoolWorker: (/** @type {PoolOptions} */ options) => (this.#thread ??= new KeptThread(options)),
      };
    }
  }

  /** @type {TestRunner['dryRun']} */
  async dryRun(options) {
    /** @type {import('@stryker-mutator/api/test-runner').DryRunResult} */
    const result = await this.#runner.dryRun(options);
    writeFileSync(HITS, JSON.stringify(hitsOf(this.#runner.ctx.state.getFiles())));
    return result;
  }

  /** @type {TestRunner['mutantRun']} */
  async mutantRun(mutant) {
    this.#hits ??= /** @type {Record<string, number>} */ (JSON.parse(readFileSync(HITS, 'utf8')));
    const hits = this.#hits[mutant.activeMutant.id] ?? Infinity;
    const options = { ...mutant, hitLimit: hits * MAX_HITS };
    const isNew = this.#thread === undefined;
    /** @type {MutantRunResult} */
    const result = await this.#runner.mutantRun(options);
    if (isNew || (await this.#isIndependent(result, options, hits))) return result;
    await this.#endThread();
    return result.status === 'timeout' ? result : this.#runner.mutantRun(options);
  }

  async dispose() {
    await this.#runner.dispose();
    await this.#endThread();
  }

  /**
   * Whether a result does not depend on what earlier mutants left in the thread.
   *
   * @param {MutantRunResult} result
   * @param {MutantRunOptions} options
   * @param {number} hits how often the code of the mutant is reached without it
   */
  async #isIndependent(result, { activeMutant, ...options }, hits) {
    if (result.status === 'survived')
      return this.#runner.readHitCount() >= hits && result.nrOfTests >= (options.testFilter ?? []).length;
    if (result.status !== 'killed') return false;
    const withoutMutant = {
      ...options,
      activeMutant: { ...activeMutant, id: 'none' },
      testFilter: [result.killedBy].flat(),
    };
    /** @type {MutantRunResult} */
    const control = await this.#runner.mutantRun(withoutMutant);
    return control.status === 'survived' && control.nrOfTests > 0;
  }

  async #endThread() {
    await this.#thread?.end();
    this.#thread = undefined;
  }
}

/**
 * How often the tests reach the code of each mutant. What is reached while their modules are loaded does not count. Each file
 * has the coverage of those before it, too, since they share a thread, and Stryker adds them up in place: the least is right.
 *
 * @param {{ meta: { mutantCoverage?: import('@stryker-mutator/api/core').MutantCoverage } }[]} files
 */
function hitsOf(files) {
  /** @type {Record<string, Record<string, number>>} */
  const ofTests = {};
  for (const { meta } of files) {
    for (const [test, counts] of Object.entries(meta.mutantCoverage?.perTest ?? {})) {
      const least = (ofTests[test] ??= {});
      for (const [mutant, count] of Object.entries(counts))
        least[mutant] = Math.min(least[mutant] ?? Infinity, count);
    }
  }
  /** @type {Record<string, number>} */
  const hits = {};
  for (const counts of Object.values(ofTests))
    for (const [mutant, count] of Object.entries(counts)) hits[mutant] = (hits[mutant] ?? 0) + count;
  return hits;
}

/** @param {any} injector */
const create = injector => new OneThreadRunner(injector);
create.inject = /** @type {['$injector']} */ (['$injector']);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, NAME, create)];
