import type { FunctionOutcome } from '../release/outcome.ts';
import { verdictPolicy } from '../statistics/policy.ts';
import { quantile } from '../statistics/quantile.ts';
import { bar } from './bar.ts';
import { type Durations, durationsOf } from './durations.ts';
import { monthlyCostOf } from './monthly-cost.ts';
import { counted, milliseconds } from './quantity.ts';

/** Below so many pairs a 95th percentile is the largest value or next to it, and says nothing. */
const leastPairsForTail = 40;
const barWidth = 10;

/** Medians and 95th percentiles of twin and candidate with bars that mail and phone can show; null without a pair. */
export function latencySection({ facts }: FunctionOutcome): string | null {
  const { soak } = facts.stores;
  const durations = soak === null ? [] : durationsOf(facts.rows, verdictPolicy(soak.verdictPolicy));
  if (durations.length === 0) {
    return null;
  }
  const cost = monthlyCostOf(facts);
  return [
    '| Latency and cost | Twin | Candidate |',
    '|---|---|---|',
    ...durations.flatMap(rowsOf),
    ...(cost === null ? [] : [`| ${cost.label} | ${cost.twin} | ${cost.candidate} |`]),
  ].join('\n');
}

/** Warm and cold differ by so much that bars on one scale would show nothing else. */
function rowsOf(durations: Durations): readonly string[] {
  const lines = linesOf(durations);
  const longest = Math.max(...lines.flatMap(({ twin, candidate }) => [twin, candidate]));
  const cell = (ms: number): string => `${bar(ms, longest, barWidth)} ${milliseconds(ms)}`.trim();
  return lines.map(({ label, twin, candidate }) => `| ${label} | ${cell(twin)} | ${cell(candidate)} |`);
}

function linesOf({ warmth, twin, candidate }: Durations): readonly {
  readonly label: string;
  readonly twin: number;
  readonly candidate: number;
}[] {
  const line = (label: string, q: number) => ({
    label,
    twin: quantile(twin, q),
    candidate: quantile(candidate, q),
  });
  const median = line(`${warmth}, median of ${counted(twin.length, 'pair')}`, 0.5);
  return twin.length < leastPairsForTail ? [median] : [median, line(`${warmth}, 95th percentile`, 0.95)];
}
