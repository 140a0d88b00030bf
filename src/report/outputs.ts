import type { FunctionOutcome, PullRequestOutcome } from '../release/outcome.ts';
import type { Rest } from '../release/step.ts';
import type { Decision } from '../statistics/decision.ts';
import { isOfThisHead, publishedVerdict } from './evidence-section.ts';

/** What a run decided, in the Action's own words. */
export type RunDecision =
  | 'nothing-to-do'
  | 'waiting'
  | 'soaking'
  | 'blocked'
  | 'ready'
  | 'promoted'
  | 'rolled-back'
  | 'stopped';

/** One function in the result file. */
export interface FunctionResult {
  readonly pullRequest: number;
  readonly function: string | null;
  readonly headSha: string;
  readonly decision: RunDecision;
  readonly verdict: Decision | null;
  readonly reasonCodes: readonly string[];
  readonly comparisons: number;
  readonly candidateArn: string | null;
  readonly promotedArn: string | null;
  readonly evidenceSha256: string | null;
}

/** Value of the output `result`: one entry for each function of each pull request, failed runs included. */
export interface RunResult {
  readonly schemaVersion: 1;
  readonly functions: readonly FunctionResult[];
}

/** Outputs of the Action beside `result`: those of the function that needs people most; empty where it has none. */
export interface RunOutputs {
  readonly verdict: string;
  readonly decision: RunDecision;
  readonly 'reason-code': string;
  readonly 'candidate-arn': string;
  readonly 'comment-url': string;
}

/** What machines read of a run: outputs for the next step of a workflow, and one entry per function. */
export function outputsOf(
  reported: readonly { readonly outcome: PullRequestOutcome; readonly commentUrl: string | null }[],
): { readonly outputs: RunOutputs; readonly result: RunResult } {
  const functions = reported.flatMap(({ outcome }) => resultsOf(outcome));
  const worst = [...functions].sort((one, other) => weight(other) - weight(one))[0];
  return {
    outputs: {
      verdict: worst?.verdict ?? '',
      decision: worst?.decision ?? 'nothing-to-do',
      'reason-code': worst?.reasonCodes[0] ?? '',
      'candidate-arn': worst?.candidateArn ?? '',
      'comment-url': reported.find(({ commentUrl }) => commentUrl !== null)?.commentUrl ?? '',
    },
    result: { schemaVersion: 1, functions },
  };
}

function resultsOf({ pullRequest, functions, problems }: PullRequestOutcome): FunctionResult[] {
  return [
    ...problems.map(
      ({ key }): FunctionResult => ({
        pullRequest: pullRequest.number,
        function: key,
        headSha: pullRequest.headSha,
        decision: 'blocked',
        verdict: null,
        reasonCodes: ['problem'],
        comparisons: 0,
        candidateArn: null,
        promotedArn: null,
        evidenceSha256: null,
      }),
    ),
    ...functions.map(resultOf),
  ];
}

/** A verdict on an earlier commit's soak is none on this head, and no machine may take it for one. */
function resultOf({ facts, verdict, rest }: FunctionOutcome): FunctionResult {
  const own = isOfThisHead(facts) ? verdict : null;
  const published = isOfThisHead(facts) ? publishedVerdict(facts) : null;
  return {
    pullRequest: facts.pullRequest.number,
    function: facts.function.key,
    headSha: facts.pullRequest.headSha,
    decision: decisionOf(rest),
    verdict: own?.decision ?? null,
    reasonCodes: own?.reasons ?? [rest.reason],
    comparisons: own?.counts.observed ?? 0,
    candidateArn: facts.deployed.candidate?.arn ?? null,
    promotedArn:
      rest.reason === 'watching' || rest.reason === 'promoted' ? (facts.stores.override?.now ?? null) : null,
    evidenceSha256: published?.evidenceSha256 ?? null,
  };
}

function decisionOf(rest: Rest): RunDecision {
  switch (rest.reason) {
    case 'nothing-changed':
    case 'closing':
    case 'closed':
      return 'nothing-to-do';
    case 'not-packaged':
      return rest.files?.length === 0 ? 'nothing-to-do' : 'blocked';
    case 'no-package':
    case 'package-running':
    case 'needs-consent':
    case 'clock-behind':
    case 'other-promotion':
      return 'waiting';
    case 'collecting':
      return 'soaking';
    case 'package-failed':
    case 'package-unusable':
    case 'cannot-clone':
    case 'setting-refused':
    case 'known-bad':
    case 'failed':
    case 'invalid':
    case 'inconclusive':
    case 'undefined-experiment':
    case 'other-control':
    case 'superseded':
    case 'evidence-expired':
    case 'behind':
      return 'blocked';
    case 'ready':
      return 'ready';
    case 'watching':
    case 'promoted':
      return 'promoted';
    case 'rolled-back':
      return 'rolled-back';
    case 'stopped':
      return 'stopped';
  }
}

/** From harmless to what somebody has to look at first. */
const byWeight: readonly RunDecision[] = [
  'nothing-to-do',
  'promoted',
  'ready',
  'waiting',
  'soaking',
  'stopped',
  'rolled-back',
  'blocked',
];

function weight({ decision }: FunctionResult): number {
  return byWeight.indexOf(decision);
}
