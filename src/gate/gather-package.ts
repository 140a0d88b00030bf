import { plannedSettings, whyNotCloned } from '../release/cloned-settings.ts';
import { knownPackage, packageKnownFrom } from '../release/evidence-sides.ts';
import type { ControlFacts, PackageFacts, StoreFacts } from '../release/facts.ts';
import { whyNotDeployed } from '../release/guarded-settings.ts';
import type { FunctionPolicy } from '../release/policy.ts';
import { isPromoted } from '../release/situation.ts';
import { maskSettings } from './mask-settings.ts';
import type { Ports } from './ports.ts';
import type { PullRequestContext } from './pull-request-context.ts';

/**
 * What the package says of one function. Nothing is fetched where the record in force was made from this very
 * head, nor once the pull request is closed. Nor is it while a function of this release serves: a newer head, which
 * may be one that cannot be read, must not come between production and a rollback.
 */
export async function gatherPackage(
  ports: Ports,
  context: PullRequestContext,
  fn: FunctionPolicy,
  stores: StoreFacts,
  control: ControlFacts,
): Promise<PackageFacts> {
  const { pullRequest } = context;
  if (pullRequest.state !== 'open' || isPromoted({ stores, function: fn, pullRequest })) {
    return stores.soak === null ? { state: 'none' } : knownPackage(stores.soak);
  }
  const known = packageKnownFrom(stores, control, pullRequest.headSha);
  if (known !== null) {
    return known;
  }
  const read = await context.package();
  if (read.state !== 'read') {
    return read;
  }
  const found = read.functions.get(fn.key);
  if (found === undefined) {
    return { state: 'absent', url: read.url };
  }
  const problem = whyNotCloned(control.live, found.entry);
  if (problem !== null) {
    return { state: 'unclonable', url: read.url, problem };
  }
  const settings = plannedSettings(control.live, found.entry);
  const refusal = whyNotDeployed(control.live, settings, fn.allow);
  if (refusal !== null) {
    return { state: 'refused', url: read.url, problem: refusal };
  }
  const masked = await maskSettings(ports.definition, settings);
  return { state: 'ready', url: read.url, code: found.code, settings, masked };
}
