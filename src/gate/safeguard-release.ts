import { journalPartition } from '../../scientist-runtime/contract/journal.ts';
import { messageOf } from '../errors.ts';
import type { SafetyFacts, SeenRow } from '../release/facts.ts';
import type { FunctionPolicy } from '../release/policy.ts';
import { watchId } from '../release/release-record.ts';
import { type SafetyStep, safetyClause, safetyStep } from '../release/safety-step.ts';
import { storeFactsOf } from '../release/store-facts.ts';
import { acknowledge } from './perform-journal.ts';
import { detach } from './perform-route.ts';
import { rollBack, stopShadowing } from './perform-stores.ts';
import type { Ports } from './ports.ts';
import type { PullRequestContext } from './pull-request-context.ts';

/** A rollback with all that follows takes fewer. */
const maxSteps = 10;

/**
 * Makes production as safe as people or a watch ask, on what stores, journal and comments say alone: for a release of
 * which something else cannot be read. `nextStep` is asked for a step until it has none. Returns what was done, as
 * clauses for people; empty where nothing was to do.
 */
export async function safeguardRelease(
  ports: Ports,
  context: Pick<PullRequestContext, 'pullRequest' | 'commands'>,
  fn: FunctionPolicy,
  nextStep: (facts: SafetyFacts) => SafetyStep | null = safetyStep,
): Promise<readonly string[]> {
  let facts = await gatherSafety(ports, context, fn);
  const done: string[] = [];
  for (let count = 0; count < maxSteps; count += 1) {
    const step = nextStep(facts);
    if (step === null) {
      break;
    }
    ports.say(`${fn.key}: ${step.kind}`);
    facts = await perform(step, facts, ports);
    const clause = safetyClause(step);
    done.push(...(clause === null ? [] : [clause]));
  }
  return done;
}

async function gatherSafety(
  ports: Ports,
  { pullRequest, commands }: Pick<PullRequestContext, 'pullRequest' | 'commands'>,
  fn: FunctionPolicy,
): Promise<SafetyFacts> {
  const { fullName } = ports.github.repository;
  const [snapshot, journal] = await Promise.all([
    ports.definition.read(),
    ports.journal.list(journalPartition(fullName, fn.key)),
  ]);
  const stores = storeFactsOf(snapshot, fn, fullName, pullRequest.number);
  return {
    nowMs: ports.nowMs(),
    repository: fullName,
    function: fn,
    pullRequest,
    stores,
    frontArn: ports.runtime.frontArn,
    route: null,
    watchRows: await readWatchRows(ports, stores.watch?.evidenceKey, watchId(fn.key, pullRequest.number)),
    journal,
    commands,
  };
}

/** Rows that cannot be read show no harm; what people ask for does not wait for them. */
async function readWatchRows(
  ports: Ports,
  evidenceKey: string | undefined,
  id: string,
): Promise<readonly SeenRow[]> {
  if (evidenceKey === undefined) {
    return [];
  }
  try {
    return await ports.evidence.readRows(evidenceKey, id);
  } catch (thrown) {
    ports.say(`the rows of ${id} could not be read: ${messageOf(thrown)}`);
    return [];
  }
}

async function perform(step: SafetyStep, facts: SafetyFacts, ports: Ports): Promise<SafetyFacts> {
  switch (step.kind) {
    case 'acknowledge':
      return acknowledge(step, facts, ports);
    case 'roll-back':
      return rollBack(step, facts, ports);
    case 'stop-shadowing':
      return stopShadowing(step, facts, ports);
    case 'detach':
      return detach(facts, ports);
  }
}
