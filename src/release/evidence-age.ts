import { rowRetentionMs } from '../../scientist-runtime/contract/row-retention.ts';
import { detachIdle, rest, type Situation, stopShadowing } from './situation.ts';
import type { Step } from './step.ts';

/**
 * Rows that expire vanish from the front of the order, and a verdict is a function of all of them: what is left may
 * pass where the whole failed, or where nothing was shown. So nothing is decided on a soak whose first row may be
 * gone, nor on fewer rows than a verdict on the same evidence was published with (a soak that was registered anew).
 */
export function restOnExpiredEvidence({ facts, history }: Situation): Step | null {
  const { soak } = facts.stores;
  if (soak === null || facts.evidenceKey !== soak.evidenceKey) {
    return null;
  }
  const published = history.published(soak.evidenceKey);
  const vanished = published !== null && facts.rows.length < published.rows;
  if (!vanished && facts.nowMs < soak.startedAtMs + rowRetentionMs) {
    return null;
  }
  return soak.shadowing === 'on'
    ? stopShadowing(facts, 'soak', 'its comparisons have expired')
    : (detachIdle(facts) ?? rest({ reason: 'evidence-expired' }));
}
