import type { Hub } from './hub.ts';
import type { JsonObject } from './json.ts';

/** The repository as GitHub shows it: with the counts and the last push that the emulator leaves out. */
export function presentRepository(hub: Hub, repository: JsonObject): JsonObject {
  const pushes = hub.ledger.pushes.filter((push) => push.repository === repository.full_name);
  return {
    ...repository,
    pushed_at: pushes.at(-1)?.at ?? repository.created_at ?? null,
    network_count: 0,
    subscribers_count: 0,
  };
}
