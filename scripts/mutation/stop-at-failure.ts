import { type CancelReason, TestRunner } from 'vitest';

/** Loads no more test files once a test has failed: the mutant is dead, and loading them takes most of the time. */
export default class StopAtFailure extends TestRunner {
  #stopped = false;

  override cancel(reason: CancelReason): void {
    this.#stopped = true;
    super.cancel(reason);
  }

  override importFile(filepath: string, source: 'collect' | 'setup'): unknown {
    return this.#stopped && source === 'collect' ? undefined : super.importFile(filepath, source);
  }
}
