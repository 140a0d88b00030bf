import * as z from 'zod';
import { ScientistError } from '../errors.ts';
import type { SiblingPull } from '../release/package-base.ts';
import type { PullRequestView } from '../release/pull-request-facts.ts';
import { parseAnswer } from './outside-data.ts';

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const repository = z.object({ id: z.int(), full_name: z.string() });

const pullSchema = z.object({
  number: z.int(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  merged: z.boolean(),
  user: z.object({ login: z.string() }).nullable(),
  head: z.object({ sha, ref: z.string(), repo: repository.nullable() }),
  base: z.object({ sha, ref: z.string(), repo: repository }),
  changed_files: z.int(),
  commits: z.int(),
});

const filesSchema = z.array(z.object({ filename: z.string(), previous_filename: z.string().optional() }));

const siblingsSchema = z.array(
  z.object({
    number: z.int(),
    state: z.enum(['open', 'closed']),
    closed_at: z.iso.datetime().nullish(),
    head: z.object({ sha }),
    base: z.object({ ref: z.string() }),
  }),
);

/** Kinds of issue events that say that a pull request got another base: by a person, or as its base was deleted. */
const baseChanges: readonly string[] = ['base_ref_changed', 'automatic_base_change_succeeded'];

const eventsSchema = z.array(z.object({ event: z.string(), created_at: z.iso.datetime() }));

const headsSchema = z.array(z.object({ number: z.int(), head: z.object({ sha }) }));

/** A pull request before its files are known. */
export interface PullRequestShape {
  readonly facts: Omit<PullRequestView, 'changedFiles' | 'unread'>;
  readonly changedFileCount: number;
}

/** The account that GitHub shows in place of deleted ones. Nobody can have it. */
const ghost = 'ghost';

/** `GET /repos/{owner}/{repo}/pulls/{number}`. */
export function pullRequestFrom(answer: unknown): PullRequestShape {
  const pull = parseAnswer('a pull request', pullSchema, answer);
  return {
    facts: {
      number: pull.number,
      title: pull.title,
      state: pull.merged ? 'merged' : pull.state,
      headSha: pull.head.sha,
      baseRef: pull.base.ref,
      baseSha: pull.base.sha,
      headRef: pull.head.ref,
      headRepository: pull.head.repo?.full_name ?? null,
      fromFork: pull.head.repo?.id !== pull.base.repo.id,
      author: pull.user?.login ?? ghost,
      commitCount: pull.commits,
    },
    changedFileCount: pull.changed_files,
  };
}

/** GitHub lists so many changed files of a pull request. Source: REST reference, "List pull requests files". */
const maxListedFiles = 3_000;

/**
 * Paths that a pull request changes, both names of a renamed file; null where they are more than GitHub lists. Throws
 * `InvalidInput` where it lists fewer than it counts and could: a function whose change is not listed would go unjudged.
 */
export function changedFilesFrom(answer: unknown, changedFileCount: number): readonly string[] | null {
  const files = parseAnswer('a list of files', filesSchema, answer);
  if (files.length < changedFileCount && files.length >= maxListedFiles) {
    return null;
  }
  if (files.length < changedFileCount) {
    throw new ScientistError('InvalidInput', {
      expected: 'every changed file in the list',
      found: `GitHub lists ${files.length} of ${changedFileCount} changed files`,
      remedy: 'The next run asks again: it may have been pushed to meanwhile.',
    });
  }
  return files.flatMap(({ filename, previous_filename }) =>
    previous_filename === undefined ? [filename] : [filename, previous_filename],
  );
}

/** The listed pull requests with their heads. */
export function pullHeadsFrom(
  answer: unknown,
): readonly { readonly number: number; readonly headSha: string }[] {
  return parseAnswer('a list of pull requests', headsSchema, answer).map(({ number, head }) => ({
    number,
    headSha: head.sha,
  }));
}

/** All pull requests from one branch, closed ones too. */
export function siblingsFrom(answer: unknown): readonly SiblingPull[] {
  return parseAnswer('a list of pull requests', siblingsSchema, answer).map((pull) => ({
    number: pull.number,
    headSha: pull.head.sha,
    baseRef: pull.base.ref,
    open: pull.state === 'open',
    closedAtMs: pull.closed_at == null ? null : Date.parse(pull.closed_at),
  }));
}

/** When a pull request last got another base, epoch milliseconds; null where it has kept its first one. */
export function lastBaseChangeFrom(answer: unknown): number | null {
  const changes = parseAnswer('a list of issue events', eventsSchema, answer)
    .filter(({ event }) => baseChanges.includes(event))
    .map(({ created_at }) => Date.parse(created_at));
  return changes.length === 0 ? null : Math.max(...changes);
}
