import { defineConfig } from 'vitest/config';

// Unit and contract tests. What needs the lab or a browser has its own configuration beside its tests.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/browser/**'],
    pool: 'threads',
    isolate: false,
    // By itself vitest leaves one of two cores idle.
    maxWorkers: '100%',
    // A busy machine is no failure: how fast things are is shown by benchmarks, never by a test.
    testTimeout: 120_000,
  },
});
