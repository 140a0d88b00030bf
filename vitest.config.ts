import { defineConfig } from 'vitest/config';

// Unit and contract tests. What needs the lab or a browser has its own configuration beside its tests.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/browser/**'],
    pool: 'threads',
    isolate: false,
  },
});
