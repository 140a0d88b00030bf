import { compileEffective } from '../../scientist-runtime/contract/compile-effective.ts';
import type { JournalEntry } from '../../scientist-runtime/contract/journal.ts';
import { changeReleases, type ReleasesChange } from '../../scientist-runtime/contract/release-changes.ts';
import type { DefinitionPort, DefinitionSnapshot, JournalPort } from './ports.ts';

/** `releases.json` with changes that stay in memory, and what would be compiled from it. */
export function dryRunDefinition(
  definition: DefinitionPort,
  frontArn: string,
  nowMs: () => number,
  would: (what: string) => void,
): DefinitionPort {
  const pending: ReleasesChange[] = [];
  const [, , , region = '', accountId = ''] = frontArn.split(':');
  const read = async (): Promise<DefinitionSnapshot> => {
    const snapshot = await definition.read();
    if (pending.length === 0) {
      return snapshot;
    }
    const releases = pending.reduce(changeReleases, snapshot.releases);
    const { effective: previous } = snapshot;
    const { effective } = compileEffective({
      experimentsText: previous.lastValidExperiments,
      experimentsEtag: previous.sources.experimentsEtag,
      releases,
      releasesEtag: previous.sources.releasesEtag,
      previous,
      region,
      accountId,
      nowMs: nowMs(),
    });
    return { ...snapshot, releases, effective };
  };
  return {
    read,
    change: async (changes) => {
      for (const change of changes) {
        would(`${change.kind} in releases.json`);
      }
      pending.push(...changes);
      return read();
    },
    hmacOf: (value) => definition.hmacOf(value),
  };
}

/** The journal with lines that stay in memory. */
export function dryRunJournal(journal: JournalPort, would: (what: string) => void): JournalPort {
  const pending: { readonly partition: string; readonly entry: JournalEntry }[] = [];
  const list = async (partition: string): Promise<readonly JournalEntry[]> => [
    ...(await journal.list(partition)),
    ...pending.flatMap((line) => (line.partition === partition ? [line.entry] : [])),
  ];
  return {
    list,
    append: async (partition, entry) => {
      if ((await list(partition)).some(({ id }) => id === entry.id)) {
        return false;
      }
      would(`journal ${entry.kind === 'act' ? `${entry.phase} of ${entry.act}` : entry.kind}`);
      pending.push({ partition, entry });
      return true;
    },
  };
}
