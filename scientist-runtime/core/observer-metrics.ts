import { type ComparisonClass, comparisonClasses, type StoredComparison } from '../contract/comparison.ts';
import type { FrontCounters } from '../contract/observation.ts';
import { ownEntry } from '../contract/own-entry.ts';
import { type Metric, metricLine } from './metric-line.ts';

/** What became of one message of a batch. */
export type MessageOutcome =
  | {
      readonly kind: 'compared';
      readonly experiment: string;
      /** `isNew` false: the observation had a row already. */
      readonly rows: readonly { readonly row: StoredComparison; readonly isNew: boolean }[];
      /** Why its rows are missing where that is a fault of ours, else null. */
      readonly problem: string | null;
    }
  | { readonly kind: 'counters'; readonly counters: FrontCounters['counters'] }
  /** The experiment is over, so nobody would read a row. */
  | { readonly kind: 'expired'; readonly experiment: string }
  | { readonly kind: 'unreadable'; readonly problem: string }
  /** Left to be delivered again. */
  | { readonly kind: 'failed'; readonly problem: string };

const classNames: Readonly<Record<ComparisonClass, string>> = {
  same: 'Same',
  differs: 'Differs',
  mirrored: 'Mirrored',
  flickered: 'Flickered',
  'not-comparable': 'NotComparable',
  missing: 'Missing',
};

/** Dimension of what belongs to no experiment. */
export const noExperiment = '(none)';

/** One log line for each experiment of a batch (as a rule there is one), and one for what belongs to none. */
export function observerLines(outcomes: readonly MessageOutcome[], atMs: number): string[] {
  const names = new Set(outcomes.flatMap(experimentsIn));
  return [...names].sort().map((experiment) => {
    const mine = outcomes.filter((outcome) => experimentsIn(outcome).includes(experiment));
    return metricLine(atMs, { Experiment: experiment }, metricsOf(mine, experiment), {
      event: 'observed',
      messages: mine.length,
      missing: sumByReason(mine.map(missingByReason)),
      skipped: sumByReason(
        mine.map((outcome) =>
          outcome.kind === 'counters' ? (ownEntry(outcome.counters.skipped, experiment) ?? {}) : {},
        ),
      ),
      problems: mine.flatMap((outcome) =>
        'problem' in outcome && outcome.problem !== null ? [outcome.problem] : [],
      ),
    });
  });
}

function experimentsIn(outcome: MessageOutcome): string[] {
  switch (outcome.kind) {
    case 'compared':
    case 'expired':
      return [outcome.experiment];
    case 'counters':
      return Object.keys({ ...outcome.counters.served, ...outcome.counters.skipped });
    case 'unreadable':
    case 'failed':
      return [noExperiment];
  }
}

function metricsOf(outcomes: readonly MessageOutcome[], experiment: string): Metric[] {
  const rows = outcomes.flatMap((outcome) => (outcome.kind === 'compared' ? outcome.rows : []));
  const fresh = rows.filter(({ isNew }) => isNew).map(({ row }) => row);
  const answered = fresh.filter((row) => row.class !== 'missing');
  const counters = outcomes.flatMap((outcome) => (outcome.kind === 'counters' ? [outcome.counters] : []));
  const skipped = counters.flatMap(({ skipped: by }) => Object.values(ownEntry(by, experiment) ?? {}));
  return [
    ...comparisonClasses.map((name) =>
      count(classNames[name], fresh.filter((row) => row.class === name).length),
    ),
    count('Redelivered', rows.length - fresh.length),
    count('CandidateFailed', answered.filter((row) => row.candidateFailed).length),
    count('TwinFailed', answered.filter((row) => row.twinFailed).length),
    count('MessagesExpired', outcomes.filter(({ kind }) => kind === 'expired').length),
    count('MessagesUnreadable', outcomes.filter(({ kind }) => kind === 'unreadable').length),
    count('MessagesFailed', outcomes.filter(({ kind }) => kind === 'failed').length),
    count('Served', sum(counters.map(({ served }) => ownEntry(served, experiment) ?? 0))),
    count('Skipped', sum(skipped)),
    milliseconds(
      'CandidateDuration',
      answered.map((row) => row.candidateMs),
    ),
    milliseconds(
      'TwinDuration',
      answered.map((row) => row.twinMs),
    ),
    milliseconds(
      'FrontAdded',
      fresh.map((row) => row.addedMs),
    ),
  ];
}

type ByReason = Readonly<Record<string, number>>;

function missingByReason(outcome: MessageOutcome): ByReason {
  const reasons = outcome.kind === 'compared' ? outcome.rows.map(({ row }) => row.missingReason) : [];
  return sumByReason(reasons.map((reason): ByReason => (reason === null ? {} : { [reason]: 1 })));
}

function sumByReason(parts: readonly ByReason[]): ByReason {
  const total: Record<string, number> = {};
  for (const [reason, value] of parts.flatMap((part) => Object.entries(part))) {
    total[reason] = (ownEntry(total, reason) ?? 0) + value;
  }
  return total;
}

/** A count of nothing is left out: a line stays short, and dashboards show gaps as zero. */
function count(name: string, value: number): Metric {
  return { name, unit: 'Count', values: value === 0 ? [] : [value] };
}

function milliseconds(name: string, values: readonly number[]): Metric {
  return { name, unit: 'Milliseconds', values };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
