import { ScientistError } from '../errors.ts';
import { baseNameOf, type OwnFunction, ownFunctionSpec } from '../release/candidate-plan.ts';
import { assertClonable } from '../release/cloned-settings.ts';
import type { Facts } from '../release/facts.ts';
import type { Code, FunctionSpec, OwnRole } from '../release/function-spec.ts';
import { productionTerms, shadowTerms } from '../release/function-terms.ts';
import { releaseId, watchId } from '../release/release-record.ts';
import type { Step } from '../release/step.ts';
import { journalled } from './journal-act.ts';
import { maskSettings } from './mask-settings.ts';
import type { Ports } from './ports.ts';

/** Clones the control: its code and settings on a shadow's terms. */
export async function deployTwin(facts: Facts, ports: Ports): Promise<Facts> {
  const { live, masked } = facts.control;
  assertClonable(live);
  const code = facts.control.code ?? (await ports.functions.readCode(live.arn));
  const twin = await ports.functions.deploy(
    shadowSpec('twin', { settings: live.settings, masked, code }, facts, ports),
  );
  return { ...facts, deployed: { ...facts.deployed, twin } };
}

/** Deploys the pull request's code and settings on a shadow's terms. */
export async function deployCandidate(facts: Facts, ports: Ports): Promise<Facts> {
  const { packaged } = facts;
  if (packaged.state !== 'ready') {
    throw moved('the package to be at hand', `it is ${packaged.state}`);
  }
  const candidate = await ports.functions.deploy(shadowSpec('candidate', packaged, facts, ports));
  return { ...facts, deployed: { ...facts.deployed, candidate } };
}

/**
 * Deploys what was soaked on the control's own terms: role, concurrency, asynchronous settings. Code and
 * settings are read from the soaked version itself, and its content is hashed once more: what is promoted is
 * what was soaked.
 */
export async function dress(facts: Facts, ports: Ports): Promise<Facts> {
  const { soak } = facts.stores;
  const candidate = soak === null ? null : await ports.functions.read(soak.candidate);
  if (soak === null || candidate === null) {
    throw moved('the soaked version to exist', 'it is gone');
  }
  const code = await ports.functions.readCode(soak.candidate);
  if (code.contentHash !== soak.contentHash) {
    throw moved('the soaked version to hold the content that was soaked', 'its content hash is another');
  }
  const masked = await maskSettings(ports.definition, candidate.settings);
  assertClonable(facts.control.live);
  const own: OwnFunction = {
    settings: candidate.settings,
    masked,
    code,
    terms: productionTerms(facts.control.live),
    ...identityOf(facts),
  };
  const dressed = await ports.functions.deploy(ownFunctionSpec('dressed', own));
  return { ...facts, deployed: { ...facts.deployed, dressed } };
}

/** Removes the functions named and the records of this release. */
export async function cleanUp(
  { functions }: Extract<Step, { readonly kind: 'clean-up' }>,
  facts: Facts,
  ports: Ports,
): Promise<Facts> {
  const { key } = facts.function;
  const { number } = facts.pullRequest;
  const detail = { functions: functions.join(' ') };
  return journalled({ act: 'clean-up', by: 'gate', detail }, facts, ports, async () => {
    for (const name of functions) {
      await ports.functions.remove(name);
    }
    await ports.definition.change([
      { kind: 'remove', id: releaseId(key, number) },
      { kind: 'remove', id: watchId(key, number) },
    ]);
    // Not read again: with its records gone, an experiment that left the definition is nobody's any more.
    return {
      ...facts,
      stores: { ...facts.stores, soak: null, watch: null },
      ownFunctions: facts.ownFunctions.filter((name) => !functions.includes(name)),
    };
  });
}

function shadowSpec(
  role: Extract<OwnRole, 'twin' | 'candidate'>,
  part: Pick<OwnFunction, 'settings' | 'masked'> & { readonly code: Code },
  facts: Facts,
  ports: Ports,
): FunctionSpec {
  const { settings, masked, code } = part;
  return ownFunctionSpec(role, {
    settings,
    masked,
    code,
    terms: shadowTerms(ports.runtime.shadowRoleArn),
    ...identityOf(facts),
  });
}

function identityOf(facts: Facts): Pick<OwnFunction, 'baseName' | 'tags'> {
  return {
    baseName: baseNameOf(facts.function),
    tags: {
      repository: facts.repository,
      pullRequest: facts.pullRequest.number,
      functionKey: facts.function.key,
    },
  };
}

function moved(expected: string, found: string): ScientistError {
  return new ScientistError('Conflict', { expected, found, remedy: 'Run the gate again; it decides anew.' });
}
