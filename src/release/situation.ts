import type { Verdict } from '../statistics/verdict.ts';
import type { Facts, SafetyFacts } from './facts.ts';
import type { History } from './history.ts';
import { releaseId, watchId } from './release-record.ts';
import type { Rest, Step } from './step.ts';

/** What the rules look at: the facts, what the journal says of this pull request, and the verdict on the rows. */
export interface Situation {
  readonly facts: Facts;
  readonly history: History;
  readonly verdict: Verdict | null;
}

/** The part of it that rules look at which make production safer. */
export interface SafetySituation {
  readonly facts: SafetyFacts;
  readonly history: History;
}

/** A rule gives the step it asks for, or null where it does not apply. */
export type Rule = (situation: Situation) => Step | null;

/** Whether a function of this very release serves production. */
export function isPromoted(facts: Pick<Facts, 'stores' | 'function' | 'pullRequest'>): boolean {
  return facts.stores.override?.release === releaseId(facts.function.key, facts.pullRequest.number);
}

/**
 * Detaches the route once nobody needs front on it: no override in force, no release that shadows. A route that
 * was handed over to a promoted function goes back in any case: no soak sees its requests.
 * A route that points at front without a record (a run died between) is recorded first, which knows the way back.
 */
export function detachIdle(
  facts: Pick<Facts, 'stores' | 'frontArn' | 'route'>,
): Extract<Step, { readonly kind: 'attach' | 'detach' }> | null {
  const { attachment, override, others } = facts.stores;
  if (override !== null) {
    return null;
  }
  if (attachment === null) {
    return facts.route === 'front' && others.length === 0 ? { kind: 'attach' } : null;
  }
  return others.length === 0 || attachment.pointsAt !== facts.frontArn ? { kind: 'detach' } : null;
}

type StopShadowing = Extract<Step, { readonly kind: 'stop-shadowing' }>;
type Named = Pick<Facts, 'function' | 'pullRequest'>;

/** The step that switches a soak or a watch off. */
export function stopShadowing(facts: Named, which: 'soak' | 'watch', because: string): StopShadowing {
  const id = (which === 'soak' ? releaseId : watchId)(facts.function.key, facts.pullRequest.number);
  return { kind: 'stop-shadowing', id, because, mayResume: false };
}

/** The step that switches a soak off until the same evidence is asked for again. */
export function pauseSoak(facts: Named, because: string): StopShadowing {
  const id = releaseId(facts.function.key, facts.pullRequest.number);
  return { kind: 'stop-shadowing', id, because, mayResume: true };
}

/** The step that ends a run. */
export function rest(reason: Rest): Extract<Step, { readonly kind: 'rest' }> {
  return { kind: 'rest', rest: reason };
}
