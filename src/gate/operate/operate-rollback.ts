import { definitionMaxAgeMs } from '../../../scientist-runtime/contract/runtime-stack.ts';
import type { FunctionPolicy } from '../../release/policy.ts';
import type { DefinitionSnapshot } from '../ports.ts';
import { servingArn, stops } from './experiment-state.ts';
import { backToFormer, routeOf, whereIs } from './move-route.ts';
import {
  idle,
  type Operated,
  type Operation,
  type OperatorPorts,
  performAct,
  reasonOf,
} from './operation.ts';

/**
 * Takes the promotion in force back: the old control serves, nothing is compared any more, the route is off front.
 * It needs no verdict, and finds nothing to do where nothing is promoted.
 */
export async function operateRollback(ports: OperatorPorts, operation: Operation): Promise<Operated> {
  const { fn, by } = operation;
  const snapshot = await ports.definition.read();
  const { overrides, undone, attachments } = snapshot.releases;
  const override = overrides[fn.experiment];
  const attachment = attachments[fn.experiment] ?? null;
  if (override === undefined) {
    const last = undone[fn.experiment];
    return idle(
      `nothing of ours serves ${fn.key}: there is no promotion to take back`,
      ...(last === undefined
        ? []
        : [`The last one was taken back by ${last.by} at ${utc(last.atMs)}: ${last.because}.`]),
      ...(attachment === null ? [] : [`Front is on ${routeOf(attachment)}: detach takes it off.`]),
    );
  }
  const because = reasonOf(operation);
  const atMs = ports.nowMs();
  const after = await performAct(ports, operation, snapshot, {
    act: 'rollback',
    detail: { experiment: fn.experiment, from: override.now, to: override.was, because },
    moveRoute: backToFormer(ports, fn, attachment),
    changes: [
      { kind: 'undo-override', experiment: fn.experiment, now: override.now, by, because, atMs },
      ...stops(snapshot, fn, because),
    ],
  });
  return {
    acted: true,
    done: [
      `${override.release} is taken back; ${servedBy(after, fn)}`,
      ...(attachment === null ? [] : [await whereIs(ports.route, attachment)]),
    ],
    next: [
      attachment === null
        ? `Front takes it up within ${definitionMaxAgeMs / 1_000} s.`
        : 'Clients are served by it within seconds, as soon as API Gateway has spread the change.',
      'The same content is not promoted again; push a commit to try anew.',
    ],
  };
}

function servedBy(snapshot: DefinitionSnapshot, fn: FunctionPolicy): string {
  const arn = servingArn(snapshot, fn);
  return arn === null ? 'experiments.yml does not name the experiment any more' : `${arn} serves`;
}

function utc(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
