import { ScientistError } from '../../errors.ts';
import type { RoutePort } from '../ports.ts';
import { releasesOf, servingArn, stops } from './experiment-state.ts';
import { backToFormer, handOver, routeOf, whereIs } from './move-route.ts';
import {
  idle,
  type Operated,
  type Operation,
  type OperatorPorts,
  performAct,
  reasonOf,
} from './operation.ts';

/**
 * Takes front off the route: it points at what serves now, the promoted function or the former target. Nothing is
 * compared any more, because no request comes by.
 */
export async function operateDetach(ports: OperatorPorts, operation: Operation): Promise<Operated> {
  const { fn } = operation;
  const snapshot = await ports.definition.read();
  const { overrides, attachments } = snapshot.releases;
  const attachment = attachments[fn.experiment];
  if (attachment === undefined) {
    return idle(
      `no route of ${fn.key} is attached: there is nothing to detach`,
      'If a route still points at front, name it: --api ID --route "GET /path" finds the way back at the API itself.',
    );
  }
  const override = overrides[fn.experiment];
  const serving = override !== undefined && servingArn(snapshot, fn) === override.now ? override.now : null;
  if (serving !== null && attachment.pointsAt === serving) {
    return idle(
      `${routeOf(attachment)} points at the promoted function already: front is not on it`,
      'rollback points it back at what it had before.',
    );
  }
  const because = reasonOf(operation);
  await performAct(ports, operation, snapshot, {
    act: 'detach',
    detail: {
      api: attachment.apiId,
      route: attachment.route,
      to: serving ?? attachment.formerTarget,
      because,
    },
    moveRoute:
      serving === null ? backToFormer(ports, fn, attachment) : handOver(ports, fn, attachment, serving),
    changes: stops(snapshot, fn, because),
  });
  return {
    acted: true,
    done: [
      await whereIs(ports.route, attachment),
      ...releasesOf(snapshot, fn).flatMap(([id, { shadowing }]) =>
        shadowing === 'on' ? [`stopped: ${id}`] : [],
      ),
    ],
    next: [
      'Clients are served by it within seconds, as soon as API Gateway has spread the change.',
      ...(serving === null ? [] : ['Nobody watches the promoted function any more: rollback takes it back.']),
    ],
  };
}

/**
 * Takes front off a route by what stands at the API alone: no stack, no file of ours and no journal is needed.
 * Throws `NotFound` where the API says nothing of a way back.
 */
export async function operateDetachAlone(
  route: RoutePort,
  api: { readonly id: string; readonly route: string },
): Promise<Operated> {
  const attachment = await route.findAttachment(api);
  if (attachment === null) {
    const { target, functionArn } = await route.read(api);
    throw new ScientistError('NotFound', {
      expected: `a note of ours at the API ${api.id} about ${api.route}`,
      found: `there is none; the route points at ${functionArn ?? target}`,
      remedy: 'If that is front, point it at your function by hand: docs/kill-switch.md',
    });
  }
  await route.detach(attachment, null);
  return {
    acted: true,
    done: [await whereIs(route, attachment)],
    next: [
      'Nothing else was touched. If a promoted function served through this route, the one before it serves now.',
      'Once the runtime can be reached again, run rollback or stop for the function, so that its records say the same.',
    ],
  };
}
