import { defineConfig } from 'vitest/config';

// Pages in a real Chromium, whose path the variable CHROMIUM holds. scripts/test.ts runs these only where one is found.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
