import { messageOf } from '../../src/errors.ts';
import type { StoredComparison } from '../contract/comparison.ts';
import { orderRows } from '../contract/comparison-order.ts';
import { type JournalEntry, journalPartition } from '../contract/journal.ts';
import type { ReleasesChange } from '../contract/release-changes.ts';
import type { ReleaseRecord, Releases } from '../contract/releases.ts';
import { tickEntry } from '../core/tick-journal.ts';
import { type PlannedChange, planTick, type SeenRelease } from '../core/tick-plan.ts';

/** Everything that the tick asks of the outside. */
export interface TickPorts {
  nowMs(): number;
  readReleases(): Promise<Releases>;
  readRows(evidenceKey: string, candidateId: string): Promise<readonly StoredComparison[]>;
  /** Reason codes of the criteria that say harm. Throws where the release's policy cannot be read. */
  judgeHarm(rows: readonly StoredComparison[], release: ReleaseRecord): readonly string[];
  appendJournal(partition: string, entry: JournalEntry): Promise<boolean>;
  changeReleases(changes: readonly ReleasesChange[]): Promise<Releases>;
  /** Derives `effective.json` anew. */
  compile(): Promise<void>;
}

/** What a tick did and what it could not do. */
export interface TickReport {
  readonly changes: readonly PlannedChange[];
  /** Releases that could not be looked at, and entries that could not be written; all else was done. */
  readonly problems: readonly string[];
}

/** One tick: look at every release that shadows, do what is safe to do, leave a definition that is up to date. */
export async function runTick(ports: TickPorts): Promise<TickReport> {
  const nowMs = ports.nowMs();
  const releases = await ports.readReleases();
  const { seen, problems } = await lookAtReleases(releases, nowMs, ports);
  const changes = planTick(releases, seen, nowMs);
  if (changes.length === 0) {
    await ports.compile();
    return { changes, problems };
  }
  const unwritten = await writeEntries(changes, 'intent', releases, ports);
  const after = await ports.changeReleases(changes.map(({ change }) => change));
  await ports.compile();
  unwritten.push(...(await writeEntries(changes, 'outcome', after, ports)));
  return { changes, problems: [...problems, ...unwritten] };
}

async function lookAtReleases(
  releases: Releases,
  nowMs: number,
  ports: TickPorts,
): Promise<{ seen: Map<string, SeenRelease>; problems: string[] }> {
  const seen = new Map<string, SeenRelease>();
  const problems: string[] = [];
  for (const [id, release] of Object.entries(releases.releases)) {
    if (release.shadowing === 'off') {
      continue;
    }
    try {
      const { rows } = orderRows(await ports.readRows(release.evidenceKey, id), nowMs);
      seen.set(id, { rows, harm: rows.length === 0 ? [] : ports.judgeHarm(rows, release) });
    } catch (error) {
      problems.push(`${id}: ${messageOf(error)}`);
    }
  }
  return { seen, problems };
}

/**
 * Writes one entry for each act. Whatever the tick does is safe to do, so a journal that cannot be written does
 * not stand in the way of an undo; what it did not take is returned and reported.
 */
async function writeEntries(
  changes: readonly PlannedChange[],
  phase: 'intent' | 'outcome',
  releases: Releases,
  ports: TickPorts,
): Promise<string[]> {
  const problems: string[] = [];
  for (const change of changes) {
    const entry = tickEntry(change, phase, releases, ports.nowMs());
    const release = releases.releases[change.releaseId];
    if (entry === null || release === undefined) {
      continue;
    }
    try {
      await ports.appendJournal(journalPartition(release.repository, release.function), entry);
    } catch (error) {
      problems.push(`${change.releaseId}: journal, ${phase} of ${entry.act}: ${messageOf(error)}`);
    }
  }
  return problems;
}
