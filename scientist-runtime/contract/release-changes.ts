import { isDeepStrictEqual } from 'node:util';
import { ownEntry } from './own-entry.ts';
import type { Attachment, ControlOverride, ReleaseRecord, Releases } from './releases.ts';

/** What may happen to `releases.json`. Each change is idempotent, so that applying it again after a 412 is safe. */
export type ReleasesChange =
  | { readonly kind: 'register'; readonly id: string; readonly release: ReleaseRecord }
  | { readonly kind: 'remove'; readonly id: string }
  | {
      readonly kind: 'set-ramp';
      readonly id: string;
      /** Evidence key that was looked at: a record that speaks of another one stays as it is. */
      readonly evidenceKey: string;
      readonly step: number;
      readonly trafficPerSecond: number;
    }
  | {
      readonly kind: 'stop-shadowing';
      readonly id: string;
      /** Evidence key that was looked at; null: whatever the record speaks of. */
      readonly evidenceKey: string | null;
      readonly because: string;
      /** @default false */
      readonly mayResume?: boolean;
    }
  | { readonly kind: 'override'; readonly experiment: string; readonly override: ControlOverride }
  | {
      readonly kind: 'undo-override';
      readonly experiment: string;
      readonly now: string;
      readonly by: string;
      readonly because: string;
      readonly atMs: number;
    }
  | { readonly kind: 'retire-override'; readonly experiment: string; readonly now: string }
  | { readonly kind: 'attach'; readonly experiment: string; readonly attachment: Attachment }
  | { readonly kind: 'detach'; readonly experiment: string };

/** Applies one change. Pure; returns the same value where nothing changes, so that a writer can leave it. */
export function changeReleases(releases: Releases, change: ReleasesChange): Releases {
  const changed = applyChange(releases, change);
  return isDeepStrictEqual(changed, releases) ? releases : changed;
}

function applyChange(releases: Releases, change: ReleasesChange): Releases {
  switch (change.kind) {
    case 'register':
      return register(releases, change);
    case 'remove':
      return Object.hasOwn(releases.releases, change.id)
        ? { ...releases, releases: without(releases.releases, change.id) }
        : releases;
    case 'set-ramp':
      return changeRelease(releases, change, (release) => ({
        ...release,
        ramp: { ...release.ramp, step: change.step, trafficPerSecond: change.trafficPerSecond },
      }));
    case 'stop-shadowing':
      return changeRelease(releases, change, (release) => stopped(release, change));
    case 'override':
      return override(releases, change);
    case 'undo-override':
      return undoOverride(releases, change);
    case 'retire-override':
      return ownEntry(releases.overrides, change.experiment)?.now === change.now
        ? { ...releases, overrides: without(releases.overrides, change.experiment) }
        : releases;
    case 'attach':
      return {
        ...releases,
        attachments: { ...releases.attachments, [change.experiment]: change.attachment },
      };
    case 'detach':
      return Object.hasOwn(releases.attachments, change.experiment)
        ? { ...releases, attachments: without(releases.attachments, change.experiment) }
        : releases;
  }
}

/**
 * Registers a release. What a standing record of the same evidence has been switched to since stays switched, unless
 * it may be resumed.
 */
function register(
  releases: Releases,
  { id, release }: Extract<ReleasesChange, { kind: 'register' }>,
): Releases {
  const standing = ownEntry(releases.releases, id);
  const goesOn = standing?.evidenceKey === release.evidenceKey && !standing.mayResume;
  const { shadowing, stoppedBecause, ramp } = goesOn ? standing : release;
  return {
    ...releases,
    releases: { ...releases.releases, [id]: { ...release, shadowing, stoppedBecause, ramp } },
  };
}

/** Lets a promoted function serve, unless another release does: of two on top of each other neither has a way back. */
function override(releases: Releases, change: Extract<ReleasesChange, { kind: 'override' }>): Releases {
  const standing = ownEntry(releases.overrides, change.experiment);
  return standing !== undefined && standing.release !== change.override.release
    ? releases
    : {
        ...releases,
        overrides: { ...releases.overrides, [change.experiment]: change.override },
        undone: without(releases.undone, change.experiment),
      };
}

/** What is off stays as it was switched off; but one that may be resumed is not, once somebody stops it for good. */
function stopped(
  release: ReleaseRecord,
  { because, mayResume = false }: Extract<ReleasesChange, { kind: 'stop-shadowing' }>,
): ReleaseRecord {
  return release.shadowing === 'on' || (release.mayResume && !mayResume)
    ? { ...release, shadowing: 'off', stoppedBecause: because, mayResume }
    : release;
}

/** Takes back the override to exactly `now`; a newer one stays, because nobody asked for that. */
function undoOverride(
  releases: Releases,
  change: Extract<ReleasesChange, { kind: 'undo-override' }>,
): Releases {
  const override = ownEntry(releases.overrides, change.experiment);
  if (override === undefined || override.now !== change.now) {
    return releases;
  }
  const { release, was, now } = override;
  return {
    ...releases,
    overrides: without(releases.overrides, change.experiment),
    undone: {
      ...releases.undone,
      [change.experiment]: { release, was, now, atMs: change.atMs, by: change.by, because: change.because },
    },
  };
}

/** Changes a record, unless it speaks of other evidence than was looked at. */
function changeRelease(
  releases: Releases,
  { id, evidenceKey }: { readonly id: string; readonly evidenceKey: string | null },
  change: (release: ReleaseRecord) => ReleaseRecord,
): Releases {
  const release = ownEntry(releases.releases, id);
  if (release === undefined || (evidenceKey !== null && release.evidenceKey !== evidenceKey)) {
    return releases;
  }
  return { ...releases, releases: { ...releases.releases, [id]: change(release) } };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
