import { type ErrorStory, ScientistError, storyOf } from '../errors.ts';
import type { Verdict } from '../statistics/verdict.ts';
import type { Facts } from './facts.ts';
import type { Policy } from './policy.ts';
import type { PullRequestFacts } from './pull-request-facts.ts';
import type { Rest } from './step.ts';

/** Where one function's release stands at the end of a run. */
export interface FunctionOutcome {
  readonly facts: Facts;
  /** Verdict on the soak's rows; null while there is no soak. */
  readonly verdict: Verdict | null;
  readonly rest: Rest;
}

/** One function whose facts could not be gathered or whose step failed: the gate stays closed and says why. */
export interface FunctionProblem {
  /** Key of the function; null where the run failed before any function was looked at. */
  readonly key: string | null;
  readonly story: ErrorStory;
  /**
   * Whether it lies outside what people write into pull request, configuration and definition: a service that could not
   * be reached, a permission, a fault of ours. Nobody finds it by the check alone, so the run is red as well.
   */
  readonly outside: boolean;
}

/** The problem that a thrown thing is for a function; `key` null: for the whole pull request. */
export function problemOf(key: string | null, thrown: unknown): FunctionProblem {
  return { key, story: storyOf(thrown), outside: isOutside(thrown) };
}

/** See `FunctionProblem.outside`. */
function isOutside(thrown: unknown): boolean {
  if (!(thrown instanceof ScientistError)) {
    return true;
  }
  return thrown.name === 'Unavailable' || thrown.name === 'NotPermitted';
}

/** What a run found for one pull request: the input of comment, check, summary and outputs. */
export interface PullRequestOutcome {
  readonly repository: string;
  readonly repositoryPrivate: boolean;
  readonly pullRequest: PullRequestFacts;
  readonly nowMs: number;
  /** Null where the configuration could not be read. */
  readonly policy: Policy | null;
  /** Functions that the change concerns, in the order of the configuration. */
  readonly functions: readonly FunctionOutcome[];
  readonly problems: readonly FunctionProblem[];
  /** Page of the workflow's run that found this; absent where none did. */
  readonly runUrl?: string;
}
