import type { ControlOverride, ReleaseRecord, Releases } from '../../scientist-runtime/contract/releases.ts';
import type { ErrorStory } from '../errors.ts';
import type { SafetyFacts } from './facts.ts';
import type { Config, FunctionPolicy } from './policy.ts';
import { releaseId, watchId } from './release-record.ts';
import { type SafetyStep, safetyStep } from './safety-step.ts';
import { detachIdle, pauseSoak } from './situation.ts';

/** A release on record whose function the configuration does not have any more, under that key and experiment. */
export interface Orphan {
  readonly key: string;
  readonly experiment: string;
  /** Records of its soak and its watch; null where there is none. */
  readonly soak: ReleaseRecord | null;
  readonly watch: ReleaseRecord | null;
  /** Its promotion, where that is what serves its experiment. */
  readonly override: ControlOverride | null;
}

/**
 * What `releases.json` says of a pull request that no function of the configuration answers for: a key was renamed or
 * removed, or its experiment was changed. A promotion without a record does not say whose it is: it is ours where its
 * experiment is one of the configuration's.
 */
export function orphansOf(
  { releases, overrides }: Releases,
  { functions }: Pick<Config, 'functions'>,
  repository: string,
  pullRequest: number,
): readonly Orphan[] {
  const suffix = releaseId('', pullRequest);
  const named = [
    ...Object.values(releases)
      .filter((record) => record.repository === repository && record.pullRequest === pullRequest)
      .map((record) => ({ key: record.function, experiment: record.experiment })),
    ...Object.entries(overrides)
      .filter(([experiment, { release }]) => {
        const record = releases[release];
        const ours =
          record === undefined
            ? functions.some((fn) => fn.experiment === experiment)
            : record.repository === repository;
        return ours && release.endsWith(suffix);
      })
      .map(([experiment, { release }]) => ({ key: release.slice(0, -suffix.length), experiment })),
  ];
  const unknown = named.filter(
    ({ key, experiment }) => !functions.some((fn) => fn.key === key && fn.experiment === experiment),
  );
  const once = new Map(unknown.map((one) => [JSON.stringify([one.key, one.experiment]), one]));
  return [...once.values()].map(({ key, experiment }) => {
    const recorded = (id: string): ReleaseRecord | null => {
      const record = releases[id];
      return record?.repository === repository && record.experiment === experiment ? record : null;
    };
    const override = overrides[experiment];
    return {
      key,
      experiment,
      soak: recorded(releaseId(key, pullRequest)),
      watch: recorded(watchId(key, pullRequest)),
      override: override?.release === releaseId(key, pullRequest) ? override : null,
    };
  });
}

/** An orphan as a function of which nothing is known but its release: enough to stop it and to take it back. */
export function orphanedFunction({ key, experiment, soak, watch, override }: Orphan): FunctionPolicy {
  return {
    key,
    experiment,
    control: override?.was ?? soak?.control ?? watch?.control ?? '',
    paths: [],
    promote: { target: 'experiment' },
    allow: { environment: [], layers: [] },
  };
}

/**
 * What is done for an orphan: what makes production safer; and, since nobody asks for its soak any more, no further
 * request is handed to its candidate, until the configuration has its function again. A promotion stays for people to
 * decide about. Null once nothing is left to do.
 */
export function orphanStep(facts: SafetyFacts): SafetyStep | null {
  const asked = safetyStep(facts);
  if (asked !== null) {
    return asked;
  }
  if (facts.stores.soak?.shadowing === 'on') {
    return pauseSoak(facts, 'the configuration does not have its function any more');
  }
  const idle = detachIdle(facts);
  return idle?.kind === 'detach' ? idle : null;
}

/** Why an orphan closes the gate, and the ways out. */
export function orphanStory({ key, experiment, soak, watch, override }: Orphan): ErrorStory {
  const act = override === null ? 'stop' : 'rollback';
  return {
    expected: `a function "${key}" with the experiment "${experiment}" in .github/scientist.yml of the default branch`,
    found: `The configuration has none, but releases.json has its release: ${stateOf(soak, watch, override)}`,
    remedy: `Put it back into the configuration until the release is over. Or end it at a terminal with a copy of the configuration that has it still: serverless-scientist ${act} ${key} --config FILE`,
  };
}

function stateOf(
  soak: ReleaseRecord | null,
  watch: ReleaseRecord | null,
  override: ControlOverride | null,
): string {
  if (override !== null) {
    return `${override.now} serves production, and nobody follows its promotion to its end`;
  }
  return [soak, watch].some((record) => record?.shadowing === 'on')
    ? 'requests were handed to its candidate'
    : 'it is stopped, but what was deployed for it is still there';
}
