import { ScientistError } from '../errors.ts';
import type { Facts, SafetyFacts } from '../release/facts.ts';
import { journalled } from './journal-act.ts';
import { changeStores } from './perform-stores.ts';
import type { Ports } from './ports.ts';

/** Points the user's route at front: the permission first, so that no client meets a route that may not call. */
export async function attach(facts: Facts, ports: Ports): Promise<Facts> {
  const { api } = facts.stores;
  const { frontArn } = ports.runtime;
  if (api === null) {
    throw missing('an api in the experiment');
  }
  const detail = { api: api.id, route: api.route, to: frontArn };
  return journalled({ act: 'attach', by: 'gate', detail }, facts, ports, async () => {
    await ports.functions.allowApi(frontArn, api.id, api.route);
    const attachment = await ports.route.attach(api, frontArn, ports.nowMs());
    const attached = await changeStores(
      [{ kind: 'attach', experiment: facts.function.experiment, attachment }],
      facts,
      ports,
    );
    return { ...attached, route: 'front' };
  });
}

/** Points the route back at what it had before. */
export async function detach<F extends SafetyFacts>(facts: F, ports: Ports): Promise<F> {
  const { attachment } = facts.stores;
  if (attachment === null) {
    throw missing('an attached route');
  }
  const detail = { api: attachment.apiId, route: attachment.route, to: attachment.formerTarget };
  return journalled({ act: 'detach', by: 'gate', detail }, facts, ports, async () => {
    await ports.route.detach(attachment, null);
    const experiment = facts.function.experiment;
    const detached = await changeStores([{ kind: 'detach', experiment }], facts, ports);
    return { ...detached, route: 'elsewhere' };
  });
}

/**
 * After the watch: the route goes straight to the promoted function, so that front is out of the way. The
 * attachment stays on record, for it knows the way back.
 */
export async function handOver(facts: Facts, ports: Ports): Promise<Facts> {
  const { attachment, override } = facts.stores;
  if (attachment === null || override === null) {
    throw missing('a promoted function on an attached route');
  }
  const detail = { api: attachment.apiId, route: attachment.route, to: override.now };
  return journalled({ act: 'attach', by: 'gate', detail }, facts, ports, async () => {
    await ports.functions.allowApi(override.now, attachment.apiId, attachment.route);
    await ports.route.detach(attachment, override.now);
    const moved = { ...attachment, pointsAt: override.now };
    const handedOver = await changeStores(
      [{ kind: 'attach', experiment: facts.function.experiment, attachment: moved }],
      facts,
      ports,
    );
    return { ...handedOver, route: 'elsewhere' };
  });
}

function missing(expected: string): ScientistError {
  return new ScientistError('Conflict', {
    expected,
    found: 'it is gone',
    remedy: 'Run the gate again; it decides anew.',
  });
}
