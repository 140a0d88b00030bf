import { ulid } from 'ulid';
import { type Act, journalPartition } from '../../scientist-runtime/contract/journal.ts';
import type { ReleaseRecord, ReleasesChange } from '../../scientist-runtime/contract/releases.ts';
import { ScientistError } from '../errors.ts';
import type { FunctionPolicy } from '../release/policy.ts';
import type { DefinitionSnapshot, Ports } from './ports.ts';

/** What an operator's act needs; GitHub is not asked, so it works while GitHub does not. */
export type OperatorPorts = Pick<Ports, 'definition' | 'route' | 'journal' | 'nowMs' | 'say'>;

/** Who acts, and on what. */
export interface Operation {
  readonly fn: FunctionPolicy;
  /** Login or user name, for the journal. */
  readonly by: string;
}

/** Takes the promotion in force back; false where there is none, which is no fault. */
export async function operateRollback(ports: OperatorPorts, { fn, by }: Operation): Promise<boolean> {
  const snapshot = await ports.definition.read();
  const override = snapshot.releases.overrides[fn.experiment];
  if (override === undefined) {
    return false;
  }
  const release = snapshot.releases.releases[override.release];
  const because = `${by} asked for it at a terminal`;
  const change: ReleasesChange = {
    kind: 'undo-override',
    experiment: fn.experiment,
    now: override.now,
    by,
    because,
    atMs: ports.nowMs(),
  };
  const detail = { experiment: fn.experiment, from: override.now, to: override.was, because };
  await journalled(ports, fn, 'rollback', by, detail, release, async () => {
    const stopped = await stopAll(ports, fn, because, [change]);
    await detachFrom(ports, fn, stopped);
  });
  return true;
}

/** Stops every release of the function's experiment from seeing requests; false where none did. */
export async function operateStop(ports: OperatorPorts, { fn, by }: Operation): Promise<boolean> {
  const snapshot = await ports.definition.read();
  const shadowing = releasesOf(snapshot, fn).filter(([, { shadowing }]) => shadowing === 'on');
  if (shadowing.length === 0) {
    return false;
  }
  const because = `${by} asked for it at a terminal`;
  await journalled(ports, fn, 'stop', by, { because }, shadowing[0]?.[1], async () => {
    const stopped = await stopAll(ports, fn, because, []);
    if (stopped.releases.overrides[fn.experiment] === undefined) {
      await detachFrom(ports, fn, stopped);
    }
  });
  return true;
}

/**
 * Takes front off the route: it points at what serves now, the promoted function or the former target. False
 * where no route is attached.
 */
export async function operateDetach(ports: OperatorPorts, { fn, by }: Operation): Promise<boolean> {
  const snapshot = await ports.definition.read();
  const attachment = snapshot.releases.attachments[fn.experiment];
  if (attachment === undefined) {
    return false;
  }
  if (snapshot.releases.overrides[fn.experiment] !== undefined) {
    throw new ScientistError('Conflict', {
      expected: 'no promotion in force',
      found: 'a promoted function serves through this route',
      remedy:
        'Roll it back first (serverless-scientist rollback), or wait for the end of its watch: the gate then hands the route over.',
    });
  }
  const [first] = releasesOf(snapshot, fn);
  await journalled(ports, fn, 'detach', by, { to: attachment.formerTarget }, first?.[1], async () => {
    const stopped = await stopAll(ports, fn, `${by} detached the route at a terminal`, []);
    await detachFrom(ports, fn, stopped);
  });
  return true;
}

function releasesOf(snapshot: DefinitionSnapshot, fn: FunctionPolicy): [string, ReleaseRecord][] {
  return Object.entries(snapshot.releases.releases).filter(
    ([, release]) => release.experiment === fn.experiment,
  );
}

async function stopAll(
  ports: OperatorPorts,
  fn: FunctionPolicy,
  because: string,
  first: readonly ReleasesChange[],
): Promise<DefinitionSnapshot> {
  const snapshot = await ports.definition.read();
  const stops = releasesOf(snapshot, fn).map(
    ([id]): ReleasesChange => ({ kind: 'stop-shadowing', id, evidenceKey: null, because }),
  );
  return ports.definition.change([...first, ...stops]);
}

async function detachFrom(
  ports: OperatorPorts,
  fn: FunctionPolicy,
  snapshot: DefinitionSnapshot,
): Promise<void> {
  const attachment = snapshot.releases.attachments[fn.experiment];
  if (attachment === undefined) {
    return;
  }
  ports.say(`${attachment.route} of API ${attachment.apiId} goes back to ${attachment.formerTarget}`);
  await ports.route.detach(attachment, null);
  await ports.definition.change([{ kind: 'detach', experiment: fn.experiment }]);
}

async function journalled(
  ports: OperatorPorts,
  fn: FunctionPolicy,
  act: Act,
  by: string,
  detail: Readonly<Record<string, string>>,
  release: ReleaseRecord | undefined,
  perform: () => Promise<void>,
): Promise<void> {
  const append = async (phase: 'intent' | 'outcome'): Promise<void> => {
    if (release === undefined) {
      return;
    }
    const atMs = ports.nowMs();
    await ports.journal.append(journalPartition(release.repository, fn.key), {
      id: `act#${ulid(atMs)}`,
      kind: 'act',
      act,
      phase,
      by,
      detail: { ...detail },
      atMs,
      pullRequest: release.pullRequest,
      headSha: release.headSha,
    });
  };
  await append('intent');
  await perform();
  await append('outcome');
}
