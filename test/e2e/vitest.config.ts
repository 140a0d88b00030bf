import { defineConfig } from 'vitest/config';

// Whole programs against the lab: two files at a time, since each may start its own servers, and waits for them most of the time.
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
