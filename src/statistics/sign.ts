import type { Measurement } from './criterion.ts';
import { observationsStillNeeded } from './forecast.ts';
import { observationsToCheck, reaches } from './mixture-test.ts';
import { failAlpha, type VerdictPolicy } from './policy.ts';
import { logERate, rateLowerBound, rateUpperBound } from './rate.ts';
import type { FailReason } from './reason-codes.ts';

/** One pair's vote in a sign test: against the candidate, or not. */
export interface Vote {
  readonly rowIndex: number;
  readonly against: boolean;
}

/** Votes against the candidate are at most as frequent as the others. */
const half = 0.5;

/** What one vote against can multiply the evidence by: (1+κ)/(1+κ/2) < 2. */
const largestFactor = 2;

/**
 * The sign test: is a vote against the candidate at most as likely as one for it? Failed on the first prefix with
 * against ≥ crit(n, ½, α_g); proven: n − against ≥ crit(n, ½, α_pass). It asks nothing of the distribution of
 * durations, so one absurdly slow request weighs one vote.
 * Linear: at a fixed number against the evidence falls in n, and a vote against multiplies it by (1+κ)/(1+κ/2) < 2 at
 * most, so it is taken only where enough votes against were added for it to matter.
 */
export function signCriterion(
  votes: readonly Vote[],
  reason: FailReason,
  policy: VerdictPolicy,
): Measurement {
  const alpha = failAlpha(policy);
  let against = 0;
  let nextCheck = 1;
  for (const [index, vote] of votes.entries()) {
    if (!vote.against) continue;
    against += 1;
    if (against < nextCheck) continue;
    const n = index + 1;
    const logE = logERate(against, n, half);
    nextCheck = against + observationsToCheck(logE, alpha, largestFactor);
    if (!reaches(logE, alpha)) continue;
    return {
      result: {
        state: 'failed',
        n,
        statistic: against / n,
        bound: rateLowerBound(against, n, alpha),
        limit: half,
        firstFailedAt: vote.rowIndex,
      },
      failures: [reason],
      stillNeeded: null,
    };
  }

  const n = votes.length;
  const shareFor = (n - against) / n;
  const provenAt = (size: number) => reaches(logERate(shareFor * size, size, half), policy.alphaPass);
  const proven = reaches(logERate(n - against, n, half), policy.alphaPass);
  return {
    result: {
      state: proven ? 'proven' : 'open',
      n,
      statistic: n === 0 ? null : against / n,
      bound: n === 0 ? null : rateUpperBound(against, n, policy.alphaPass),
      limit: half,
      firstFailedAt: null,
    },
    failures: [],
    stillNeeded: proven ? null : observationsStillNeeded(n, provenAt),
  };
}
