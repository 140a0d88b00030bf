import { afterAll, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Name of Stryker's own global, given by its runner. */
    globalNamespace?: string;
  }
}

/**
 * Test files make their policies while they load. Stryker takes whatever ran then for code that can only be tried in
 * a new process, with all tests, even where tests run it as well; there are twenty times as many such mutants as real
 * ones. Here it is told of those alone that no test runs. A mutant that only the loading would have met may then
 * survive, never the other way round.
 */
afterAll(() => {
  const namespace: unknown = Reflect.get(globalThis, inject('globalNamespace') ?? '');
  if (!isObject(namespace) || !isObject(namespace.mutantCoverage)) return;
  const { static: atLoading, perTest } = namespace.mutantCoverage;
  if (!isObject(atLoading) || !isObject(perTest)) return;
  for (const covered of Object.values(perTest)) {
    if (isObject(covered)) for (const mutant of Object.keys(covered)) delete atLoading[mutant];
  }
});

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
