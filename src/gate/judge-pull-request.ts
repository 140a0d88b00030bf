import { ScientistError } from '../errors.ts';
import { type PullRequestOutcome, problemOf } from '../release/outcome.ts';
import { type PullRequestView, unknownAuthorship } from '../release/pull-request-facts.ts';
import { dryRunPorts } from './dry-run-ports.ts';
import type { GateRun } from './gate-run.ts';
import type { Ports } from './ports.ts';
import { readConfig, runPullRequest } from './run-gate.ts';

/** Takes one pull request as far as it goes now. What fails is said in the outcome: the gate then stays closed. */
export async function judgePullRequest(
  run: GateRun,
  pullRequest: PullRequestView,
): Promise<PullRequestOutcome> {
  return { ...(await judged(run, pullRequest)), ...runOf(run) };
}

/** The page on which people find the log of this run. */
function runOf({ runUrl }: GateRun): Pick<PullRequestOutcome, 'runUrl'> {
  return runUrl === null ? {} : { runUrl };
}

async function judged(run: GateRun, pullRequest: PullRequestView): Promise<PullRequestOutcome> {
  try {
    const config = await readConfig(run.github, run.configPath, run.github.repository.defaultBranch);
    const given: Ports = {
      ...(await run.connectAws(config.runtime)),
      github: run.github,
      package: run.packageFor(pullRequest.number),
      nowMs: run.nowMs,
      say: run.say,
    };
    const ports = run.dryRun ? dryRunPorts(given) : given;
    const elsewhere = whyNotGated(run, pullRequest);
    if (elsewhere === null) {
      return await runPullRequest(ports, config, pullRequest);
    }
    // As good as closed: what it has begun is taken down, what it has promoted is watched and can be taken back.
    const closed = { ...pullRequest, state: 'closed', changedFiles: [] } as const;
    const { functions, problems } = await runPullRequest(ports, config, closed);
    const refused = withoutJudgement(run, pullRequest, elsewhere);
    return {
      ...refused,
      policy: config.policy,
      functions: functions.filter(({ rest }) => rest.reason !== 'closed'),
      problems: [...refused.problems, ...problems],
    };
  } catch (thrown) {
    return withoutJudgement(run, pullRequest, thrown);
  }
}

/** Only what goes into the default branch is gated; a check that passed elsewhere could be carried over. */
function whyNotGated({ github }: GateRun, { baseRef, state }: PullRequestView): ScientistError | null {
  const { defaultBranch } = github.repository;
  return baseRef === defaultBranch || state !== 'open'
    ? null
    : new ScientistError('InvalidInput', {
        expected: `a pull request into ${defaultBranch}`,
        found: 'this one goes into another branch',
        remedy: `It is looked at once its base is ${defaultBranch}.`,
      });
}

/** The gate stays closed where it could not even begin, and says why on the pull request. */
export function withoutJudgement(
  run: GateRun,
  pullRequest: PullRequestView,
  thrown: unknown,
): PullRequestOutcome {
  const problem = problemOf(null, thrown);
  const { story } = problem;
  run.say(`pull request ${pullRequest.number}: ${story.found}; expected ${story.expected}. ${story.remedy}`);
  return {
    repository: run.github.repository.fullName,
    repositoryPrivate: run.github.repository.private,
    pullRequest: { ...pullRequest, ...unknownAuthorship },
    nowMs: run.nowMs(),
    policy: null,
    functions: [],
    problems: [problem],
    ...runOf(run),
  };
}
