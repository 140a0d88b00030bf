import type { EffectiveExperiment, Shadow } from '../contract/effective.ts';
import type { Observation } from '../contract/observation.ts';
import { classify } from '../core/classifying.ts';
import { prepareComparing } from '../core/comparing.ts';
import { missingRow } from '../core/comparison-row.ts';
import { type Conclusion, conclude } from '../core/conclusion.ts';
import { prepareDiscretion } from '../core/discretion.ts';
import { unfitness } from '../core/observation-fitness.ts';
import { outcomeOf } from '../core/outcome.ts';
import { inRandomOrder } from '../core/random-order.ts';
import { type ComparedPair, comparePair, type Pair, type ShadowCall } from '../core/shadow-pair.ts';

/** One invocation of a twin or candidate with the event that the control was asked with. */
export interface ShadowQuestion {
  readonly arn: string;
  readonly event: unknown;
  readonly experiment: string;
  readonly role: 'twin' | 'candidate';
}

/** All that comparing one observation asks of the outside. */
export interface ObservingPorts {
  /** Asks once, without a retry. Never rejects for what a shadow or Lambda answers. */
  ask(question: ShadowQuestion): Promise<ShadowCall>;
  /** From 0 to below 1. */
  random(): number;
  nowMs(): number;
  /** Whether this invocation has time for another asking. */
  hasTime(): boolean;
}

/**
 * Asks twin and candidates behind one observation and compares them with the control's answer: one row for each
 * candidate. They are asked one after the other, in random order, so that neither always meets the warmer cache.
 */
export async function compareObservation(
  observation: Observation,
  experiment: EffectiveExperiment,
  shadow: Shadow,
  ports: ObservingPorts,
): Promise<Conclusion[]> {
  const missing = (candidateId: string, reason: string): Conclusion => ({
    row: missingRow(observation, candidateId, reason, ports.nowMs()),
    samples: [],
  });
  const unfit = unfitness(observation, ports.nowMs());
  if (unfit !== null) {
    return shadow.candidates.map(({ id }) => missing(id, unfit));
  }
  const twin: Party = { arn: shadow.twin ?? experiment.control, role: 'twin' };
  const candidates = shadow.candidates.map(({ id, arn }) => ({ id, arn, role: 'candidate' as const }));
  const comparing = prepareComparing(shadow.comparators, prepareDiscretion(shadow.redact, observation.event));
  const control = outcomeOf(observation.control);
  const compare = (callOf: CallOf, candidate: Party): Pair =>
    comparePair(control, callOf(twin), callOf(candidate), comparing);

  const firstCallOf = await askAll(observation, [twin, ...candidates], ports);
  const conclusions: Conclusion[] = [];
  for (const candidate of candidates) {
    const first = compare(firstCallOf, candidate);
    if (first.kind === 'absent') {
      conclusions.push(missing(candidate.id, first.reason));
      continue;
    }
    const again: (ComparedPair | null)[] = [];
    while (classify(first, again).kind === 'ask-again') {
      const pair = ports.hasTime()
        ? compare(await askAll(observation, [twin, candidate], ports), candidate)
        : null;
      again.push(pair?.kind === 'compared' ? pair : null);
    }
    conclusions.push(
      conclude({ observation, shadow, candidateId: candidate.id, nowMs: ports.nowMs() }, first, again),
    );
  }
  return conclusions;
}

type Party = Pick<ShadowQuestion, 'arn' | 'role'>;
type CallOf = (party: Party) => ShadowCall;

async function askAll(
  { event, experiment }: Observation,
  parties: readonly Party[],
  ports: ObservingPorts,
): Promise<CallOf> {
  const calls = new Map<Party, ShadowCall>();
  for (const party of inRandomOrder(parties, ports.random)) {
    calls.set(party, await ports.ask({ arn: party.arn, role: party.role, event, experiment }));
  }
  return (party) => calls.get(party) ?? { kind: 'absent', reason: 'unavailable' };
}
