import type { GivenCommand } from '../release/command.ts';
import type { Policy } from '../release/policy.ts';
import type { PullRequestFacts, Review } from '../release/pull-request-facts.ts';
import type { ReadPackage } from './ports.ts';

/** What all functions of one pull request share. */
export interface PullRequestContext {
  readonly policy: Policy;
  readonly pullRequest: PullRequestFacts;
  readonly reviews: readonly Review[];
  readonly commands: readonly GivenCommand[];
  /** The head's package, fetched once and only when a function needs it. */
  readonly package: () => Promise<ReadPackage>;
}
