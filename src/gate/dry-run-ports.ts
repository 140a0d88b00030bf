import type { Effective } from '../../scientist-runtime/contract/effective.ts';
import type { JournalEntry } from '../../scientist-runtime/contract/journal.ts';
import { changeReleases, type Releases } from '../../scientist-runtime/contract/releases.ts';
import type { DefinitionPort, DefinitionSnapshot, JournalPort, Ports } from './ports.ts';

/**
 * Ports that read the real world and change nothing: each write is said and kept in memory, so that the steps
 * after it can be decided as they would be.
 */
export function dryRunPorts(ports: Ports): Ports {
  const would = (what: string): void => ports.say(`dry run: would ${what}`);
  return {
    ...ports,
    github: {
      ...ports.github,
      upsertComment: async (number, body) => {
        would(`comment on pull request ${number}:\n${body}`);
        return '';
      },
      publishCheck: async ({ headSha, conclusion, title }) =>
        would(`publish the check on ${headSha}: ${conclusion ?? 'in progress'}, ${title}`),
    },
    functions: {
      ...ports.functions,
      deploy: async (spec) => {
        would(`deploy ${spec.name} (${spec.role}, ${spec.settings.runtime}, ${spec.settings.memoryMb} MB)`);
        return { arn: `${spec.name}:dry-run` };
      },
      allowApi: async (functionArn, apiId, route) =>
        would(`allow ${route} of API ${apiId} to invoke ${functionArn}`),
      invoke: async (arn) => {
        would(`invoke ${arn}`);
        return { failed: false, payload: 'null' };
      },
      remove: async (name) => would(`delete the function ${name}`),
    },
    definition: dryRunDefinition(ports.definition, would),
    route: {
      ...ports.route,
      attach: async (api, functionArn, nowMs) => {
        would(`point ${api.route} of API ${api.id} at ${functionArn}`);
        const { kind, target } = await ports.route.read(api);
        const { id: apiId, route } = api;
        return { apiId, route, kind, formerTarget: target, pointsAt: functionArn, atMs: nowMs };
      },
      detach: async ({ apiId, route, formerTarget }, functionArn) =>
        would(`point ${route} of API ${apiId} at ${functionArn ?? formerTarget}`),
    },
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

function dryRunDefinition(definition: DefinitionPort, would: (what: string) => void): DefinitionPort {
  let pending: (releases: Releases) => Releases = (releases) => releases;
  const read = async (): Promise<DefinitionSnapshot> => {
    const snapshot = await definition.read();
    const releases = pending(snapshot.releases);
    return { ...snapshot, releases, effective: withOverrides(snapshot.effective, releases) };
  };
  return {
    read,
    change: async (changes) => {
      for (const change of changes) {
        would(`${change.kind} in releases.json`);
      }
      const before = pending;
      pending = (releases) => changes.reduce(changeReleases, before(releases));
      return read();
    },
    hmacOf: (value) => definition.hmacOf(value),
  };
}

/** The control that the overrides in memory would let serve. */
function withOverrides(effective: Effective, releases: Releases): Effective {
  const experiments = Object.entries(effective.experiments).map(([name, experiment]) => {
    const override = releases.overrides[name];
    return override?.was === experiment.control
      ? ([name, { ...experiment, control: override.now }] as const)
      : ([name, experiment] as const);
  });
  return { ...effective, experiments: Object.fromEntries(experiments) };
}

function dryRunJournal(journal: JournalPort, would: (what: string) => void): JournalPort {
  const pending: JournalEntry[] = [];
  return {
    list: async (partition) => [...(await journal.list(partition)), ...pending],
    append: async (_partition, entry) => {
      would(`journal ${entry.kind === 'act' ? `${entry.phase} of ${entry.act}` : entry.kind}`);
      pending.push(entry);
      return true;
    },
  };
}
