import { defineConfig } from 'vitest/config';

// Whole programs against the lab: one file after the other, since each may start its own servers on two cores.
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
