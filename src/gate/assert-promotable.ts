import { ScientistError } from '../errors.ts';
import { objectorsAmong } from '../release/authorisation.ts';
import { liveFingerprint } from '../release/candidate-plan.ts';
import type { Facts } from '../release/facts.ts';
import { smokeEvent } from '../release/smoke-event.ts';
import { maskSettings } from './mask-settings.ts';
import type { Ports } from './ports.ts';

/**
 * The last look before a function serves, since dressing it may have taken minutes: the head is still the soaked one,
 * nobody has said a word since, the control is still the one it was compared with, and the dressed function answers
 * wherever the control does. Throws `Conflict`.
 */
export async function assertPromotable(dressedArn: string, facts: Facts, ports: Ports): Promise<void> {
  await refuseIfMoved(facts, ports);
  await refuseIfObjected(facts, ports);
  await refuseIfSilent(dressedArn, facts, ports);
}

/** Digest of a function as it is now; null where it is gone. */
export async function fingerprintNow(arn: string, ports: Ports): Promise<string | null> {
  const live = await ports.functions.read(arn);
  return live === null ? null : liveFingerprint(live, await maskSettings(ports.definition, live.settings));
}

async function refuseIfMoved(facts: Facts, ports: Ports): Promise<void> {
  const { headSha, state, baseRef } = facts.pullRequest;
  const now = await ports.github.readPullRequest(facts.pullRequest.number);
  if (now.headSha !== headSha || now.state !== state) {
    throw conflict(`the head ${headSha}`, `it is ${now.headSha} (${now.state})`);
  }
  if (now.baseRef !== baseRef) {
    throw conflict('a pull request into the branch that was looked at', 'it goes into another one now');
  }
  if ((await fingerprintNow(facts.stores.controlArn, ports)) !== facts.stores.soak?.controlFingerprint) {
    throw conflict('the control that was compared with', 'somebody deployed or reconfigured it meanwhile');
  }
}

/** A command that nobody has decided about yet may be a stop. */
async function refuseIfObjected({ policy, pullRequest, commands }: Facts, { github }: Ports): Promise<void> {
  const [reviews, given] = await Promise.all([
    github.listReviews(pullRequest.number),
    github.listCommands(pullRequest.number),
  ]);
  const heard = new Set(commands.map(({ commentId }) => commentId));
  if (objectorsAmong(policy, reviews).length > 0 || given.some(({ commentId }) => !heard.has(commentId))) {
    throw conflict('no further word on this promotion', 'a review asks for changes or a command was given');
  }
}

/** A dressed function that fails on a plain request, where the control answers it, is not let to clients. */
async function refuseIfSilent(dressedArn: string, facts: Facts, ports: Ports): Promise<void> {
  const event = smokeEvent(facts.stores.api?.route ?? null);
  const { failed } = await ports.functions.invoke(dressedArn, event);
  if (failed && !(await ports.functions.invoke(facts.stores.controlArn, event)).failed) {
    throw conflict(
      'the function to answer with production’s own role and settings',
      'it fails on a plain request that the control answers',
    );
  }
}

function conflict(expected: string, found: string): ScientistError {
  return new ScientistError('Conflict', { expected, found, remedy: 'Run the gate again; it decides anew.' });
}
