import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { EvidenceBundle } from '../../scientist-runtime/contract/evidence-bundle.ts';
import { evidenceKeyOf } from '../../scientist-runtime/contract/evidence-key.ts';
import type { VerdictPolicy } from '../statistics/policy.ts';
import { judge, type Verdict } from '../statistics/verdict.ts';

/** A bundle whose rows and policy have been read. */
export interface Recomputable {
  readonly bundle: EvidenceBundle;
  readonly rows: readonly ComparisonRow[];
  readonly policy: VerdictPolicy;
}

/** A field in which a bundle and what follows from it are not the same; undefined: it is not there. */
export interface Disagreement {
  /** Such as `verdict.criteria.errors.bound`. */
  readonly field: string;
  readonly bundle: unknown;
  readonly recomputed: unknown;
}

/** What follows from the rows, the policy and the time of a bundle, beside what it says itself. */
export interface Recomputation {
  readonly verdict: Verdict;
  /** Empty: the bundle says what follows from it. */
  readonly disagreements: readonly Disagreement[];
}

/**
 * Logarithms may differ in their last digits between versions of Node, and bounds are found by bisection: the
 * specification compares these two fields to 1e-9, everything else exactly.
 */
const relativeTolerance = 1e-9;
const computedFields = /\.(statistic|bound)$/;

/** Computes verdict and evidence key of a bundle again and compares them with those that stand in it, field by field. */
export function recompute({ bundle, rows, policy }: Recomputable): Recomputation {
  const verdict = judge(rows, policy, bundle.nowMs);
  // Criteria last: what is decided and counted says more than their many figures.
  const { criteria, ...others } = verdict;
  return {
    verdict,
    disagreements: [
      ...compare('evidenceKey', bundle.evidenceKey, evidenceKeyOf(bundle.hashed)),
      ...compare('verdict', bundle.verdict, { ...others, criteria }),
    ],
  };
}

function compare(field: string, bundle: unknown, recomputed: unknown): readonly Disagreement[] {
  if (isObject(bundle) && isObject(recomputed)) {
    const keys = new Set([...Object.keys(recomputed), ...Object.keys(bundle)]);
    return [...keys].flatMap((key) =>
      compare(`${field}.${key}`, ownValue(bundle, key), ownValue(recomputed, key)),
    );
  }
  return isSame(field, bundle, recomputed) ? [] : [{ field, bundle, recomputed }];
}

function isSame(field: string, one: unknown, other: unknown): boolean {
  return typeof one === 'number' && typeof other === 'number' && computedFields.test(field)
    ? Math.abs(one - other) <= relativeTolerance * Math.max(Math.abs(one), Math.abs(other))
    : one === other;
}

/** A bundle may have a key `constructor`, which every object has without having it written. */
function ownValue(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
