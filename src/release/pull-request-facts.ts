import type { ErrorStory } from '../errors.ts';
import type { Permission } from './permission.ts';

/** A pull request as GitHub tells it at the start of a run, before anybody asked whose work it is. */
export interface PullRequestView {
  readonly number: number;
  readonly title: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly headSha: string;
  readonly baseRef: string;
  readonly baseSha: string;
  /** Branch of the head, and `owner/name` of the repository it lives in; null where that is deleted. */
  readonly headRef: string;
  readonly headRepository: string | null;
  /** Head repository differs from the base repository (or is gone). */
  readonly fromFork: boolean;
  readonly author: string;
  /** Commits that GitHub counts. */
  readonly commitCount: number;
  /** Null where GitHub does not list all of them: it then concerns every function. */
  readonly changedFiles: readonly string[] | null;
  /** What GitHub did not tell of it. Nothing lets code through then; it can still be stopped and taken back. */
  readonly unread: readonly ErrorStory[];
}

/** Whose work a pull request is. */
export interface Authorship {
  /** Login of whoever pushed the head, from GitHub's record of pushes; null where that does not tell. */
  readonly lastPusher: string | null;
  /**
   * Everybody behind its commits where a bot, or nobody known, pushed last; empty where a person did. Null where it
   * cannot be known whose work it is.
   */
  readonly contributors: readonly string[] | null;
  /**
   * What author and last pusher may do, the least of it. Asked only where consent hangs on it: null in a private
   * repository, for a fork, and where a bot or nobody known pushed.
   */
  readonly leastPermission: Permission | null;
  /** What GitHub did not tell of it. */
  readonly unread: readonly ErrorStory[];
}

/** All that GitHub tells of a pull request. */
export interface PullRequestFacts extends PullRequestView, Authorship {}

/** Where nobody asked, or no answer came: an approval then needs two people, and a soak consent. */
export const unknownAuthorship: Authorship = {
  lastPusher: null,
  contributors: null,
  leastPermission: null,
  unread: [],
};

/** A person's latest review. */
export interface Review {
  readonly id: number;
  readonly by: string;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  /** The commit it was given for. */
  readonly commitSha: string;
  readonly submittedAtMs: number;
  readonly permission: Permission;
}

/** A comment that starts with `/scientist`, as typed; edited ones are dropped where comments are read. */
export interface CommandComment {
  readonly commentId: number;
  readonly by: string;
  readonly permission: Permission;
  readonly atMs: number;
  readonly text: string;
  /**
   * Why GitHub did not say whether it was edited; null where it said that it never was. Until it says so only `stop`
   * and `rollback` count: whoever may edit comments may give these too.
   */
  readonly unproven: ErrorStory | null;
}
