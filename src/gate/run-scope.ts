import type { ReleaseRecord } from '../../scientist-runtime/contract/releases.ts';
import { messageOf, ScientistError, storyOf } from '../errors.ts';
import type { RunScope } from '../inputs/event.ts';
import type { PullRequestFacts } from '../release/facts.ts';
import type { PullRequestOutcome } from '../release/outcome.ts';
import type { Config } from '../release/policy.ts';
import { dryRunPorts } from './dry-run-ports.ts';
import type { GitHubPort, PackagePort, Ports } from './ports.ts';
import { reportOutcome } from './report-outcome.ts';
import { readConfig, runPullRequest } from './run-gate.ts';

/** The ports behind one runtime stack. */
export type AwsPorts = Omit<Ports, 'github' | 'package' | 'nowMs' | 'say'>;

/** What a run is given by its composition root. */
export interface GateRun {
  readonly github: GitHubPort;
  readonly package: PackagePort;
  readonly connectAws: (runtime: Config['runtime']) => Promise<AwsPorts>;
  /** Path of the configuration on the base branch. */
  readonly configPath: string;
  readonly dryRun: boolean;
  readonly nowMs: () => number;
  readonly say: (line: string) => void;
}

/** One pull request's outcome with the URL of its comment, null where there is none. */
export interface Reported {
  readonly outcome: PullRequestOutcome;
  readonly commentUrl: string | null;
}

/**
 * Runs the gate for every pull request that the scope names, and for all that `releases.json` speaks of: a run that
 * was dropped from a queue is made up for by the next, whatever woke that. One after the other; one that fails does
 * not keep the others from their turn.
 * Throws `InvalidInput` for a merge group, of whose content nothing is known, and `Unavailable` at the end where a pull
 * request could not be looked at.
 */
export async function runScope(run: GateRun, scope: RunScope): Promise<readonly Reported[]> {
  if (scope.kind === 'none') {
    run.say(`nothing to do: ${scope.why}`);
    return [];
  }
  if (scope.kind === 'merge-group') {
    throw new ScientistError('InvalidInput', {
      expected: 'a pull request',
      found: `the merge group ${scope.headSha}`,
      remedy: 'Merge queues are not supported yet: do not require the check "scientist" in one.',
    });
  }
  const begun = await begunReleases(run);
  const reported: Reported[] = [];
  const failed: string[] = [];
  for (const number of await numbersOf(run, scope, begun)) {
    try {
      reported.push(await runOne(run, await run.github.readPullRequest(number)));
    } catch (thrown) {
      run.say(`pull request ${number}: ${messageOf(thrown)}`);
      failed.push(`pull request ${number}: ${messageOf(thrown)}`);
    }
  }
  if (failed.length > 0) {
    throw new ScientistError('Unavailable', {
      expected: 'every pull request to be looked at and reported on',
      found: failed.join('; '),
      remedy: 'The others were. The next run tries these again.',
    });
  }
  return reported;
}

/** Releases of this repository that are on record; none where the gate is not set up on the default branch yet. */
async function begunReleases(run: GateRun): Promise<readonly ReleaseRecord[]> {
  const { defaultBranch, fullName } = run.github.repository;
  if ((await run.github.readFile(run.configPath, defaultBranch)) === null) {
    return [];
  }
  try {
    const config = await readConfig(run.github, run.configPath, defaultBranch);
    const { releases } = await (await run.connectAws(config.runtime)).definition.read();
    return Object.values(releases.releases).filter(({ repository }) => repository === fullName);
  } catch (thrown) {
    // Each pull request then meets the same fault and carries it in its check.
    run.say(`releases on record could not be read: ${messageOf(thrown)}`);
    return [];
  }
}

async function numbersOf(
  run: GateRun,
  scope: Extract<RunScope, { readonly kind: 'pull-request' | 'head' | 'all' }>,
  begun: readonly ReleaseRecord[],
): Promise<readonly number[]> {
  const recorded = begun.map(({ pullRequest }) => pullRequest);
  if (scope.kind === 'pull-request') {
    return [...new Set([scope.number, ...recorded])];
  }
  const open = await run.github.listOpenPullRequests();
  const named = scope.kind === 'head' ? open.filter(({ headSha }) => headSha === scope.headSha) : open;
  return [...new Set([...named.map(({ number }) => number), ...recorded])];
}

async function runOne(run: GateRun, pullRequest: PullRequestFacts): Promise<Reported> {
  run.say(`pull request ${pullRequest.number} at ${pullRequest.headSha}`);
  const wrap = run.dryRun ? dryRunPorts : (ports: Ports): Ports => ports;
  let outcome: PullRequestOutcome;
  let github = run.github;
  try {
    refuseOtherBase(run, pullRequest);
    const config = await readConfig(run.github, run.configPath, run.github.repository.defaultBranch);
    const aws = await run.connectAws(config.runtime);
    const ports = wrap({
      ...aws,
      github: run.github,
      package: run.package,
      nowMs: run.nowMs,
      say: run.say,
    });
    github = ports.github;
    outcome = await runPullRequest(ports, config, pullRequest);
  } catch (thrown) {
    outcome = withoutConfiguration(run, pullRequest, thrown);
  }
  return { outcome, commentUrl: await reportOutcome({ github }, outcome) };
}

/** Only what goes into the default branch is gated; a check that passed elsewhere could be carried over. */
function refuseOtherBase({ github }: GateRun, { baseRef, state }: PullRequestFacts): void {
  const { defaultBranch } = github.repository;
  if (baseRef !== defaultBranch && state === 'open') {
    throw new ScientistError('InvalidInput', {
      expected: `a pull request into ${defaultBranch}`,
      found: 'this one goes into another branch',
      remedy: `It is looked at once its base is ${defaultBranch}.`,
    });
  }
}

/** The gate stays closed where it could not even begin, and says why on the pull request. */
function withoutConfiguration(
  run: GateRun,
  pullRequest: PullRequestFacts,
  thrown: unknown,
): PullRequestOutcome {
  const story = storyOf(thrown);
  run.say(`pull request ${pullRequest.number}: ${story.found}; expected ${story.expected}. ${story.remedy}`);
  return {
    repository: run.github.repository.fullName,
    repositoryPrivate: run.github.repository.private,
    pullRequest,
    nowMs: run.nowMs(),
    policy: null,
    functions: [],
    problems: [{ key: null, story }],
  };
}
