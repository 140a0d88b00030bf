import { quantile } from '../quantile.ts';
import { errorRateOf, gatherMinutes, type MinuteOfSide } from './minutes.ts';
import type { Rival } from './rival.ts';

/** A CloudWatch alarm on one metric, a datapoint a minute. */
export interface Alarm {
  readonly metric: (candidate: MinuteOfSide) => number;
  readonly above: number;
  /** M of N: so many of the last `evaluationPeriods` datapoints must be above. */
  readonly datapointsToAlarm: number;
  readonly evaluationPeriods: number;
}

/**
 * Whether the alarm is in ALARM after these datapoints. Fewer than N of them can be enough, if M are above.
 *
 * Source: Amazon CloudWatch User Guide, Alarm evaluation: period, evaluation periods, datapoints to alarm.
 */
export function isInAlarm(
  datapoints: readonly number[],
  { above, datapointsToAlarm, evaluationPeriods }: Alarm,
): boolean {
  const breaching = datapoints.slice(-evaluationPeriods).filter((value) => value > above);
  return breaching.length >= datapointsToAlarm;
}

/**
 * The alarm that AWS SAM's documentation hangs on a canary, `AliasErrorMetricGreaterThanZeroAlarm`: more than no error
 * in two minutes, one after the other.
 *
 * Source: AWS SAM developer guide, Deploying serverless applications gradually.
 */
export const errorsAboveZero: Alarm = {
  metric: ({ errors }) => errors,
  above: 0,
  datapointsToAlarm: 2,
  evaluationPeriods: 2,
};

/** What somebody sets who has seen a few of those alarms: errors above 1 %. */
export const errorRateAbove: Alarm = {
  metric: errorRateOf,
  above: 0.01,
  datapointsToAlarm: 3,
  evaluationPeriods: 5,
};

/** p95 above a limit in milliseconds, which somebody took from yesterday's graph. */
export function p95Above(above: number): Alarm {
  return {
    metric: ({ durationsMs }) => quantile(durationsMs, 0.95),
    above,
    datapointsToAlarm: 3,
    evaluationPeriods: 5,
  };
}

/**
 * A CodeDeploy canary that stops as soon as one of its alarms goes off. It sees the candidate alone, and no answers. In
 * its favour every request goes to the candidate here, where a canary has one in ten.
 *
 * Source: AWS CodeDeploy User Guide, `CodeDeployDefault.LambdaCanary10Percent10Minutes`, alarms and rollback.
 */
export function canaryWith(alarms: readonly Alarm[]): Rival {
  return () => {
    const minutes = gatherMinutes();
    return {
      add: minutes.add,
      isBad: () =>
        alarms.some((alarm) =>
          isInAlarm(
            minutes.all.slice(-alarm.evaluationPeriods).map(({ candidate }) => alarm.metric(candidate)),
            alarm,
          ),
        ),
    };
  };
}
