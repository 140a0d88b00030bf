import type { Measurement } from './criterion.ts';
import { excessLowerBound, excessUpperBound, logEExcess } from './excess.ts';
import { observationsStillNeeded } from './forecast.ts';
import { reaches } from './mixture-test.ts';
import { failAlpha, type VerdictPolicy } from './policy.ts';
import type { FailReason } from './reason-codes.ts';

/** One observation of the excess engine: +1 against the candidate, −1 against the twin. */
export interface SignedRow {
  readonly rowIndex: number;
  readonly sign: -1 | 0 | 1;
}

/**
 * Does the candidate do something at most `tolerance` more often than the twin? Failed on the first prefix with
 * E_excess(n₊, n₋, n; tolerance) ≥ 1/α_g; proven: E_excess(n₋, n₊, n; −tolerance) ≥ 1/α_pass.
 * Linear: for a tolerance > 0 the evidence of failing can only rise where a +1 is added, so only there it is taken.
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
  for (const { rowIndex, sign } of signs) {
    n += 1;
    if (sign === -1) minus += 1;
    if (sign !== 1) continue;
    plus += 1;
    if (reaches(logEExcess(plus, minus, n, tolerance), alpha)) {
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
