import type { DurationSource, StoredComparison } from './comparison.ts';

/** Both count from `StoredComparison.at`, the time at which a row was written. */
export interface OrderOptions {
  /** Rows younger than this are left out: concurrent observers may still write before them. */
  readonly settleMs: number;
  /** Retention of the queue: an observation that is older and has no row was lost. */
  readonly retentionMs: number;
}

/** `retentionMs` is the MessageRetentionPeriod of the queue in serverless.yml. */
export const defaultOrderOptions: OrderOptions = { settleMs: 5_000, retentionMs: 900_000 };

/** Holes beyond this many are not filled in: that many lost observations decide any verdict. */
const maxHoles = 100_000;

/** What a verdict reads of one partition. */
export interface OrderedComparisons {
  /** By write time, then observation id; holes in an environment's sequence stand in as `missing`. */
  readonly rows: readonly StoredComparison[];
  /** Where all durations come from that count; null without rows. */
  readonly durationSource: DurationSource | null;
}

/**
 * Brings the rows of one partition into the order that every verdict reads: the order only grows at its end.
 * A hole in an environment's sequence becomes a `missing` row at the time of the environment's next row, once
 * that is older than the queue's retention, for until then the observation may still be on its way.
 * Durations of one source count: the first row's; rows of another keep their class and become `mixed`.
 */
export function orderRows(
  stored: readonly StoredComparison[],
  nowMs: number,
  options: OrderOptions = defaultOrderOptions,
): OrderedComparisons {
  const settled = stored.filter((row) => row.at <= nowMs - options.settleMs).sort(byTimeThenId);
  const durationSource = settled.find((row) => row.class !== 'missing')?.durationSource ?? null;
  const holes = holesBefore(settled, nowMs - options.retentionMs);
  const rows: StoredComparison[] = [];
  for (const row of settled) {
    for (const hole of holes.get(row) ?? []) {
      rows.push(hole);
    }
    rows.push(
      row.class === 'missing' || row.durationSource === durationSource ? row : { ...row, warmth: 'mixed' },
    );
  }
  return { rows, durationSource };
}

function byTimeThenId(left: StoredComparison, right: StoredComparison): number {
  if (left.at !== right.at) {
    return left.at - right.at;
  }
  return left.observationId < right.observationId ? -1 : Number(left.observationId > right.observationId);
}

/** The `missing` rows that stand directly before a row: numbers its environment counted and nobody wrote. */
function holesBefore(
  rows: readonly StoredComparison[],
  olderThanMs: number,
): Map<StoredComparison, StoredComparison[]> {
  const holes = new Map<StoredComparison, StoredComparison[]>();
  let total = 0;
  for (const environment of Map.groupBy(rows, (row) => row.environmentId).values()) {
    let expected = 1;
    for (const row of environment.toSorted((left, right) => left.sequence - right.sequence)) {
      if (row.at <= olderThanMs && row.sequence > expected && total < maxHoles) {
        const count = Math.min(row.sequence - expected, maxHoles - total);
        total += count;
        const first = expected;
        holes.set(
          row,
          Array.from({ length: count }, (_, index) => holeBefore(row, first + index)),
        );
      }
      expected = row.sequence + 1;
    }
  }
  return holes;
}

function holeBefore(next: StoredComparison, sequence: number): StoredComparison {
  return {
    at: next.at,
    class: 'missing',
    reproduced: false,
    twinFailed: false,
    candidateFailed: false,
    warmth: 'mixed',
    twinMs: 0,
    candidateMs: 0,
    twinBilledMs: 0,
    candidateBilledMs: 0,
    difference: null,
    observationId: `${next.environmentId}:${sequence}`,
    evidenceKey: next.evidenceKey,
    candidateId: next.candidateId,
    environmentId: next.environmentId,
    sequence,
    durationSource: next.durationSource,
    addedMs: 0,
    pointers: [],
    missingReason: 'lost',
    expiresAtSeconds: next.expiresAtSeconds,
  };
}
