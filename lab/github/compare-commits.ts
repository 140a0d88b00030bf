import type { Hub } from './hub.ts';
import { type JsonObject, numberAt, objectsAt, textAt } from './json.ts';

/** How a head differs from a base, from their merge base on (GitHub's three dots). */
export interface Comparison {
  readonly aheadBy: number;
  readonly behindBy: number;
  readonly mergeBaseSha: string;
  readonly commits: readonly JsonObject[];
  readonly files: readonly JsonObject[];
}

const remembered = new WeakMap<Hub, Map<string, Promise<Comparison>>>();

/**
 * Compares two commits by SHA. Commits never change, so each pair is asked once.
 * @throws Refusal 404 when a commit is unknown or the two share no history.
 */
export function compareCommits(hub: Hub, baseSha: string, headSha: string): Promise<Comparison> {
  const memory = remembered.get(hub) ?? new Map<string, Promise<Comparison>>();
  remembered.set(hub, memory);
  const key = `${baseSha}...${headSha}`;
  const asked = memory.get(key) ?? askComparison(hub, key);
  memory.set(key, asked);
  return asked;
}

async function askComparison(hub: Hub, basehead: string): Promise<Comparison> {
  const body = await hub.asOwner('GET', `/repos/${hub.repository}/compare/${basehead}`);
  return {
    aheadBy: numberAt(body, 'ahead_by'),
    behindBy: numberAt(body, 'behind_by'),
    mergeBaseSha: textAt(body, 'merge_base_commit', 'sha'),
    commits: objectsAt(body, 'commits'),
    files: objectsAt(body, 'files'),
  };
}
