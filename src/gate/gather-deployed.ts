import { baseNameOf, ownFunctionName, specFingerprint } from '../release/candidate-plan.ts';
import type { ControlFacts, DeployedVersion, Facts, StoreFacts } from '../release/facts.ts';
import type { OwnRole } from '../release/function-spec.ts';
import { productionTerms, shadowTerms } from '../release/function-terms.ts';
import type { FunctionPolicy } from '../release/policy.ts';
import { maskSettings } from './mask-settings.ts';
import type { Ports } from './ports.ts';

/** Versions of ours that hold exactly what this release needs. A dressed one is looked for after a pass only. */
export async function deployedFunctions(
  ports: Ports,
  {
    function: fn,
    pullRequest,
    packaged,
    control,
    stores,
  }: Pick<Facts, 'function' | 'pullRequest' | 'packaged' | 'control' | 'stores'>,
  { passed }: { readonly passed: boolean },
): Promise<Facts['deployed']> {
  const name = (role: OwnRole): string => ownFunctionName(baseNameOf(fn), pullRequest.number, role);
  const dressed = passed ? await findDressed(ports, name('dressed'), control, stores) : null;
  if (packaged.state === 'known' && stores.soak !== null) {
    const { twin, candidate } = stores.soak;
    return { twin: { arn: twin }, candidate: { arn: candidate }, dressed };
  }
  if (packaged.state !== 'ready' || control.code === null) {
    return { twin: null, candidate: null, dressed };
  }
  const terms = shadowTerms(ports.runtime.shadowRoleArn);
  const [twin, candidate] = await Promise.all([
    ports.functions.findVersion(
      name('twin'),
      specFingerprint(control.code.contentHash, control.masked, terms),
    ),
    ports.functions.findVersion(
      name('candidate'),
      specFingerprint(packaged.code.contentHash, packaged.masked, terms),
    ),
  ]);
  return { twin, candidate, dressed };
}

/** The dressed function holds the soaked candidate's code and settings under the control's own terms. */
async function findDressed(
  ports: Ports,
  name: string,
  control: ControlFacts,
  { soak, override }: StoreFacts,
): Promise<DeployedVersion | null> {
  if (soak === null) {
    return null;
  }
  if (override !== null) {
    return { arn: override.now };
  }
  const candidate = await ports.functions.read(soak.candidate);
  if (candidate === null) {
    return null;
  }
  const masked = await maskSettings(ports.definition, candidate.settings);
  const terms = productionTerms(control.live);
  return ports.functions.findVersion(name, specFingerprint(soak.contentHash, masked, terms));
}

/** Names of our functions for this pull request that exist. */
export async function existingFunctions(
  ports: Ports,
  fn: FunctionPolicy,
  pullRequest: number,
): Promise<readonly string[]> {
  const roles: readonly OwnRole[] = ['candidate', 'twin', 'dressed'];
  const names = roles.map((role) => ownFunctionName(baseNameOf(fn), pullRequest, role));
  const found = await Promise.all(names.map((name) => ports.functions.read(name)));
  return names.filter((_, index) => found[index] !== null);
}
