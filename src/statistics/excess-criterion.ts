import type { Measurement } from './criterion.ts';
import { excessLowerBound, excessUpperBound, logEExcess } from './excess.ts';
import { observationsStillNeeded } from './forecast.ts';
import { observationsToCheck, reaches } from './mixture-test.ts';
import { failAlpha, type VerdictPolicy } from './policy.ts';
import type { FailReason } from './reason-codes.ts';

/** One observation of the excess engine: +1 against the candidate, −1 against the twin. */
export interface SignedRow {
  readonly rowIndex: number;
  readonly sign: -1 | 0 | 1;
}

/** What one +1 can multiply the evidence by: 1+κ ≤ 2. */
const largestFactor = 2;

/**
 * Does the candidate do something at most `tolerance` more often than the twin? Failed on the first prefix with
 * E_excess(n₊, n₋, n; tolerance) ≥ 1/α_g; proven: E_excess(n₋, n₊, n; −tolerance) ≥ 1/α_pass.
 * Linear: for a tolerance > 0 the evidence of failing rises only where a +1 is added, by a factor
 * (1+κ)/(1+κ·tolerance) < 2 at most, so it is taken only where enough of them were added for it to matter.
 */
export function excessCriterion(
  signs: readonly SignedRow[],
  tolerance: number,
  reason: FailReason,
  policy: VerdictPolicy,
): Measurement {
  const alpha = failAlpha(policy);
  let plus = 0;
  let minus = 0;
  let n = 0;
  let nextCheck = 1;
  for (const { rowIndex, sign } of signs) {
    n += 1;
    if (sign === -1) minus += 1;
    if (sign !== 1) continue;
    plus += 1;
    if (plus < nextCheck) continue;
    const logE = logEExcess(plus, minus, n, tolerance);
    nextCheck = plus + observationsToCheck(logE, alpha, largestFactor);
    if (reaches(logE, alpha)) {
      return {
        result: {
          state: 'failed',
          n,
          statistic: (plus - minus) / n,
          bound: excessLowerBound(plus, minus, n, alpha),
          limit: tolerance,
          firstFailedAt: rowIndex,
        },
        failures: [reason],
        stillNeeded: null,
      };
    }
  }

  const provenAt = (size: number) =>
    reaches(logEExcess((minus / n) * size, (plus / n) * size, size, -tolerance), policy.alphaPass);
  const proven = reaches(logEExcess(minus, plus, n, -tolerance), policy.alphaPass);
  return {
    result: {
      state: proven ? 'proven' : 'open',
      n,
      statistic: n === 0 ? null : (plus - minus) / n,
      bound: n === 0 ? null : excessUpperBound(plus, minus, n, policy.alphaPass),
      limit: tolerance,
      firstFailedAt: null,
    },
    failures: [],
    stillNeeded: proven ? null : observationsStillNeeded(n, provenAt),
  };
}
