import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import {
  type ComparisonRow,
  comparisonClasses,
  warmths,
} from '../../scientist-runtime/contract/comparison.ts';
import type { Facts } from '../release/facts.ts';
import { verdictPolicy } from '../statistics/policy.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { version } from '../version.ts';

/** Columns of a row in the bundle, in order; class and warmth are indices into the lists beside them. */
const columns = [
  'at',
  'class',
  'reproduced',
  'twinFailed',
  'candidateFailed',
  'warmth',
  'twinMs',
  'candidateMs',
  'twinBilledMs',
  'candidateBilledMs',
  'difference',
] as const;

/** An evidence bundle: its canonical text (RFC 8785) and the sha256 (hex) of exactly that text. */
export interface Evidence {
  readonly json: string;
  readonly sha256: string;
}

/**
 * Everything a verdict rests on, in one JSON file that anybody may recompute it from: rows, complete policy,
 * time, result. It holds no request and no answer, and environment values only as HMACs.
 */
export function buildEvidence(facts: Facts, verdict: Verdict): Evidence {
  const { soak } = facts.stores;
  const bundle = {
    schemaVersion: 1,
    software: { name: 'serverless-scientist', version },
    repository: facts.repository,
    pullRequest: facts.pullRequest.number,
    headSha: facts.pullRequest.headSha,
    function: facts.function.key,
    evidenceKey: soak?.evidenceKey ?? facts.evidenceKey,
    hashed: {
      stage: 'soak',
      candidate: { contentHash: soak?.contentHash ?? null, arn: soak?.candidate ?? null },
      control: { arn: facts.stores.controlArn, configuration: facts.control.masked },
      comparators: facts.stores.comparators,
      acceptedDifferences: soak?.acceptedDifferences ?? [],
    },
    policy: soak === null ? null : verdictPolicy(soak.verdictPolicy),
    nowMs: facts.nowMs,
    columns,
    classes: comparisonClasses,
    warmths,
    rows: facts.rows.map(rowValues),
    verdict: {
      decision: verdict.decision,
      reasons: verdict.reasons,
      criteria: verdict.criteria,
      notMeasured: verdict.notMeasured,
    },
  };
  const json = canonicalize(bundle);
  if (json === undefined) {
    throw new TypeError('a bundle is plain JSON');
  }
  return { json, sha256: createHash('sha256').update(json, 'utf8').digest('hex') };
}

/** One row as numbers: flags 0 or 1; the difference is left out where there is none. */
function rowValues(row: ComparisonRow): readonly (number | string)[] {
  const values: (number | string)[] = [
    row.at,
    comparisonClasses.indexOf(row.class),
    Number(row.reproduced),
    Number(row.twinFailed),
    Number(row.candidateFailed),
    warmths.indexOf(row.warmth),
    row.twinMs,
    row.candidateMs,
    row.twinBilledMs,
    row.candidateBilledMs,
  ];
  return row.difference === null ? values : [...values, row.difference];
}
