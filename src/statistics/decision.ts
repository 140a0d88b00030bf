import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { requiredCriteria } from './criterion.ts';
import { failuresOf, type Measurements } from './measure.ts';
import type { VerdictPolicy } from './policy.ts';
import type { OpenReason, ReasonCode } from './reason-codes.ts';
import { type SoakClock, soakClock } from './soak-clock.ts';

/** `inconclusive`: the soak is over and nothing was shown either way. It is never a pass. */
export type Decision = 'collecting' | 'pass' | 'fail' | 'inconclusive' | 'invalid';

/** Reasons come in the order of `reasonCodes`; empty only for a pass that rests on nothing accepted. */
export interface DecisionWithReasons {
  readonly decision: Decision;
  readonly reasons: readonly ReasonCode[];
}

/**
 * The table of the verdict: the first row whose condition holds decides. An invalid experiment says nothing about the
 * candidate, so it comes before a failed criterion; a failure needs no minimum of time or rows, because every
 * criterion's error is bounded over all prefixes at once.
 */
export function decide(
  rows: readonly ComparisonRow[],
  measurements: Measurements,
  policy: VerdictPolicy,
  nowMs: number,
): DecisionWithReasons {
  const { missing, fidelity } = measurements;
  const clock = soakClock(rows, policy, nowMs);
  const failures = failuresOf(measurements);
  const unproven = unprovenReasons(measurements);

  if (missing.result.state === 'failed') return { decision: 'invalid', reasons: ['observations-lost'] };
  if (fidelity.result.state === 'failed') return { decision: 'invalid', reasons: ['not-reproduced'] };
  if (failures.length > 0) return { decision: 'fail', reasons: failures };
  if (clock.minimumReached && unproven.length === 0) {
    return { decision: 'pass', reasons: restsOnAcceptance(rows, policy) ? ['accepted-differences'] : [] };
  }
  const over = endReasons(clock);
  const reasons: readonly OpenReason[] = [
    ...(rows.length === 0 ? (['no-observations'] as const) : []),
    ...(clock.minimumReached ? [] : (['soak-time-not-reached'] as const)),
    ...over,
    ...unproven,
  ];
  return { decision: over.length > 0 ? 'inconclusive' : 'collecting', reasons };
}

/** What still bars a pass: required criteria that are not proven, and a guard that leans against the candidate. */
function unprovenReasons(measurements: Measurements): readonly OpenReason[] {
  const unproven = requiredCriteria
    .filter((name) => measurements[name].result.state === 'open')
    .map((name): OpenReason => `unproven-${name}`);
  return guardLeans(measurements) ? [...unproven, 'guard-leans'] : unproven;
}

/** More votes of the guard against the candidate than for it, too few yet to fail. */
function guardLeans({ tailGuard }: Measurements): boolean {
  return tailGuard.result.statistic !== null && tailGuard.result.statistic > tailGuard.result.limit;
}

/** The row cap ends a soak only after its minimum, as a fast service reaches the cap within minutes. */
function endReasons({ minimumReached, maximumReached, capReached }: SoakClock): readonly OpenReason[] {
  const reasons: OpenReason[] = [];
  if (maximumReached) reasons.push('soak-time-exhausted');
  if (capReached && minimumReached) reasons.push('row-cap-reached');
  return reasons;
}

/** Whether a difference was seen that counts as none only because people accepted it. */
function restsOnAcceptance(rows: readonly ComparisonRow[], policy: VerdictPolicy): boolean {
  const accepted = new Set(policy.accepted.map(({ id }) => id));
  return rows.some(
    (row) => row.class === 'differs' && row.difference !== null && accepted.has(row.difference),
  );
}
