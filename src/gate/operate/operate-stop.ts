import { definitionMaxAgeMs } from '../../../scientist-runtime/contract/runtime-stack.ts';
import { releasesOf, stops } from './experiment-state.ts';
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
 * Stops every release of the function's experiment from seeing requests; what serves goes on serving. It is final for
 * their content: a stop that a run of the gate or a push could undo would not hold when it is needed.
 */
export async function operateStop(ports: OperatorPorts, operation: Operation): Promise<Operated> {
  const { fn } = operation;
  const snapshot = await ports.definition.read();
  const { overrides, attachments } = snapshot.releases;
  const stoppable = releasesOf(snapshot, fn).filter(
    ([, release]) => release.shadowing === 'on' || release.mayResume,
  );
  const attachment = attachments[fn.experiment] ?? null;
  if (stoppable.length === 0) {
    return idle(
      `no release of ${fn.key} sees requests: there is nothing to stop`,
      ...(attachment === null ? [] : [`Front is on ${routeOf(attachment)}: detach takes it off.`]),
    );
  }
  const because = reasonOf(operation);
  const promoted = overrides[fn.experiment] !== undefined;
  await performAct(ports, operation, snapshot, {
    act: 'stop',
    detail: { because },
    moveRoute: promoted ? null : backToFormer(ports, fn, attachment),
    changes: stops(snapshot, fn, because),
  });
  return {
    acted: true,
    done: [
      `stopped: ${stoppable.map(([id]) => id).join(', ')}`,
      ...(attachment === null || promoted ? [] : [await whereIs(ports.route, attachment)]),
    ],
    next: [
      `The last front lets go of them within ${definitionMaxAgeMs / 1_000} s.`,
      ...(promoted
        ? ['What was promoted goes on serving, and nobody watches it any more: rollback takes it back.']
        : [
            'It is final for this content: a commit that changes the function soaks again, a rebuild does not.',
            'To pause one commit only, comment `/scientist stop`: it holds until the next push.',
          ]),
    ],
  };
}
