import type { ActEntry } from '../contract/journal.ts';
import { journalEntryId } from '../contract/journal-id.ts';
import { ownEntry } from '../contract/own-entry.ts';
import type { Releases } from '../contract/releases.ts';
import type { PlannedChange } from './tick-plan.ts';

/** The journal's line for one planned change: before it (`intent`) or after it was read back (`outcome`). */
export function tickEntry(
  { act, because, change, releaseId }: PlannedChange,
  phase: ActEntry['phase'],
  releases: Releases,
  atMs: number,
): ActEntry | null {
  const release = releases.releases[releaseId];
  if (act === null || release === undefined) {
    return null;
  }
  return {
    kind: 'act',
    id: journalEntryId(atMs, `tick#${act}#${releaseId}#${phase}`),
    atMs,
    pullRequest: release.pullRequest,
    headSha: release.headSha,
    act,
    phase,
    by: 'tick',
    detail: {
      release: releaseId,
      experiment: release.experiment,
      because,
      ...(change.kind === 'undo-override'
        ? { from: change.now, to: originOf(releases, release.experiment) }
        : {}),
    },
  };
}

/** What an override stands in for, also right after it was undone. */
function originOf(releases: Releases, experiment: string): string {
  return ownEntry(releases.overrides, experiment)?.was ?? ownEntry(releases.undone, experiment)?.was ?? '';
}
