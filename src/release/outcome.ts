import type { ErrorStory } from '../errors.ts';
import type { Verdict } from '../statistics/verdict.ts';
import type { Facts, PullRequestFacts } from './facts.ts';
import type { Policy } from './policy.ts';
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
