import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that run properties or long streams: most mutants are dead before their turn comes. */
const dear = /\.property\.test\.ts$|\/(verdict-vectors|latches|cost|rate|sensitivity|excess)\.test\.ts$/;

/** Runs tables before properties, because the first failing test ends the run of a mutant. */
export class CheapFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cost = ({ moduleId }: TestSpecification) =>
      moduleId.endsWith('.property.test.ts') ? 2 : Number(dear.test(moduleId));
    return files.toSorted(
      (one, other) => cost(one) - cost(other) || (one.moduleId < other.moduleId ? -1 : 1),
    );
  }
}
