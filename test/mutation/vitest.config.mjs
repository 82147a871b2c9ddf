import { defineConfig } from 'vitest/config';
import { chosenPart } from './parts.mjs';

export default defineConfig({
  test: {
    include: chosenPart().tests,
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 120_000,
    isolate: false,
  },
});
