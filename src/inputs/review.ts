import * as z from 'zod';
import type { Review } from '../release/pull-request-facts.ts';
import { parseAnswer } from './outside-data.ts';

const reviewSchema = z.object({
  id: z.int(),
  state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED', 'COMMENTED', 'PENDING']),
  user: z.object({ id: z.int(), login: z.string(), type: z.string() }).nullable(),
  commit_id: z.string().nullish(),
  submitted_at: z.iso.datetime().nullish(),
});

const deciding = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  DISMISSED: 'dismissed',
} as const;

/** A review before its author's permission is known. */
export type ReviewOfSomebody = Omit<Review, 'permission'>;

/**
 * From all reviews of a pull request, each person's latest that decides: approved, changes requested, or
 * dismissed. A comment leaves an earlier decision standing, as on GitHub. Bots and deleted people decide
 * nothing. A review whose commit is gone still replaces an earlier one, for no commit at all.
 */
export function latestReviews(answer: unknown): readonly ReviewOfSomebody[] {
  const latest = new Map<number, ReviewOfSomebody>();
  const all = parseAnswer('a list of reviews', z.array(reviewSchema), answer);
  for (const { id, state, user, commit_id, submitted_at } of all.toSorted(
    (one, other) => one.id - other.id,
  )) {
    if (state === 'COMMENTED' || state === 'PENDING' || user === null || user.type === 'Bot') {
      continue;
    }
    latest.set(user.id, {
      id,
      by: user.login,
      state: deciding[state],
      commitSha: commit_id ?? '',
      submittedAtMs: Date.parse(submitted_at ?? ''),
    });
  }
  return [...latest.values()];
}
