import type { RunRecord } from './run-record.ts';

/** What the emulator does not keep about a pull request. */
export interface PullState {
  readonly number: number;
  readonly headRepository: string;
  readonly headRef: string;
  baseRef: string;
  readonly author: string;
  headSha: string;
  baseSha: string;
  open: boolean;
  updatedAt: string;
  merged: { readonly sha: string; readonly at: string; readonly by: string } | undefined;
}

/** Creation and last edit of a comment: the emulator moves `updated_at` while creating. */
export interface CommentTimes {
  readonly createdAt: string;
  updatedAt: string;
  /** Also within the second of its creation, which the two times do not show. */
  isEdited: boolean;
}

/** GitHub's SHA for "there is no commit". */
export const noCommit = '0'.repeat(40);

/** A branch that moved; `before` or `after` is `noCommit` where it began or ended. */
export interface Push {
  readonly repository: string;
  readonly branch: string;
  readonly before: string;
  readonly after: string;
  readonly by: string;
  /** Moved by merging a pull request. */
  readonly isMerge: boolean;
}

/** A push as the record of activities keeps it. */
export interface RecordedPush extends Push {
  readonly id: number;
  readonly at: string;
}

/** Something that happened to a pull request and that GitHub keeps among its issue events. */
export interface RecordedEvent {
  readonly id: number;
  readonly number: number;
  readonly kind: 'base_ref_changed';
  readonly by: string;
  readonly at: string;
}

/** An uploaded artifact, zipped as GitHub serves it. */
export interface StoredArtifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  readonly zip: Buffer;
  readonly createdAt: string;
}

/** The facade's own memory, beside the emulator's. */
export interface Ledger {
  readonly pulls: Map<number, PullState>;
  readonly comments: Map<number, CommentTimes>;
  /** `owner/name:branch` → sha */
  readonly heads: Map<string, string>;
  /** Oldest first. */
  readonly pushes: RecordedPush[];
  /** Oldest first. */
  readonly events: RecordedEvent[];
  readonly runs: Map<number, RunRecord>;
  readonly artifacts: Map<number, StoredArtifact>;
  /** run id → what its jobs printed */
  readonly logs: Map<number, string>;
}

/** A ledger of a repository where nothing happened yet. */
export function emptyLedger(): Ledger {
  return {
    pulls: new Map(),
    comments: new Map(),
    heads: new Map(),
    pushes: [],
    events: [],
    runs: new Map(),
    artifacts: new Map(),
    logs: new Map(),
  };
}

/** The present in GitHub's notation: whole seconds, UTC. */
export function gitHubTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
