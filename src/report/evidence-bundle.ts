import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import {
  comparisonClasses,
  type DurationSource,
  warmths,
} from '../../scientist-runtime/contract/comparison.ts';
import type { EvidenceBundle } from '../../scientist-runtime/contract/evidence-bundle.ts';
import { evidenceColumns, evidenceRowOf } from '../../scientist-runtime/contract/evidence-rows.ts';
import { ScientistError } from '../errors.ts';
import type { Facts, SeenRow } from '../release/facts.ts';
import { verdictPolicy } from '../statistics/policy.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { version } from '../version.ts';

/** An evidence bundle: its canonical text (RFC 8785) and the sha256 (hex) of exactly that text. */
export interface Evidence {
  readonly json: string;
  readonly sha256: string;
}

/**
 * Everything a verdict rests on, in one JSON file that anybody may recompute it from: what was compared, rows,
 * complete policy, time, result. It holds no request and no answer, and environment values only as HMACs.
 * Throws `Conflict` where no soak on record says what was compared.
 */
export function buildEvidence(facts: Facts, verdict: Verdict): Evidence {
  const { soak } = facts.stores;
  if (soak === null || soak.evidence === null) {
    throw new ScientistError('Conflict', {
      expected: 'a soak on record that says what was compared',
      found: 'there is none',
      remedy: 'Run the gate again; it decides anew.',
    });
  }
  const bundle: EvidenceBundle = {
    schemaVersion: 1,
    software: { name: 'serverless-scientist', version },
    repository: facts.repository,
    pullRequest: facts.pullRequest.number,
    headSha: soak.headSha,
    function: facts.function.key,
    evidenceKey: soak.evidenceKey,
    hashed: soak.evidence,
    policy: verdictPolicy(soak.verdictPolicy),
    nowMs: facts.nowMs,
    columns: evidenceColumns,
    classes: comparisonClasses,
    warmths,
    durationSource: durationSourceOf(facts.rows),
    rows: facts.rows.map(evidenceRowOf),
    verdict,
  };
  const json = canonicalize(bundle);
  if (json === undefined) {
    throw new TypeError('a bundle is plain JSON');
  }
  return { json, sha256: createHash('sha256').update(json, 'utf8').digest('hex') };
}

/** Rows of another source than the first one's count as neither warm nor cold, so this is that of all that count. */
export function durationSourceOf(rows: readonly SeenRow[]): DurationSource | null {
  return rows.find((row) => row.class !== 'missing')?.durationSource ?? null;
}
