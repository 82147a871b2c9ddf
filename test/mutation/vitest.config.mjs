import { BaseSequencer } from 'vitest/node';
import { defineConfig } from 'vitest/config';
import { chosenPart } from './parts.mjs';

/** Stops at the first test that fails, so the files that take long come last. */
class ShortestFirst extends BaseSequencer {
  /** @override @type {BaseSequencer['sort']} */
  async sort(files) {
    return (await super.sort(files)).reverse();
  }
}

export default defineConfig({
  test: {
    include: chosenPart().tests,
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 120_000,
    isolate: false,
    sequence: { sequencer: ShortestFirst },
  },
});
