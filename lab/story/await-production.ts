import type { ReleaseRecord } from '../../scientist-runtime/contract/releases.ts';
import { awaitSight } from './await-sight.ts';
import type { Story } from './open-story.ts';
import { countInvocations, readRouteTarget } from './read-functions.ts';
import { readEffective, readReleases, readRows } from './read-stores.ts';

/** The one experiment of the lab. */
const experimentName = 'rounding-float';

/** ARN of what the definition in force lets answer clients. */
export async function readControl({ account }: Story): Promise<string> {
  return (await readEffective(account)).experiments[experimentName]?.control ?? '';
}

/** Waits until the user's route invokes the function with this ARN. */
export function awaitRoute(story: Story, arn: string, withinSeconds: number): Promise<string> {
  return awaitSight(story, {
    awaited: `the route GET /round to invoke ${arn}`,
    withinSeconds,
    look: async () => {
      const target = await readRouteTarget(story.account);
      return target === arn || target.includes(`/${arn}/`)
        ? { found: target }
        : { seen: `GET /round invokes ${target}` };
    },
  });
}

/** Waits until the definition lets another function serve than `former`; returns its ARN. */
export function awaitOtherControl(story: Story, former: string, withinSeconds: number): Promise<string> {
  return awaitSight(story, {
    awaited: `another function than ${former} to be let serve`,
    withinSeconds,
    look: async () => {
      const control = await readControl(story);
      return control === former ? { seen: `${control} is let serve` } : { found: control };
    },
  });
}

/** So many requests in a row show who answers: a few seconds of the lab's traffic. */
const enough = 30;

/**
 * Waits until clients are served by one function through front, and no more by another: CloudWatch counts requests of
 * the one and, from some moment on, none of the other.
 */
export async function awaitServedBy(
  story: Story,
  names: { readonly by: string; readonly notBy: string },
  withinSeconds: number,
): Promise<number> {
  const look = async () => {
    const [by, notBy] = await Promise.all(
      [names.by, names.notBy].map((name) => countInvocations(story.account, name)),
    );
    return { by: by ?? 0, notBy: notBy ?? 0 };
  };
  let since = await look();
  return awaitSight(story, {
    awaited: `${names.by} to serve ${enough} requests in a row`,
    withinSeconds,
    look: async () => {
      const now = await look();
      if (now.notBy > since.notBy) since = now;
      const inARow = now.by - since.by;
      return inARow >= enough
        ? { found: inARow }
        : { seen: `${names.by} served ${inARow} requests since ${names.notBy} served one` };
    },
  });
}

/** Waits until the watch that follows a promotion has compared something; returns its record and number of rows. */
export function awaitWatch(
  story: Story,
  pullNumber: number,
  withinSeconds: number,
): Promise<{ readonly record: ReleaseRecord; readonly rows: number }> {
  const id = `round-pr${pullNumber}-watch`;
  return awaitSight(story, {
    awaited: `rows of the watch ${id}`,
    withinSeconds,
    look: async () => {
      const record = (await readReleases(story.account)).releases[id];
      if (record === undefined) return { seen: `releases.json has no ${id}` };
      const rows = await readRows(story.account, record.evidenceKey, id);
      return rows.length > 0 ? { found: { record, rows: rows.length } } : { seen: 'no row of the watch' };
    },
  });
}

/**
 * Waits until clients were answered `enough` times in a row without a function having any part in it. `answered` tells
 * how many requests of clients were answered so far.
 */
export function awaitUnused(
  story: Story,
  functionName: string,
  answered: () => number,
  withinSeconds: number,
): Promise<number> {
  let since = { invocations: -1, requests: 0 };
  return awaitSight(story, {
    awaited: `${enough} clients in a row to be answered without ${functionName}`,
    withinSeconds,
    look: async () => {
      const invocations = await countInvocations(story.account, functionName);
      if (invocations !== since.invocations) since = { invocations, requests: answered() };
      const inARow = answered() - since.requests;
      return inARow >= enough
        ? { found: inARow }
        : { seen: `${inARow} requests were answered since ${functionName} was last invoked` };
    },
  });
}
