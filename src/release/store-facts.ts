import type { Effective } from '../../scientist-runtime/contract/effective.ts';
import { comparatorsOf, parseExperiments } from '../../scientist-runtime/contract/experiments.ts';
import type { Releases } from '../../scientist-runtime/contract/releases.ts';
import { ScientistError } from '../errors.ts';
import type { StoreFacts } from './facts.ts';
import type { FunctionPolicy } from './policy.ts';
import { releaseId, watchId } from './release-record.ts';

/** Both stores as they stand, with what is wrong in `experiments.yml`. */
export interface Stores {
  readonly releases: Releases;
  readonly effective: Effective;
  readonly problems: readonly string[];
}

/**
 * The part of the stores that concerns one release. Throws `NotFound` where the definition file has no such
 * experiment, and where it is broken and never was valid.
 */
export function storeFactsOf(stores: Stores, fn: FunctionPolicy, pullRequest: number): StoreFacts {
  const { releases, effective, problems } = stores;
  const text = effective.lastValidExperiments;
  const parsed = text === null ? null : parseExperiments(text);
  const experiment = parsed?.ok ? parsed.value[fn.experiment] : undefined;
  if (experiment === undefined) {
    const broken = problems[0];
    throw new ScientistError('NotFound', {
      expected: `an experiment "${fn.experiment}" in experiments.yml`,
      found: broken ?? `experiments.yml names ${Object.keys(effective.experiments).join(', ') || 'none'}`,
      remedy:
        'Add it to experiments.yml in the bucket of the runtime stack, or correct the key in .github/scientist.yml.',
    });
  }
  const own = [releaseId(fn.key, pullRequest), watchId(fn.key, pullRequest)];
  const compiled = effective.experiments[fn.experiment];
  return {
    controlArn: compiled?.control ?? experiment.control.arn,
    comparators: comparatorsOf(experiment),
    api: experiment.api ?? null,
    soak: releases.releases[own[0] ?? ''] ?? null,
    watch: releases.releases[own[1] ?? ''] ?? null,
    override: releases.overrides[fn.experiment] ?? null,
    overrideApplies: releases.overrides[fn.experiment]?.now === compiled?.control,
    undone: releases.undone[fn.experiment] ?? null,
    attachment: releases.attachments[fn.experiment] ?? null,
    others: Object.entries(releases.releases)
      .filter(
        ([id, release]) =>
          release.experiment === fn.experiment && !own.includes(id) && release.shadowing === 'on',
      )
      .map(([id]) => id),
    definitionProblems: problems,
  };
}
