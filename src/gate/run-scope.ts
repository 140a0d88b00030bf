import type { ReleaseRecord } from '../../scientist-runtime/contract/releases.ts';
import { messageOf, ScientistError } from '../errors.ts';
import type { RunScope } from '../inputs/event.ts';
import { isOutside, type PullRequestOutcome } from '../release/outcome.ts';
import { dryRunGithub } from './dry-run-ports.ts';
import type { AwsPorts, GateRun } from './gate-run.ts';
import { judgePullRequest, withoutJudgement } from './judge-pull-request.ts';
import type { GitHubPort } from './ports.ts';
import { reportCheck, reportComment } from './report-outcome.ts';
import { readConfig } from './run-gate.ts';
import { byHead, type OpenHead } from './shared-heads.ts';

/** One pull request's outcome with the URL of its comment, null where there is none. */
export interface Reported {
  readonly outcome: PullRequestOutcome;
  readonly commentUrl: string | null;
}

/** What a run has come to. */
export interface ScopeReport {
  readonly reported: readonly Reported[];
  /**
   * What could not be looked at or reported on, or was not judged for a reason that lies outside of it; null where all
   * was. It makes the run red.
   */
  readonly failure: ScientistError | null;
}

/**
 * Runs the gate for every pull request that the scope names, and for all that `releases.json` speaks of: a run that
 * was dropped from a queue is made up for by the next, whatever woke that. One after the other; one that fails does
 * not keep the others from their turn. Open ones with the same head come together: they share a check.
 * Throws `InvalidInput` for a merge group, of whose content nothing is known.
 */
export async function runScope(given: GateRun, scope: RunScope): Promise<ScopeReport> {
  if (scope.kind === 'none') {
    given.say(`nothing to do: ${scope.why}`);
    return { reported: [], failure: null };
  }
  if (scope.kind === 'merge-group') {
    throw new ScientistError('InvalidInput', {
      expected: 'a pull request',
      found: `the merge group ${scope.headSha}`,
      remedy: 'Merge queues are not supported yet: do not require the check "scientist" in one.',
    });
  }
  const run: GateRun = {
    ...given,
    github: readingOnce(given.dryRun ? dryRunGithub(given.github, given.say) : given.github),
    connectAws: oncePerStack(given.connectAws),
  };
  const reported: Reported[] = [];
  const failed: string[] = [];
  const begun = await begunReleases(run, (fault) => void failed.push(fault));
  const open = await run.github.listOpenPullRequests();
  const report: Report = {
    reported: (one) => {
      reported.push(one);
      failed.push(...unjudged(one.outcome));
    },
    failed: (number, thrown) => {
      run.say(`pull request ${number}: ${messageOf(thrown)}`);
      failed.push(`pull request ${number}: ${messageOf(thrown)}`);
    },
  };
  for (const numbers of byHead(numbersOf(scope, begun, open), open)) {
    await runTogether(run, numbers, open, report);
  }
  return { reported, failure: failed.length === 0 ? null : unreported(failed) };
}

/** Where a run's results go. */
interface Report {
  readonly reported: (one: Reported) => void;
  readonly failed: (number: number, thrown: unknown) => void;
}

/** A failing check says so too, but to whoever looks at the pull request; who keeps the gate hears of red runs. */
function unjudged({ pullRequest, problems }: PullRequestOutcome): readonly string[] {
  return problems
    .filter(({ outside }) => outside)
    .map(
      ({ key, story }) =>
        `pull request ${pullRequest.number}${key === null ? '' : `, ${key}`}: ${story.found}`,
    );
}

function unreported(failed: readonly string[]): ScientistError {
  return new ScientistError('Unavailable', {
    expected: 'every pull request to be looked at, judged and reported on',
    found: failed.join('; '),
    remedy: 'The next run tries again; see above for those that were',
  });
}

/** All pull requests of a run are judged by the same configuration, and asking for it costs one request. */
function readingOnce(github: GitHubPort): GitHubPort {
  const texts = new Map<string, Promise<string | null>>();
  return {
    ...github,
    readFile: (path, ref) => {
      const key = JSON.stringify([path, ref]);
      const text = texts.get(key) ?? github.readFile(path, ref);
      texts.set(key, text);
      return text;
    },
  };
}

/** One connection to a stack serves the whole run; one that failed is not tried again for each pull request. */
function oncePerStack(connect: GateRun['connectAws']): GateRun['connectAws'] {
  const connections = new Map<string, Promise<AwsPorts>>();
  return (runtime) => {
    const key = JSON.stringify(runtime);
    const connection = connections.get(key) ?? connect(runtime);
    connections.set(key, connection);
    return connection;
  };
}

/** Releases of this repository that are on record; none where the gate is not set up on the default branch yet. */
async function begunReleases(
  run: GateRun,
  failed: (fault: string) => void,
): Promise<readonly ReleaseRecord[]> {
  const { defaultBranch, fullName } = run.github.repository;
  if ((await run.github.readFile(run.configPath, defaultBranch)) === null) {
    return [];
  }
  try {
    const config = await readConfig(run.github, run.configPath, defaultBranch);
    const { releases } = await (await run.connectAws(config.runtime)).definition.read();
    return Object.values(releases.releases).filter(({ repository }) => repository === fullName);
  } catch (thrown) {
    // Each open pull request then meets the same fault and carries it in its check; a promotion's is closed mostly.
    const fault = `releases on record could not be read: ${messageOf(thrown)}`;
    run.say(fault);
    if (isOutside(thrown)) {
      failed(fault);
    }
    return [];
  }
}

function numbersOf(
  scope: Extract<RunScope, { readonly kind: 'pull-request' | 'head' | 'all' }>,
  begun: readonly ReleaseRecord[],
  open: readonly OpenHead[],
): readonly number[] {
  const recorded = begun.map(({ pullRequest }) => pullRequest);
  if (scope.kind === 'pull-request') {
    return [...new Set([scope.number, ...recorded])];
  }
  // What sees requests or serves comes first: a used-up rate limit or time limit must not end a run before it.
  const named = scope.kind === 'head' ? open.filter(({ headSha }) => headSha === scope.headSha) : open;
  return [...new Set([...recorded, ...named.map(({ number }) => number)])];
}

/** Looks at pull requests that share a head, then writes the check of each head that they have, and their comments. */
async function runTogether(
  run: GateRun,
  numbers: readonly number[],
  open: readonly OpenHead[],
  report: Report,
): Promise<void> {
  const outcomes: PullRequestOutcome[] = [];
  const unread: unknown[] = [];
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
      if (first.pullRequest.state === 'open' || !open.some((one) => one.headSha === headSha)) {
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
