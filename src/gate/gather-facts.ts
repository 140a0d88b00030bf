import { journalPartition } from '../../scientist-runtime/contract/journal.ts';
import { ScientistError } from '../errors.ts';
import { liveFingerprint } from '../release/candidate-plan.ts';
import { filesOf } from '../release/concerned.ts';
import { evidenceKeyFor, recognisedPackage } from '../release/evidence-sides.ts';
import type { ControlFacts, Facts, StoreFacts } from '../release/facts.ts';
import { History } from '../release/history.ts';
import type { FunctionPolicy } from '../release/policy.ts';
import type { PullRequestFacts } from '../release/pull-request-facts.ts';
import { releaseId } from '../release/release-record.ts';
import { isPromoted } from '../release/situation.ts';
import { storeFactsOf } from '../release/store-facts.ts';
import { deployedFunctions, existingFunctions } from './gather-deployed.ts';
import { gatherPackage } from './gather-package.ts';
import { isSettled, whereRoutePoints } from './gather-production.ts';
import { maskSettings } from './mask-settings.ts';
import type { Ports } from './ports.ts';
import type { PullRequestContext } from './pull-request-context.ts';
import { readEvidence } from './read-evidence.ts';

/**
 * Gathers everything that the next step of one function's release rests on. Reads only.
 * Throws `NotFound` where the configuration names an experiment or a function that does not exist.
 */
export async function gatherFacts(
  ports: Ports,
  context: PullRequestContext,
  fn: FunctionPolicy,
): Promise<Facts> {
  const { pullRequest } = context;
  const nowMs = ports.nowMs();
  const { fullName, private: repositoryPrivate } = ports.github.repository;
  const [snapshot, journal] = await Promise.all([
    ports.definition.read(),
    ports.journal.list(journalPartition(fullName, fn.key)),
  ]);
  const stores = storeFactsOf(snapshot, fn, fullName, pullRequest.number);
  const live = await readControl(ports, stores, fn);
  const found = await gatherPackage(ports, context, fn, stores, live);
  const control =
    found.state === 'ready' ? { ...live, code: await ports.functions.readCode(live.live.arn) } : live;
  const packaged = recognisedPackage(found, control);
  const evidenceKey = evidenceKeyFor(packaged, control, stores, releaseId(fn.key, pullRequest.number));
  const passed =
    evidenceKey !== null &&
    new History(journal, pullRequest.number).published(evidenceKey)?.decision === 'pass';
  const open = pullRequest.state === 'open';
  const promotable = passed && open && !isPromoted({ stores, function: fn, pullRequest });
  const [route, settled, deployed, newerBaseFiles, ownFunctions, trafficPerSecond, evidence, trafficWeek] =
    await Promise.all([
      whereRoutePoints(ports, stores),
      isSettled(ports, stores, control, releaseId(fn.key, pullRequest.number), nowMs),
      deployedFunctions(ports, { function: fn, pullRequest, packaged, control, stores }, { passed }),
      promotable ? newerFilesOf(ports, pullRequest, fn) : [],
      open ? [] : existingFunctions(ports, fn, pullRequest.number),
      packaged.state === 'ready' ? ports.traffic.readPerSecond(control.live.name) : 0,
      readEvidence({ ...context, function: fn, stores }, ports),
      open && (packaged.state === 'ready' || packaged.state === 'known')
        ? ports.traffic.readWeek(control.live.name)
        : [],
    ]);
  return {
    ...context,
    ...evidence,
    nowMs,
    repository: fullName,
    repositoryPrivate,
    function: fn,
    packaged,
    control,
    stores,
    frontArn: ports.runtime.frontArn,
    evidenceUrl: ports.runtime.evidenceUrl,
    route,
    settled,
    evidenceKey,
    deployed,
    newerBaseFiles,
    ownFunctions,
    trafficPerSecond,
    trafficWeek,
    journal,
  };
}

async function readControl(ports: Ports, stores: StoreFacts, fn: FunctionPolicy): Promise<ControlFacts> {
  const live = await ports.functions.read(stores.controlArn);
  if (live === null) {
    throw new ScientistError('NotFound', {
      expected: `the control of "${fn.key}" to exist`,
      found: `there is no function ${stores.controlArn}`,
      remedy: `Deploy it first, or correct the control of experiment "${fn.experiment}" in experiments.yml.`,
    });
  }
  const masked = await maskSettings(ports.definition, live.settings);
  return { live, masked, fingerprint: liveFingerprint(live, masked), code: null };
}

/** The function's files among those that are newer on the base branch; one line that says so where nobody can tell. */
async function newerFilesOf(
  ports: Ports,
  { headSha, baseRef }: PullRequestFacts,
  fn: FunctionPolicy,
): Promise<readonly string[]> {
  const files = await ports.github.listNewerBaseFiles(headSha, baseRef);
  return files === null ? ['more files than GitHub lists'] : filesOf(fn, files);
}
