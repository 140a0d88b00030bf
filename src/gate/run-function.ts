import { messageOf, ScientistError, storyOf } from '../errors.ts';
import type { Facts } from '../release/facts.ts';
import { nextStep } from '../release/next-step.ts';
import type { FunctionOutcome } from '../release/outcome.ts';
import type { FunctionPolicy } from '../release/policy.ts';
import { withDone } from '../release/safety-step.ts';
import { verdictPolicy } from '../statistics/policy.ts';
import { judge, type Verdict } from '../statistics/verdict.ts';
import { gatherFacts } from './gather-facts.ts';
import { performStep } from './perform-step.ts';
import type { Ports } from './ports.ts';
import type { PullRequestContext } from './pull-request-context.ts';
import { safeguardRelease } from './safeguard-release.ts';

/** No release needs nearly as many; a rule that never rests is a fault, not a reason to go on. */
const maxSteps = 40;

/**
 * Steps one function's release until it rests. Where that fails, whatever the reason, what makes production safer is
 * done on what can be read; where something was, the rest is tried once more.
 */
export async function runFunction(
  ports: Ports,
  context: PullRequestContext,
  fn: FunctionPolicy,
): Promise<FunctionOutcome> {
  try {
    return await advance(ports, context, fn);
  } catch (thrown) {
    ports.say(`${fn.key}: ${messageOf(thrown)}`);
    const done = await safeguardOrSay(ports, context, fn);
    if (done.length === 0) {
      throw thrown;
    }
    return await advanceOnce(ports, context, fn, done);
  }
}

/** The fault that came first is the one to tell of; what then failed too is in the log. */
async function safeguardOrSay(
  ports: Ports,
  context: PullRequestContext,
  fn: FunctionPolicy,
): Promise<readonly string[]> {
  try {
    return await safeguardRelease(ports, context, fn);
  } catch (thrown) {
    ports.say(`${fn.key}: it could not be safeguarded either: ${messageOf(thrown)}`);
    return [];
  }
}

async function advanceOnce(
  ports: Ports,
  context: PullRequestContext,
  fn: FunctionPolicy,
  done: readonly string[],
): Promise<FunctionOutcome> {
  try {
    return await advance(ports, context, fn);
  } catch (thrown) {
    throw new ScientistError(
      thrown instanceof ScientistError ? thrown.name : 'Unavailable',
      withDone(storyOf(thrown), done),
      thrown,
    );
  }
}

async function advance(
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
    const performed = await performStep(step, facts, ports);
    // Of what serves, only its own content was gathered; a head that was pushed since brings another one.
    facts = step.kind === 'settle' ? await gatherFacts(ports, context, fn) : performed;
  }
  throw new ScientistError('Conflict', {
    expected: `the release of "${fn.key}" to rest within ${maxSteps} steps`,
    found: 'its steps undo each other',
    remedy: 'This is a fault of serverless-scientist: please report it, with the log of this run.',
  });
}

/** Verdict on the rows of the soak on record, under its policy there, which follows that of the default branch. */
function verdictOf(facts: Facts): Verdict | null {
  const { soak } = facts.stores;
  return soak === null ? null : judge(facts.rows, verdictPolicy(soak.verdictPolicy), facts.nowMs);
}
