import { defineConfig } from 'vitest/config';

/** These replace a module, change a global or count steps: each of them gets a process of its own. */
const ALONE = [
  'test/client/*.test.ts',
  'test/fuzz/steps.test.ts',
  'test/server/lsp/problems.test.ts',
  'test/server/pseudoLocale.test.ts',
];
const OTHERS = ['test/vscode/**', '**/node_modules/**'];

export default defineConfig({
  test: {
    // Against what hangs; a busy machine may take long.
    testTimeout: 120_000,
    // By itself vitest leaves one core free, which of two is half.
    maxWorkers: '100%',
    // A test that asserts nothing, such as a loop over nothing, fails.
    expect: { requireAssertions: true },
    setupFiles: ['test/support/seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.{ts,mjs}'],
          exclude: [...ALONE, ...OTHERS],
          // Loading the modules again for each file takes longer than most files do.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, exclude: OTHERS } },
    ],
  },
});
