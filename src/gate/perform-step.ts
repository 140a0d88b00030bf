import type { Facts } from '../release/facts.ts';
import type { ActingStep } from '../release/step.ts';
import { cleanUp, deployCandidate, deployTwin, dress } from './perform-functions.ts';
import { acknowledge, publishVerdict } from './perform-journal.ts';
import { attach, detach, handOver } from './perform-route.ts';
import { promote, register, rollBack, settle, startWatch, stopShadowing } from './perform-stores.ts';
import type { Ports } from './ports.ts';

/**
 * Performs one step and folds its outcome into the facts, so that the next step can be decided without asking
 * everything again. Every step may be performed twice: what is done already is found done.
 * Throws `Conflict` where the world moved since the facts were gathered; the next run then decides anew.
 */
export async function performStep(step: ActingStep, facts: Facts, ports: Ports): Promise<Facts> {
  switch (step.kind) {
    case 'acknowledge':
      return acknowledge(step, facts, ports);
    case 'deploy-twin':
      return deployTwin(facts, ports);
    case 'deploy-candidate':
      return deployCandidate(facts, ports);
    case 'register':
      return register(step, facts, ports);
    case 'attach':
      return attach(facts, ports);
    case 'publish-verdict':
      return publishVerdict(step, facts, ports);
    case 'stop-shadowing':
      return stopShadowing(step, facts, ports);
    case 'dress':
      return dress(facts, ports);
    case 'promote':
      return promote(step, facts, ports);
    case 'start-watch':
      return startWatch(step, facts, ports);
    case 'hand-over':
      return handOver(facts, ports);
    case 'roll-back':
      return rollBack(step, facts, ports);
    case 'settle':
      return settle(step, facts, ports);
    case 'detach':
      return detach(facts, ports);
    case 'clean-up':
      return cleanUp(step, facts, ports);
  }
}
