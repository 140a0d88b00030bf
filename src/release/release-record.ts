import { canonicalSha256 } from '../../scientist-runtime/contract/evidence-key.ts';
import { startRamp } from '../../scientist-runtime/contract/ramp.ts';
import { type ReleaseRecord, unknownBill } from '../../scientist-runtime/contract/releases.ts';
import { definitionMaxAgeMs } from '../../scientist-runtime/contract/runtime-stack.ts';
import { type CriterionName, criterionNames } from '../statistics/criterion.ts';
import { type VerdictPolicy, verdictPolicy } from '../statistics/policy.ts';
import { type Bill, billedWeightGb, billFor, isBelowFloor, moneyFloor } from './bill.ts';
import { comparatorsHash, evidencePartsFor } from './evidence-sides.ts';
import type { Facts } from './facts.ts';
import type { Policy } from './policy.ts';
import { requestsPerMonth } from './traffic.ts';

/** More than a watch of a day at the ramp's default limit collects. */
const watchRowCap = 2_000_000;

/** Id of a function's way through a pull request; also the candidate's id in the comparison rows. */
export function releaseId(functionKey: string, pullRequest: number): string {
  return `${functionKey}-pr${pullRequest}`;
}

/** Id of the watch that follows a promotion. */
export function watchId(functionKey: string, pullRequest: number): string {
  return `${releaseId(functionKey, pullRequest)}-watch`;
}

/** Limits of a soak's verdict, from the repository's policy. `memoryGb` as in `VerdictPolicy`. */
export function soakPolicy(
  policy: Policy,
  startedAtMs: number,
  memoryGb: VerdictPolicy['memoryGb'],
  bill: Bill,
): VerdictPolicy {
  const { ratio, floorUsdPerMonth } = policy.cost;
  const { tailRatio } = policy.latency;
  const leftOut: readonly CriterionName[] = [
    ...(tailRatio === null ? (['tail', 'tailGuard'] as const) : []),
    ...(isBelowFloor(floorUsdPerMonth, bill) ? (['cost'] as const) : []),
  ];
  return verdictPolicy({
    differences: policy.differences,
    differencesClaim: policy.claimRate,
    errorTolerance: policy.errorRate,
    latencyRatio: policy.latency.ratio,
    latencyFloorMs: policy.latency.floorMs,
    ...(tailRatio === null ? {} : { tailRatio }),
    costRatio: ratio,
    costFloorPerRequest: moneyFloor(floorUsdPerMonth, bill),
    memoryGb,
    rowCap: policy.soak.rows,
    soakMinMs: policy.soak.minMs,
    soakMaxMs: policy.soak.maxMs,
    startedAtMs,
    ...(leftOut.length === 0 ? {} : { measured: criterionNames.filter((name) => !leftOut.includes(name)) }),
  });
}

/**
 * The record that should stand for this soak, or null while something it needs is not there yet.
 * Rows of one evidence key go on counting: a rebuild of the same content keeps its start, its ramp and its stop. One
 * that was stopped for want of something to compare begins anew, with the rows that it has.
 */
export function wantedSoak(facts: Facts): ReleaseRecord | null {
  const { evidenceKey, deployed, control, function: fn, pullRequest, policy, stores, packaged } = facts;
  if (evidenceKey === null || deployed.twin === null || deployed.candidate === null) {
    return null;
  }
  if (packaged.state !== 'ready' && packaged.state !== 'known') {
    return null;
  }
  const standing = stores.soak?.evidenceKey === evidenceKey ? stores.soak : null;
  const kept = standing?.mayResume ? null : standing;
  const startedAtMs = kept?.startedAtMs ?? facts.nowMs;
  const memoryGb = {
    twin: billedWeightGb(control.live.settings),
    candidate: packaged.state === 'ready' ? billedWeightGb(packaged.settings) : packaged.memoryGb,
  };
  const bill =
    standing !== null || packaged.state === 'known'
      ? (standing?.bill ?? unknownBill)
      : billFor(packaged.settings, requestsPerMonth(facts.trafficWeek, facts.nowMs));
  return {
    function: fn.key,
    repository: facts.repository,
    pullRequest: pullRequest.number,
    experiment: fn.experiment,
    headSha: pullRequest.headSha,
    stage: 'soak',
    evidenceKey,
    evidence: evidencePartsFor(packaged, control, stores, releaseId(fn.key, pullRequest.number)),
    contentHash: packaged.state === 'ready' ? packaged.code.contentHash : packaged.contentHash,
    controlFingerprint: control.fingerprint,
    comparatorsHash: comparatorsHash(facts),
    control: stores.controlArn,
    candidate: deployed.candidate.arn,
    twin: deployed.twin.arn,
    acceptedDifferences: [],
    ramp: kept?.ramp ?? startRamp(policy.soak.ramp, facts.trafficPerSecond),
    shadowing: kept?.shadowing ?? 'on',
    stoppedBecause: kept?.stoppedBecause ?? null,
    mayResume: false,
    startedAtMs,
    endsAtMs: Math.round(startedAtMs + policy.soak.maxMs),
    rowCap: policy.soak.rows,
    bill,
    verdictPolicy: { ...soakPolicy(policy, startedAtMs, memoryGb, bill) },
  };
}

/**
 * The watch after a promotion: what serves now is the control, the soaked candidate is its twin (same code, the
 * shadows' terms), and the old control's clone is compared with it. Its time counts from the moment at which
 * no front can still hold the old definition.
 */
export function watchRecord(facts: Facts): ReleaseRecord | null {
  const { soak, override } = facts.stores;
  if (soak === null || override === null) {
    return null;
  }
  return {
    ...soak,
    stage: 'watch',
    evidenceKey: canonicalSha256({ watch: soak.evidenceKey, promotedAtMs: override.atMs }).slice(0, 32),
    evidence: null,
    control: override.now,
    candidate: soak.twin,
    twin: soak.candidate,
    // A watch ends by its time: rows cost less than what they may show.
    rowCap: watchRowCap,
    shadowing: 'on',
    stoppedBecause: null,
    mayResume: false,
    startedAtMs: override.atMs,
    endsAtMs: Math.round(override.atMs + definitionMaxAgeMs + facts.policy.watchMs),
  };
}

/** Whether two records say the same, whatever the order of their keys. */
export function sameRecord(one: ReleaseRecord | null, other: ReleaseRecord | null): boolean {
  return canonicalSha256(one) === canonicalSha256(other);
}
