import type { ReleaseRecord, Releases } from '../../../scientist-runtime/contract/releases.ts';
import { emptyReleases, unknownBill } from '../../../scientist-runtime/contract/releases.ts';

export const controlArn = 'arn:aws:lambda:eu-west-1:111122223333:function:control-round';
export const promotedArn = 'arn:aws:lambda:eu-west-1:111122223333:function:round-scientist-pr1:3';

/** A release in its soak, with what a test wants to be different. */
export function madeRelease(changes: Partial<ReleaseRecord> = {}): ReleaseRecord {
  return {
    function: 'round',
    repository: 'acme/functions',
    pullRequest: 1,
    experiment: 'rounding-float',
    headSha: 'a'.repeat(40),
    stage: 'soak',
    evidenceKey: 'k'.repeat(32),
    evidence: null,
    contentHash: 'c'.repeat(64),
    controlFingerprint: 'f'.repeat(64),
    comparatorsHash: 'd'.repeat(64),
    control: controlArn,
    candidate: promotedArn,
    twin: 'arn:aws:lambda:eu-west-1:111122223333:function:round-scientist-pr1-twin:1',
    acceptedDifferences: [],
    ramp: { perSecond: [1, 5, 20], step: 0, trafficPerSecond: 100 },
    shadowing: 'on',
    stoppedBecause: null,
    bill: unknownBill,
    mayResume: false,
    startedAtMs: 1_000_000,
    endsAtMs: 4_600_000,
    rowCap: 20_000,
    verdictPolicy: { memoryGb: { twin: 0.125, candidate: 0.125 } },
    ...changes,
  };
}

export function releasesWith(releases: Readonly<Record<string, ReleaseRecord>>): Releases {
  return { ...emptyReleases, releases };
}
