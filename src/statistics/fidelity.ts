import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { CriterionState, Measurement } from './criterion.ts';
import { observationsStillNeeded } from './forecast.ts';
import { reaches } from './mixture-test.ts';
import type { VerdictPolicy } from './policy.ts';
import { logERate, rateLowerBound, rateUpperBound } from './rate.ts';

/**
 * Does the shadow environment reproduce production, i.e. does the twin answer as the control did (errors included)?
 * Over all rows that are not missing. Proven: E_rate(reproduced, observed; fidelity) ≥ 1/α_pass. Failed, without a
 * latch: E_rate(not reproduced, observed; 1 − fidelity) ≥ 1/α_health. Without this criterion a shadow role that denies
 * everything would pass all others, because twin and candidate then fail alike.
 */
export function fidelity(rows: readonly ComparisonRow[], policy: VerdictPolicy): Measurement {
  const { fidelity: limit, alphaHealth, alphaPass } = policy;
  const observed = rows.filter((row) => row.class !== 'missing');
  const n = observed.length;
  const reproduced = observed.filter((row) => row.reproduced).length;
  const share = reproduced / n;

  const provenAt = (size: number) => reaches(logERate(share * size, size, limit), alphaPass);
  let state: CriterionState = 'open';
  if (reaches(logERate(n - reproduced, n, 1 - limit), alphaHealth)) state = 'failed';
  else if (reaches(logERate(reproduced, n, limit), alphaPass)) state = 'proven';

  const bound =
    state === 'failed'
      ? rateUpperBound(reproduced, n, alphaHealth)
      : rateLowerBound(reproduced, n, alphaPass);
  return {
    result: {
      state,
      n,
      statistic: n === 0 ? null : share,
      bound: n === 0 ? null : bound,
      limit,
      firstFailedAt: null,
    },
    failures: [],
    stillNeeded: state === 'open' ? observationsStillNeeded(n, provenAt) : null,
  };
}
