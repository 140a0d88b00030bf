import type { Effective } from '../../scientist-runtime/contract/effective.ts';
import {
  comparatorsOf,
  defaultComparators,
  parseExperiments,
} from '../../scientist-runtime/contract/experiments.ts';
import type { ReleaseRecord, Releases } from '../../scientist-runtime/contract/releases.ts';
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
 * experiment and nothing was begun in it, `Conflict` where another repository has a release of this name.
 */
export function storeFactsOf(
  stores: Stores,
  fn: FunctionPolicy,
  repository: string,
  pullRequest: number,
): StoreFacts {
  const { releases, effective, problems } = stores;
  const text = effective.lastValidExperiments;
  const parsed = text === null ? null : parseExperiments(text);
  const experiment = parsed?.ok ? parsed.value[fn.experiment] : undefined;
  const compiled = effective.experiments[fn.experiment];
  const ids = { soak: releaseId(fn.key, pullRequest), watch: watchId(fn.key, pullRequest) };
  const soak = ownRecord(releases, ids.soak, repository);
  const watch = ownRecord(releases, ids.watch, repository);
  const override = releases.overrides[fn.experiment] ?? null;
  const attachment = releases.attachments[fn.experiment] ?? null;
  const controlArn = compiled?.control ?? soak?.control;
  const begun = soak !== null || attachment !== null || override !== null;
  if (controlArn === undefined || (experiment === undefined && !begun)) {
    throw new ScientistError('NotFound', {
      expected: `an experiment "${fn.experiment}" in experiments.yml`,
      found:
        problems[0] ?? `experiments.yml names ${Object.keys(effective.experiments).join(', ') || 'none'}`,
      remedy:
        'Add it to experiments.yml in the bucket of the runtime stack, or correct the key in .github/scientist.yml.',
    });
  }
  return {
    defined: experiment !== undefined,
    agreed: override !== null || namesControl(fn, controlArn),
    controlArn,
    comparators: experiment === undefined ? defaultComparators : comparatorsOf(experiment),
    api: compiled?.api ?? null,
    intake: {
      path: compiled?.path ?? '',
      methods: compiled?.methods ?? [],
      sampleRate:
        compiled?.shadows.find(({ evidenceKey }) => evidenceKey === soak?.evidenceKey)?.sampleRate ?? 0,
    },
    soak,
    watch,
    override,
    overrideApplies: override?.now === controlArn,
    undone: releases.undone[fn.experiment] ?? null,
    attachment,
    others: Object.entries(releases.releases)
      .filter(
        ([id, release]) =>
          release.experiment === fn.experiment &&
          id !== ids.soak &&
          id !== ids.watch &&
          release.shadowing === 'on',
      )
      .map(([id]) => id),
    definitionProblems: problems,
  };
}

/** Whether the configuration names the control that the definition has: a qualifier only where it has one. */
function namesControl(fn: FunctionPolicy, controlArn: string): boolean {
  const [name, qualifier] = partsOf(fn.control);
  const [defined, definedQualifier] = partsOf(controlArn);
  return name === defined && (qualifier === undefined || qualifier === definedQualifier);
}

function partsOf(nameOrArn: string): readonly string[] {
  return (/:function:(.+)$/.exec(nameOrArn)?.[1] ?? nameOrArn).split(':');
}

/** A record of this very repository: two repositories on one runtime may not have a release of the same name. */
function ownRecord(releases: Releases, id: string, repository: string): ReleaseRecord | null {
  const record = releases.releases[id];
  if (record !== undefined && record.repository !== repository) {
    throw new ScientistError('Conflict', {
      expected: `the release ${id} to be one of ${repository}`,
      found: `it is one of ${record.repository}, which uses the same runtime stack`,
      remedy: 'Give the function another key in .github/scientist.yml of one of the two.',
    });
  }
  return record ?? null;
}
