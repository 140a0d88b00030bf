import { messageOf } from '../errors.ts';
import type { PullRequestOutcome } from '../release/outcome.ts';
import type { GateRun } from './gate-run.ts';
import { judgePullRequest, withoutJudgement } from './judge-pull-request.ts';
import { reportCheck, reportComment } from './report-outcome.ts';
import type { OpenHead } from './shared-heads.ts';

/** One pull request's outcome with the URL of its comment, null where there is none. */
export interface Reported {
  readonly outcome: PullRequestOutcome;
  readonly commentUrl: string | null;
}

/** Where a run's results go. */
export interface Report {
  readonly reported: (one: Reported) => void;
  readonly failed: (number: number, thrown: unknown) => void;
}

/** The open pull requests, as far as GitHub told them. */
export interface OpenHeads {
  readonly open: readonly OpenHead[];
  /** What kept them from being listed, null where nothing did: others may then share any head. */
  readonly fault: unknown;
}

/** Looks at pull requests that share a head, then writes the check of each head that they have, and their comments. */
export async function runTogether(
  run: GateRun,
  numbers: readonly number[],
  { open, fault }: OpenHeads,
  report: Report,
): Promise<void> {
  const outcomes: PullRequestOutcome[] = [];
  const unread: unknown[] = fault === null ? [] : [fault];
  for (const number of numbers) {
    try {
      const pullRequest = await run.github.readPullRequest(number);
      run.say(`pull request ${number} at ${pullRequest.headSha}`);
      outcomes.push(await judgePullRequest(run, pullRequest));
    } catch (thrown) {
      report.failed(number, thrown);
      unread.push(thrown);
    }
  }
  for (const [headSha, those] of Map.groupBy(outcomes, ({ pullRequest }) => pullRequest.headSha)) {
    const [first] = those;
    if (first === undefined) {
      continue;
    }
    // One that could not be read may be worse than all that could.
    const silent = unread.map((thrown) => withoutJudgement(run, first.pullRequest, thrown));
    try {
      // The head of a closed one may live on in an open one, which then decides.
      const mayLiveOn = fault !== null || open.some((one) => one.headSha === headSha);
      if (first.pullRequest.state === 'open' || !mayLiveOn) {
        await publishCheck(run, first, ...those.slice(1), ...silent);
      }
    } catch (thrown) {
      for (const { pullRequest } of those) {
        report.failed(pullRequest.number, thrown);
      }
      continue;
    }
    for (const outcome of those) {
      try {
        report.reported({ outcome, commentUrl: await reportComment(run, outcome) });
      } catch (thrown) {
        report.failed(outcome.pullRequest.number, thrown);
      }
    }
  }
}

/** A check that cannot be written as it should is written as a failure: an older, better one must not stand. */
async function publishCheck(
  run: GateRun,
  ...outcomes: readonly [PullRequestOutcome, ...PullRequestOutcome[]]
): Promise<void> {
  try {
    await reportCheck(run, ...outcomes);
  } catch (thrown) {
    try {
      await reportCheck(run, withoutJudgement(run, outcomes[0].pullRequest, thrown));
    } catch (again) {
      run.say(`nor could that be written to the check: ${messageOf(again)}`);
    }
    throw thrown;
  }
}
