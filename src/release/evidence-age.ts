import { rowRetentionMs } from '../../scientist-runtime/contract/row-retention.ts';
import { detachIdle, rest, type Situation, stopShadowing } from './situation.ts';
import type { Step } from './step.ts';

/**
 * Clocks that work differ by less. AWS takes no signature that is more than five minutes off (Signature Version 4), so
 * two machines that reach it are at most twice that apart.
 */
export const maxClockSkewMs = 10 * 60_000;

/**
 * Rows that expire vanish from the front of the order, and a verdict is a function of all of them: what is left may
 * pass where the whole failed, or where nothing was shown. So nothing is decided on a soak whose first row may be
 * gone, nor on fewer rows than a verdict on the same evidence was published with (a soak that was registered anew).
 * Rows of the last seconds are not read yet, so a clock that is behind the one that published sees fewer too: that is
 * waited for, and a clock that cannot be right decides nothing.
 */
export function restOnExpiredEvidence({ facts, history }: Situation): Step | null {
  const { soak } = facts.stores;
  if (soak === null || facts.evidenceKey !== soak.evidenceKey) {
    return null;
  }
  const published = history.published(soak.evidenceKey);
  const vanished = published !== null && facts.rows.length < published.rows;
  const behindMs = Math.max(soak.startedAtMs, published?.atMs ?? 0) - facts.nowMs;
  if (behindMs > maxClockSkewMs || (vanished && behindMs > 0)) {
    return rest({ reason: 'clock-behind', behindMs });
  }
  // A soak that was resumed has rows from before its start.
  const oldestMs = Math.min(soak.startedAtMs, facts.rows[0]?.at ?? soak.startedAtMs);
  if (!vanished && facts.nowMs < oldestMs + rowRetentionMs) {
    return null;
  }
  return soak.shadowing === 'on'
    ? stopShadowing(facts, 'soak', 'its comparisons have expired')
    : (detachIdle(facts) ?? rest({ reason: 'evidence-expired' }));
}
