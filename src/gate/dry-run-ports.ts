import { dryRunFunctions } from './dry-run-function-ports.ts';
import { dryRunDefinition, dryRunJournal } from './dry-run-store-ports.ts';
import type { GitHubPort, Ports, RoutePort } from './ports.ts';

/**
 * Ports that read the real world and change nothing: each write is said and kept in memory, so that the steps
 * after it can be decided as they would be.
 */
export function dryRunPorts(ports: Ports): Ports {
  const would = (what: string): void => ports.say(`dry run: would ${what}`);
  const moved = new Map<string, string>();
  return {
    ...ports,
    github: dryRunGithub(ports.github, ports.say),
    functions: dryRunFunctions(ports.functions, ports.runtime.frontArn, would),
    definition: dryRunDefinition(ports.definition, ports.runtime.frontArn, ports.nowMs, would),
    route: dryRunRoute(ports.route, moved, would),
    evidence: {
      ...ports.evidence,
      store: async (evidenceKey, name) => {
        would(`store ${name} under ${evidenceKey}`);
        return '';
      },
    },
    journal: dryRunJournal(ports.journal, would),
  };
}

/** A GitHub on which nothing is written. It stands alone, because a run may fail before it knows its runtime. */
export function dryRunGithub(github: GitHubPort, say: (line: string) => void): GitHubPort {
  const would = (what: string): void => say(`dry run: would ${what}`);
  return {
    ...github,
    upsertComment: async (number, body) => {
      would(`comment on pull request ${number}:\n${body}`);
      return '';
    },
    publishCheck: async ({ headSha, conclusion, title }) =>
      would(`publish the check on ${headSha}: ${conclusion ?? 'in progress'}, ${title}`),
  };
}

/** Routes that would have been moved are read where they would then point. */
function dryRunRoute(route: RoutePort, moved: Map<string, string>, would: (what: string) => void): RoutePort {
  const keyOf = (api: { readonly id: string; readonly route: string }): string => `${api.id} ${api.route}`;
  return {
    ...route,
    read: async (api) => {
      const found = await route.read(api);
      const functionArn = moved.get(keyOf(api));
      return functionArn === undefined ? found : { ...found, functionArn };
    },
    attach: async (api, functionArn, nowMs) => {
      would(`point ${api.route} of API ${api.id} at ${functionArn}`);
      const { kind, target } = await route.read(api);
      moved.set(keyOf(api), functionArn);
      const { id: apiId } = api;
      return {
        apiId,
        route: api.route,
        kind,
        formerTarget: target,
        pointsAt: functionArn,
        atMs: nowMs,
      };
    },
    detach: async ({ apiId, route: key, formerTarget }, functionArn) => {
      would(`point ${key} of API ${apiId} at ${functionArn ?? formerTarget}`);
      moved.set(keyOf({ id: apiId, route: key }), functionArn ?? formerTarget);
    },
  };
}
