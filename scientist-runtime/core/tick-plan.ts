import type { StoredComparison } from '../contract/comparison.ts';
import { ownEntry } from '../contract/own-entry.ts';
import { sampleRateOf } from '../contract/ramp.ts';
import type { ReleasesChange } from '../contract/release-changes.ts';
import type { ReleaseRecord, Releases } from '../contract/releases.ts';
import { excessiveAddedP95Ms, maxAddedP95Ms } from './added-latency.ts';

/** What is known of one release when the tick looks at it. */
export interface SeenRelease {
  /** Ordered, holes included. */
  readonly rows: readonly StoredComparison[];
  /** Reason codes of the criteria that say harm; empty: none. */
  readonly harm: readonly string[];
}

/** A change to `releases.json` with its reason. Acts on production are journalled, steps of a ramp are not. */
export interface PlannedChange {
  readonly releaseId: string;
  readonly change: ReleasesChange;
  readonly act: 'stop' | 'rollback' | null;
  readonly because: string;
}

/** A step of the ramp needs so many rows at each rate so far. */
export const rowsPerRampStep = 20;
/** The rate is lowered when our own limits kept more than this part of the latest answers away. */
const maxShedRate = 0.2;
/** Reasons of a `missing` row that a lower rate helps against: throttles, and a queue that is not emptied in time. */
const shedReasons: ReadonlySet<string | null> = new Set(['throttled', 'expired', 'lost']);

/**
 * The three safe things that need no gate: undo what harms, stop shadowing, follow the ramp. Harm comes first,
 * so that a watch that ends and harms in the same minute is undone.
 */
export function planTick(
  releases: Releases,
  seen: ReadonlyMap<string, SeenRelease>,
  nowMs: number,
): PlannedChange[] {
  return Object.entries(releases.releases).flatMap(([id, release]) => {
    const look = seen.get(id);
    if (release.shadowing === 'off' || look === undefined) {
      return [];
    }
    const because = harmOf(look) ?? endOf(release, look.rows, nowMs);
    if (because === null) {
      return rampChange(id, release, look.rows);
    }
    const undo = harmOf(look) === null ? [] : undoChange(releases, id, release, because, nowMs);
    return [
      ...undo,
      {
        releaseId: id,
        change: { kind: 'stop-shadowing', id, evidenceKey: release.evidenceKey, because },
        act: 'stop',
        because,
      },
    ];
  });
}

function harmOf({ harm }: SeenRelease): string | null {
  return harm.length === 0 ? null : `harm seen: ${harm.join(', ')}`;
}

/** Why shadowing is over, or null. */
function endOf(release: ReleaseRecord, rows: readonly StoredComparison[], nowMs: number): string | null {
  if (nowMs >= release.endsAtMs) {
    return `its time of ${Math.round((release.endsAtMs - release.startedAtMs) / 60_000)} min is over`;
  }
  if (rows.length >= release.rowCap) {
    return `${release.rowCap} rows are reached`;
  }
  const addedMs = excessiveAddedP95Ms(rows);
  return addedMs === null
    ? null
    : `front added ${Math.round(addedMs)} ms to requests (95th percentile, limit ${maxAddedP95Ms} ms)`;
}

/** Undoes the override that this watch watches; a newer one is not its business, other targets are the gate's. */
function undoChange(
  releases: Releases,
  releaseId: string,
  release: ReleaseRecord,
  because: string,
  atMs: number,
): PlannedChange[] {
  const override = ownEntry(releases.overrides, release.experiment);
  if (release.stage !== 'watch' || override === undefined || override.now !== release.control) {
    return [];
  }
  const { experiment } = release;
  const { now } = override;
  const change: ReleasesChange = { kind: 'undo-override', experiment, now, by: 'tick', because, atMs };
  return [{ releaseId, change, act: 'rollback', because }];
}

/** One step up after enough rows, one down while our own limits keep answers away. */
function rampChange(id: string, release: ReleaseRecord, rows: readonly StoredComparison[]): PlannedChange[] {
  const { step, perSecond, trafficPerSecond } = release.ramp;
  const latest = rows.slice(-rowsPerRampStep);
  const shed = latest.filter((row) => shedReasons.has(row.missingReason)).length;
  const to = (next: number, because: string): PlannedChange[] => [
    {
      releaseId: id,
      change: { kind: 'set-ramp', id, evidenceKey: release.evidenceKey, step: next, trafficPerSecond },
      act: null,
      because,
    },
  ];
  if (shed > maxShedRate * rowsPerRampStep) {
    return step === 0 ? [] : to(step - 1, `${shed} of the latest ${latest.length} observations were shed`);
  }
  const isDue = rows.length >= rowsPerRampStep * (step + 1) && shed === 0;
  return isDue && step < perSecond.length - 1 && sampleRateOf(release.ramp) < 1
    ? to(step + 1, `${rows.length} rows without harm`)
    : [];
}
