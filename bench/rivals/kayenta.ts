import { quantile } from '../quantile.ts';
import { errorRateOf, gatherMinutes, type MinuteOfSide, meanOf } from './minutes.ts';
import { rankSumZ, shiftInterval } from './rank-sum.ts';
import type { Rival } from './rival.ts';

/** Standard normal quantile of 0.99: the judge's confidence is 98 %, two-sided. */
const quantile98 = 2.3263478740408408;
/** Part of its own estimate that the judge's interval must exceed. */
const tolerance = 0.25;
/** Ratio of the means below which the judge lets pass; its default lets nothing pass by that. */
const allowedIncrease = 1;

/**
 * Whether Kayenta's default judge calls a metric too high: the lower end of the 98 % interval for the shift exceeds a
 * quarter of the Hodges–Lehmann estimate itself, and the ratio of the means, where there is one, is at least 1.
 * Values are those of a time series, one a minute.
 *
 * Source: spinnaker/kayenta at a69573be, `MannWhitneyClassifier.scala` (its rule), `NetflixACAJudge.scala` (confidence
 * 0.98, tolerance 0.25, effect size off, outliers kept), `MannWhitney.scala` (the interval). With the confidence and
 * tolerance that its `ClassifierSuite.scala` takes, this rule gave the suite's own answer in every case that rests on them.
 */
export function isHigh(control: readonly number[], experiment: readonly number[]): boolean {
  // Where 0 lies within the interval its lower end is no higher, so most looks need a single ranking.
  if (control.length === 0 || experiment.length === 0 || rankSumZ(experiment, control) <= quantile98) {
    return false;
  }
  const { lower, estimate } = shiftInterval(experiment, control, quantile98);
  if (!(lower > tolerance * Math.abs(estimate))) return false;
  const [before, after] = [meanOf(control), meanOf(experiment)];
  return before === 0 || after === 0 || after / before >= allowedIncrease;
}

/** What the guides of canary analysis name first: errors, and latency in the middle and at its end. */
const metrics: readonly ((side: MinuteOfSide) => number)[] = [
  errorRateOf,
  ({ durationsMs }) => meanOf(durationsMs),
  ({ durationsMs }) => (durationsMs.length === 0 ? 0 : quantile(durationsMs, 0.95)),
];

/**
 * Kayenta as Spinnaker's guides set it up: error rate, mean and p95 a minute, candidate against a baseline deployed with
 * it (our twin), each metric alone in its group, so that one that is too high fails the canary.
 * It never sees an answer.
 */
export const kayenta: Rival = () => {
  const minutes = gatherMinutes();
  const series = metrics.map(() => ({ control: [] as number[], experiment: [] as number[] }));
  return {
    add: minutes.add,
    isBad: () =>
      metrics.some((metric, index) => {
        const { control = [], experiment = [] } = series[index] ?? {};
        for (const { twin, candidate } of minutes.all.slice(control.length)) {
          control.push(metric(twin));
          experiment.push(metric(candidate));
        }
        return isHigh(control, experiment);
      }),
  };
};
