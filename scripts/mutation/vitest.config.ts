import { defineConfig } from 'vitest/config';
import { LikeliestFirst } from './likeliest-first.ts';

// The tests that a mutant of the verdict has to get past. Stryker sets pool, workers and bail itself.
export default defineConfig({
  test: {
    include: ['test/statistics/**/*.test.ts'],
    setupFiles: ['scripts/mutation/fixed-seed.ts', 'scripts/mutation/loading-is-no-test.ts'],
    isolate: false,
    runner: 'scripts/mutation/stop-at-failure.ts',
    sequence: { sequencer: LikeliestFirst },
    testTimeout: 120_000,
  },
});
