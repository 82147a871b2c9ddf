import { defineConfig } from 'vitest/config';

/** These replace a module, change a global or count steps: each of them gets a process of its own. */
const ALONE = ['test/client/*.test.ts', 'test/server/lsp/problems.test.ts'];
const LONG_ALONE = ['test/fuzz/steps.long.test.ts', 'test/server/pseudoLocale.long.test.ts'];
const LONG = ['test/**/*.long.test.{ts,mjs}'];
const OTHERS = ['test/vscode/**', '**/node_modules/**'];

const SETUP = ['test/support/cpu.ts', 'test/support/seed.ts'];

/** Loading the modules again for each file takes longer than most files do. */
const together = { isolate: false, setupFiles: ['test/support/core.ts', ...SETUP] };
const alone = { setupFiles: SETUP };

export default defineConfig({
  // The knowledge is megabytes of JSON, which is read faster as such than as code.
  json: { stringify: true },
  test: {
    // Only against what hangs: no test is meant to take that long, however busy the machine is.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // By itself vitest leaves one core free, which of two is half.
    maxWorkers: '100%',
    // A test that asserts nothing, such as a loop over nothing, fails.
    expect: { requireAssertions: true },
    projects: [
      {
        extends: true,
        test: {
          name: 'short',
          include: ['test/**/*.test.{ts,mjs}'],
          exclude: [...ALONE, ...LONG, ...OTHERS],
          ...together,
        },
      },
      { extends: true, test: { name: 'short-alone', include: ALONE, exclude: OTHERS, ...alone } },
      {
        extends: true,
        test: { name: 'long', include: LONG, exclude: [...LONG_ALONE, ...OTHERS], ...together },
      },
      { extends: true, test: { name: 'long-alone', include: LONG_ALONE, exclude: OTHERS, ...alone } },
    ],
  },
});
