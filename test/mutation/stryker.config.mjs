import { fileURLToPath } from 'node:url';
import { chosenPart } from './parts.mjs';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: chosenPart().mutate,
  testRunner: 'vitest-in-one-thread',
  vitest: { configFile: 'test/mutation/vitest.config.mjs', related: false },
  plugins: ['@stryker-mutator/vitest-runner', fileURLToPath(new URL('runner.mjs', import.meta.url))],
  // A value that is made once when a module is loaded would need a run of all tests for each mutant.
  ignoreStatic: true,
  concurrency: 2,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `test-results/mutation-${process.env['MUTATION_PART']}.json` },
  tempDirName: 'test-results/mutation',
  thresholds: { high: 90, low: 80, break: 80 },
  // The runner ends most endless loops by their number of steps. A busy machine must not end anything else.
  timeoutMS: 10_000,
  disableTypeChecks: false,
  // tsconfig.json works in the sandbox as it is. To rewrite it, Stryker would need the API of an older TypeScript.
  tsconfigFile: 'none',
  allowEmpty: false,
};
