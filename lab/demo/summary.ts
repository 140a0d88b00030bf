import type { Evidence } from '../story/read-evidence.ts';
import type { TrafficCounts } from '../traffic/start-traffic.ts';
import type { TakenStep } from './tell-progress.ts';

/** What one head of a pull request came to. */
export interface HeadSummary {
  readonly number: number;
  readonly headSha: string;
  readonly verdict: string;
  readonly reasonCodes: readonly string[];
  /** Rows that were not missing. */
  readonly comparisons: number;
  /** From the start of the soak to the verdict. */
  readonly seconds: number;
}

/** A head's entry from the evidence that was found for it; seconds with one digit. */
export function headSummaryOf(evidence: Evidence): HeadSummary {
  return {
    number: evidence.pullRequest,
    headSha: evidence.headSha,
    verdict: evidence.decision,
    reasonCodes: evidence.reasonCodes,
    comparisons: evidence.comparisons,
    seconds: Math.round(evidence.seconds * 10) / 10,
  };
}

/** `.lab/demo.json`: published, so that programs may read it. */
export interface DemoSummary {
  readonly schemaVersion: 1;
  readonly clientRequests: number;
  readonly clientErrors: number;
  /** One entry per head, in order. */
  readonly pullRequests: readonly HeadSummary[];
  readonly promotedArn: string;
  readonly rolledBackTo: string;
}

/** Where a person reads on: each thing with its address or path. */
export type Readings = Readonly<Record<string, string>>;

/** The end of the demo for people: steps, verdicts, clients, where to read on. */
export function summaryText(
  summary: DemoSummary,
  steps: readonly TakenStep[],
  clients: TrafficCounts,
  readings: Readings,
): string {
  const width = Math.max(...steps.map(({ title }) => title.length));
  const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  const heads = summary.pullRequests.map(
    ({ headSha, verdict, reasonCodes, comparisons, seconds }) =>
      `${headSha.slice(0, 7)}  ${verdict}${reasonCodes.length > 0 ? ` (${reasonCodes.join(', ')})` : ''} after ${comparisons} comparisons in ${seconds} s`,
  );
  return [
    ...steps.map(({ title, seconds }) => `${title.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s`),
    `${''.padEnd(width)}  ${total.toFixed(1).padStart(6)} s`,
    '',
    'Verdicts',
    ...heads.map((head) => `  ${head}`),
    'Clients',
    `  ${summary.clientRequests} requests, ${summary.clientErrors} wrong or unanswered; median ${clients.p50Ms.toFixed(0)} ms, 99 % within ${clients.p99Ms.toFixed(0)} ms`,
    'Production',
    `  promoted        ${summary.promotedArn}`,
    `  rolled back to  ${summary.rolledBackTo}`,
    'Read on',
    ...Object.entries(readings).map(([what, where]) => `  ${what.padEnd(14)}  ${where}`),
    '',
  ].join('\n');
}
