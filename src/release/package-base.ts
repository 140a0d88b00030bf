import type { PullRequestFacts } from './pull-request-facts.ts';

/** A pull request from the same branch as the one that is looked at, open or not. */
export interface SiblingPull {
  readonly number: number;
  readonly headSha: string;
  readonly baseRef: string;
  readonly open: boolean;
  /** Epoch milliseconds; null while it is open, or where GitHub does not say. */
  readonly closedAtMs: number | null;
}

/** What is asked about a successful run of the package workflow. */
export interface StartedRun {
  /** When its first attempt began, epoch milliseconds: later attempts keep the workflow file of the first. */
  readonly createdAtMs: number;
}

/** A pull request that may have started a run. */
export type Starter = Pick<SiblingPull, 'number' | 'baseRef' | 'open'>;

/** Longest time, in milliseconds, for which a run may begin after what started it. */
export const startDelayMs = 60_000;

/**
 * Pull requests that may have started this run, the asked one among them. GitHub takes the workflow file from the
 * merge of head and base (documented for `pull_request`), and a run does not tell which pull request it is of: any
 * from this branch that had this head then can have started it. A closed one keeps the head it was closed with, and
 * had others only before.
 */
export function possibleStarters(
  pull: Pick<PullRequestFacts, 'number' | 'headSha' | 'baseRef'>,
  siblings: readonly SiblingPull[],
  { createdAtMs }: StartedRun,
): readonly Starter[] {
  const others = siblings.filter(
    ({ number, headSha, open, closedAtMs }) =>
      number !== pull.number &&
      (open || headSha === pull.headSha || closedAtMs === null || createdAtMs <= closedAtMs + startDelayMs),
  );
  return [{ number: pull.number, baseRef: pull.baseRef, open: true }, ...others];
}

/**
 * Why a run may have packaged with the workflow file of another base branch, in one sentence with what to do; null
 * where it cannot have. `baseChanges` holds when each starter last got another base, epoch milliseconds.
 */
export function whyOtherBase(
  pull: Pick<PullRequestFacts, 'number' | 'baseRef'>,
  starters: readonly Starter[],
  baseChanges: ReadonlyMap<number, number | null>,
  { createdAtMs }: StartedRun,
): string | null {
  const others = starters.filter(({ baseRef }) => baseRef !== pull.baseRef);
  const other = others.find(({ open }) => open) ?? others[0];
  if (other !== undefined) {
    return other.open
      ? `it may have been built by the workflow of another base branch, since pull request ${other.number} brings the same branch there. Close that one, then push a commit here`
      : builtElsewhere(other);
  }
  const changed = starters.find(({ number }) => {
    const atMs = baseChanges.get(number) ?? null;
    return atMs !== null && createdAtMs <= atMs + startDelayMs;
  });
  if (changed === undefined) {
    return null;
  }
  return changed.number === pull.number
    ? 'it was built before this pull request had its present base, or within a minute of that. Push a commit, or close and reopen the pull request; running the old package run again keeps its old workflow'
    : builtElsewhere(changed);
}

function builtElsewhere({ number }: Starter): string {
  return `it may have been built by the workflow of another base branch, since pull request ${number} brought the same branch there. Push a commit here`;
}
