import { messageOf, ScientistError } from '../errors.ts';
import { requireConfig } from '../inputs/config.ts';
import { concernedFunctions } from '../release/concerned.ts';
import { type Orphan, orphanedFunction, orphanStep, orphanStory, orphansOf } from '../release/orphans.ts';
import {
  type FunctionOutcome,
  type FunctionProblem,
  type PullRequestOutcome,
  problemOf,
} from '../release/outcome.ts';
import type { Config, FunctionPolicy } from '../release/policy.ts';
import {
  type PullRequestFacts,
  type PullRequestView,
  unknownAuthorship,
} from '../release/pull-request-facts.ts';
import { releaseId } from '../release/release-record.ts';
import { withDone } from '../release/safety-step.ts';
import { gatherContext } from './gather-context.ts';
import type { DefinitionSnapshot, GitHubPort, Ports } from './ports.ts';
import type { PullRequestContext } from './pull-request-context.ts';
import { runFunction } from './run-function.ts';
import { safeguardRelease } from './safeguard-release.ts';

/**
 * Takes one pull request as far as it goes now: per function facts → next step → perform → fold → …, until
 * every function rests. A function that fails does not keep the others from moving; its problem closes the gate. Where
 * GitHub does not tell everything, nothing moves on, but what makes production safer is done all the same.
 */
export async function runPullRequest(
  ports: Ports,
  config: Config,
  view: PullRequestView,
): Promise<PullRequestOutcome> {
  const { repository } = ports.github;
  const snapshot = await ports.definition.read();
  const orphans = orphansOf(snapshot.releases, config, repository.fullName, view.number);
  // A record under another experiment than the configuration's is not written over: its promotion would be forgotten.
  const concerned = functionsToRun(snapshot, config, view).filter(
    ({ key }) => !orphans.some((orphan) => orphan.key === key),
  );
  const idle = concerned.length + orphans.length === 0;
  const authorship = idle ? unknownAuthorship : await ports.github.readAuthorship(view);
  const pullRequest: PullRequestFacts = {
    ...view,
    ...authorship,
    unread: [...view.unread, ...authorship.unread],
  };
  const { context, unread, unheard } = await gatherContext(ports, config, pullRequest, idle);
  const functions: FunctionOutcome[] = [];
  const problems: FunctionProblem[] = [];
  const problem = (one: FunctionProblem): void => {
    problems.push(one);
    const { key, story } = one;
    ports.say(
      `${key ?? `pull request ${view.number}`}: ${story.found}; expected ${story.expected}. ${story.remedy}`,
    );
  };
  for (const story of [...unread, ...unheard]) {
    problem({ key: null, story, outside: true });
  }
  for (const orphan of orphans) {
    const story = orphanStory(orphan);
    const done = await tryToSafeguard(ports, context, orphan);
    problem({ key: orphan.key, story: withDone(story, done), outside: false });
  }
  const [unreadable] = unread;
  for (const fn of concerned) {
    try {
      if (unreadable === undefined) {
        functions.push(await runFunction(ports, context, fn));
        continue;
      }
      const done = isBegun(snapshot, fn, pullRequest) ? await safeguardRelease(ports, context, fn) : [];
      if (done.length > 0) {
        problem({ key: fn.key, story: withDone(unreadable, done), outside: true });
      }
    } catch (thrown) {
      problem(problemOf(fn.key, thrown));
    }
  }
  return {
    repository: repository.fullName,
    repositoryPrivate: repository.private,
    pullRequest,
    nowMs: ports.nowMs(),
    policy: config.policy,
    functions,
    problems,
  };
}

/**
 * Functions that the change concerns, and those that a release of this pull request was begun for: a push that takes
 * a change back must not leave its soak, its route or its promotion behind. Once closed, nothing is asked of a
 * function that has no experiment.
 */
function functionsToRun(
  snapshot: DefinitionSnapshot,
  config: Config,
  pullRequest: PullRequestView,
): readonly FunctionPolicy[] {
  const concerned = concernedFunctions(config, pullRequest.changedFiles);
  const isAskable = ({ experiment }: FunctionPolicy): boolean =>
    pullRequest.state === 'open' || experiment in snapshot.effective.experiments;
  return config.functions.filter(
    (fn) => isBegun(snapshot, fn, pullRequest) || (concerned.includes(fn) && isAskable(fn)),
  );
}

/** Whether a release of this pull request is on record for a function. */
function isBegun(
  { releases: { releases, overrides } }: DefinitionSnapshot,
  { key, experiment }: FunctionPolicy,
  { number }: PullRequestView,
): boolean {
  const id = releaseId(key, number);
  return id in releases || overrides[experiment]?.release === id;
}

/** Its check fails already: what could not be done is added to what that says. */
async function tryToSafeguard(
  ports: Ports,
  context: PullRequestContext,
  orphan: Orphan,
): Promise<readonly string[]> {
  try {
    return await safeguardRelease(ports, context, orphanedFunction(orphan), orphanStep);
  } catch (thrown) {
    return [`nothing, because ${messageOf(thrown)}`];
  }
}

/**
 * Reads the configuration from one branch, the default one: what a pull request, or a branch that somebody made up to
 * be its base, says about the gate does not count.
 */
export async function readConfig(github: GitHubPort, path: string, branch: string): Promise<Config> {
  const text = await github.readFile(path, branch);
  if (text === null) {
    throw new ScientistError('NotFound', {
      expected: `${path} on ${branch}`,
      found: 'there is no such file',
      remedy:
        'Add it (templates/scientist.yml is an example) and merge it: the gate reads the default branch only.',
    });
  }
  return requireConfig(path, text);
}
