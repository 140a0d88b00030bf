import { messageOf, ScientistError } from '../errors.ts';
import { parseCommand } from '../inputs/command.ts';
import { requireConfig } from '../inputs/config.ts';
import { concernedFunctions } from '../release/concerned.ts';
import type { Facts, PullRequestFacts } from '../release/facts.ts';
import { nextStep } from '../release/next-step.ts';
import {
  type FunctionOutcome,
  type FunctionProblem,
  type PullRequestOutcome,
  problemOf,
} from '../release/outcome.ts';
import type { Config, FunctionPolicy } from '../release/policy.ts';
import { releaseId } from '../release/release-record.ts';
import { verdictPolicy } from '../statistics/policy.ts';
import { judge, type Verdict } from '../statistics/verdict.ts';
import { gatherFacts } from './gather-facts.ts';
import { performStep } from './perform-step.ts';
import type { GitHubPort, Ports } from './ports.ts';
import type { PullRequestContext } from './pull-request-context.ts';

/** No release needs nearly as many; a rule that never rests is a fault, not a reason to go on. */
const maxSteps = 40;

/**
 * Takes one pull request as far as it goes now: per function facts → next step → perform → fold → …, until
 * every function rests. A function that fails does not keep the others from moving; its problem closes the gate.
 */
export async function runPullRequest(
  ports: Ports,
  config: Config,
  pullRequest: PullRequestFacts,
): Promise<PullRequestOutcome> {
  const concerned = await functionsToRun(ports, config, pullRequest);
  const context = await contextOf(ports, config, pullRequest, concerned);
  const functions: FunctionOutcome[] = [];
  const problems: FunctionProblem[] = [];
  for (const fn of concerned) {
    try {
      functions.push(await runFunction(ports, context, fn));
    } catch (thrown) {
      problems.push(problemOf(fn.key, thrown));
      ports.say(`${fn.key}: ${messageOf(thrown)}`);
    }
  }
  return {
    repository: ports.github.repository.fullName,
    repositoryPrivate: ports.github.repository.private,
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
async function functionsToRun(
  ports: Pick<Ports, 'definition'>,
  config: Config,
  { changedFiles, number, state }: PullRequestFacts,
): Promise<readonly FunctionPolicy[]> {
  const concerned = concernedFunctions(config, changedFiles);
  if (concerned.length === config.functions.length && state === 'open') {
    return concerned;
  }
  const { releases: stores, effective } = await ports.definition.read();
  const isBegun = ({ key, experiment }: FunctionPolicy): boolean => {
    const id = releaseId(key, number);
    return id in stores.releases || stores.overrides[experiment]?.release === id;
  };
  const isAskable = ({ experiment }: FunctionPolicy): boolean =>
    state === 'open' || experiment in effective.experiments;
  return config.functions.filter((fn) => isBegun(fn) || (concerned.includes(fn) && isAskable(fn)));
}

/** Steps one function's release until it rests. */
async function runFunction(
  ports: Ports,
  context: PullRequestContext,
  fn: FunctionPolicy,
): Promise<FunctionOutcome> {
  let facts = await gatherFacts(ports, context, fn);
  for (let count = 0; count < maxSteps; count += 1) {
    const verdict = verdictOf(facts);
    const step = nextStep(facts, verdict);
    if (step.kind === 'rest') {
      ports.say(`${fn.key}: ${step.rest.reason}`);
      return { facts, verdict, rest: step.rest };
    }
    ports.say(`${fn.key}: ${step.kind}`);
    facts = await performStep(step, facts, ports);
  }
  throw new ScientistError('Conflict', {
    expected: `the release of "${fn.key}" to rest within ${maxSteps} steps`,
    found: 'its steps undo each other',
    remedy: 'Please report this with the journal of the release (serverless-scientist history).',
  });
}

/** Verdict on the rows of the soak on record, under its policy there, which follows that of the default branch. */
function verdictOf(facts: Facts): Verdict | null {
  const { soak } = facts.stores;
  return soak === null ? null : judge(facts.rows, verdictPolicy(soak.verdictPolicy), facts.nowMs);
}

async function contextOf(
  ports: Ports,
  { policy, functions }: Config,
  pullRequest: PullRequestFacts,
  concerned: readonly FunctionPolicy[],
): Promise<PullRequestContext> {
  const idle = concerned.length === 0;
  const [reviews, comments] = await Promise.all([
    idle ? [] : ports.github.listReviews(pullRequest.number),
    idle ? [] : ports.github.listCommands(pullRequest.number),
  ]);
  const commands = comments.map(({ text, ...given }) => ({ ...given, command: parseCommand(text) }));
  const known = new Set(functions.map(({ key }) => key));
  let fetched: ReturnType<PullRequestContext['package']> | null = null;
  return {
    policy,
    pullRequest,
    reviews,
    commands,
    package: () => {
      fetched ??= ports.package.read(pullRequest, known);
      return fetched;
    },
  };
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
