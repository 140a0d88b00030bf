import { ScientistError, storyOf } from '../errors.ts';
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
 * Runs the gate for every pull request that the scope names, one after the other, and reports each. Without a
 * named one it takes all that are open, and the closed ones that still have a record.
 * Throws `InvalidInput` for a merge group: nothing is known of its content, so nothing may pass.
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
  const reported: Reported[] = [];
  for (const number of await numbersOf(run, scope)) {
    reported.push(await runOne(run, await run.github.readPullRequest(number)));
  }
  return reported;
}

async function numbersOf(
  run: GateRun,
  scope: Extract<RunScope, { readonly kind: 'pull-request' | 'head' | 'all' }>,
): Promise<readonly number[]> {
  if (scope.kind === 'pull-request') {
    return [scope.number];
  }
  const open = await run.github.listOpenPullRequests();
  if (scope.kind === 'head') {
    return open.filter(({ headSha }) => headSha === scope.headSha).map(({ number }) => number);
  }
  const recorded = await recordedPullRequests(run);
  return [...new Set([...open.map(({ number }) => number), ...recorded])];
}

/** Pull requests of this repository that `releases.json` still speaks of: a closed one waits to be cleaned up. */
async function recordedPullRequests(run: GateRun): Promise<readonly number[]> {
  const { defaultBranch, fullName } = run.github.repository;
  const config = await readConfig(run.github, run.configPath, defaultBranch);
  const { releases } = await (await run.connectAws(config.runtime)).definition.read();
  return Object.values(releases.releases)
    .filter(({ repository }) => repository === fullName)
    .map(({ pullRequest }) => pullRequest);
}

async function runOne(run: GateRun, pullRequest: PullRequestFacts): Promise<Reported> {
  run.say(`pull request ${pullRequest.number} at ${pullRequest.headSha}`);
  const wrap = run.dryRun ? dryRunPorts : (ports: Ports): Ports => ports;
  let outcome: PullRequestOutcome;
  let github = run.github;
  try {
    const config = await readConfig(run.github, run.configPath, pullRequest.baseRef);
    const aws = await run.connectAws(config.runtime);
    const ports = wrap({ ...aws, github: run.github, package: run.package, nowMs: run.nowMs, say: run.say });
    github = ports.github;
    outcome = await runPullRequest(ports, config, pullRequest);
  } catch (thrown) {
    outcome = withoutConfiguration(run, pullRequest, thrown);
  }
  return { outcome, commentUrl: await reportOutcome({ github }, outcome) };
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
