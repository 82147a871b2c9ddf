import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,mjs}'],
    exclude: ['test/vscode/**', '**/node_modules/**'],
    // Against what hangs; a busy machine may take long.
    testTimeout: 120_000,
    // By itself vitest leaves one core free, which of two is half.
    maxWorkers: '100%',
    // A test that asserts nothing, such as a loop over nothing, fails.
    expect: { requireAssertions: true },
    setupFiles: ['test/support/seed.ts'],
  },
});
