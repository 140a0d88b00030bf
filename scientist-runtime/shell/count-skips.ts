import type { FrontCounters } from '../contract/observation.ts';
import type { SkipReason } from '../core/shadow-plan.ts';

/** Counters are sent once in this time, as long as there is something to count. */
export const countersPeriodMs = 10_000;

type Counted = Pick<FrontCounters['counters'], 'served' | 'skipped'>;

/** Kept in memory: what an environment has not sent when it ends is lost. */
export interface SkipCounts {
  served(experiment: string): void;
  skipped(experiment: string, reason: SkipReason): void;
  /** Whether there is something to send, and it is time to. */
  isDue(nowMs: number): boolean;
  /** What was counted since the last time; counting then starts anew. */
  take(nowMs: number): Counted;
  /** Takes back what could not be sent. */
  giveBack(counted: Counted): void;
}

/** Counts, per experiment, what one environment served and what of it was not handed on. */
export function createSkipCounts(startedAtMs: number): SkipCounts {
  let since = startedAtMs;
  let served = new Map<string, number>();
  let skipped = new Map<string, Map<string, number>>();

  const add = (counts: Map<string, number>, name: string, count: number): void => {
    counts.set(name, (counts.get(name) ?? 0) + count);
  };
  const reasonsOf = (experiment: string): Map<string, number> => {
    const reasons = skipped.get(experiment) ?? new Map<string, number>();
    skipped.set(experiment, reasons);
    return reasons;
  };

  return {
    served: (experiment) => add(served, experiment, 1),
    skipped: (experiment, reason) => add(reasonsOf(experiment), reason, 1),
    isDue: (nowMs) => nowMs - since >= countersPeriodMs && served.size + skipped.size > 0,
    take(nowMs) {
      const counted = {
        served: Object.fromEntries(served),
        skipped: Object.fromEntries(
          [...skipped].map(([name, reasons]) => [name, Object.fromEntries(reasons)]),
        ),
      };
      since = nowMs;
      served = new Map();
      skipped = new Map();
      return counted;
    },
    giveBack(counted) {
      for (const [name, count] of Object.entries(counted.served)) {
        add(served, name, count);
      }
      for (const [name, reasons] of Object.entries(counted.skipped)) {
        for (const [reason, count] of Object.entries(reasons)) {
          add(reasonsOf(name), reason, count);
        }
      }
    },
  };
}
