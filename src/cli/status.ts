import type { DefinitionSnapshot } from '../gate/ports.ts';
import type { Config } from '../release/policy.ts';

/** What one function's experiment is doing now, for machines. */
export interface FunctionStatus {
  readonly function: string;
  readonly experiment: string;
  /** ARN that answers clients through front; null where the definition file has no such experiment. */
  readonly control: string | null;
  readonly attached: { readonly apiId: string; readonly route: string; readonly pointsAt: string } | null;
  readonly promoted: {
    readonly release: string;
    readonly now: string;
    readonly was: string;
    readonly atMs: number;
    /** False where the definition names another control now than the one that was promoted over. */
    readonly inForce: boolean;
  } | null;
  /** The last promotion that was taken back, if none was made since. */
  readonly undone: {
    readonly release: string;
    readonly by: string;
    readonly because: string;
    readonly atMs: number;
  } | null;
  readonly releases: readonly {
    readonly id: string;
    readonly pullRequest: number;
    readonly stage: 'soak' | 'watch';
    readonly shadowing: 'on' | 'off';
    readonly stoppedBecause: string | null;
    readonly headSha: string;
    readonly startedAtMs: number;
    readonly endsAtMs: number;
  }[];
}

/** Status of every function of the configuration, from one reading of the stores. */
export function statusOf(config: Config, snapshot: DefinitionSnapshot): readonly FunctionStatus[] {
  const { releases, effective } = snapshot;
  return config.functions.map(({ key, experiment }) => {
    const attachment = releases.attachments[experiment];
    const override = releases.overrides[experiment];
    const undone = releases.undone[experiment];
    const control = effective.experiments[experiment]?.control ?? null;
    return {
      function: key,
      experiment,
      control,
      attached:
        attachment === undefined
          ? null
          : { apiId: attachment.apiId, route: attachment.route, pointsAt: attachment.pointsAt },
      promoted:
        override === undefined
          ? null
          : {
              release: override.release,
              now: override.now,
              was: override.was,
              atMs: override.atMs,
              inForce: override.now === control,
            },
      undone:
        undone === undefined
          ? null
          : { release: undone.release, by: undone.by, because: undone.because, atMs: undone.atMs },
      releases: Object.entries(releases.releases)
        .filter(([, release]) => release.experiment === experiment)
        .map(([id, { pullRequest, stage, shadowing, stoppedBecause, headSha, startedAtMs, endsAtMs }]) => ({
          id,
          pullRequest,
          stage,
          shadowing,
          stoppedBecause,
          headSha,
          startedAtMs,
          endsAtMs,
        })),
    };
  });
}

/** The same for people, a few lines a function. */
export function statusText(statuses: readonly FunctionStatus[], problems: readonly string[]): string {
  const broken = problems.map((problem) => `broken, its last valid content serves on: ${problem}`);
  return [...broken, ...statuses.flatMap(linesOf)].join('\n');
}

function linesOf({
  function: key,
  experiment,
  control,
  attached,
  promoted,
  undone,
  releases,
}: FunctionStatus) {
  return [
    `${key} (experiment ${experiment})`,
    `  serves:   ${control ?? 'experiments.yml does not name the experiment'}`,
    `  route:    ${attached === null ? 'not attached' : `${attached.route} of the API ${attached.apiId} points at ${attached.pointsAt}`}`,
    `  promoted: ${promotedLine(promoted)}`,
    ...(undone === null
      ? []
      : [`  undone:   ${undone.release} by ${undone.by} at ${time(undone.atMs)}: ${undone.because}`]),
    ...releases.map(
      ({ id, stage, shadowing, stoppedBecause, startedAtMs, headSha }) =>
        `  ${id}: ${stage} of ${headSha.slice(0, 12)} since ${time(startedAtMs)}, ${
          shadowing === 'on' ? 'comparing' : `stopped (${stoppedBecause ?? 'nobody says why'})`
        }`,
    ),
  ];
}

function promotedLine(promoted: FunctionStatus['promoted']): string {
  if (promoted === null) {
    return 'nothing';
  }
  const { release, was, atMs, inForce } = promoted;
  const line = `${release} at ${time(atMs)}, in the place of ${was}`;
  return inForce ? line : `${line}; not in force, experiments.yml names another control now`;
}

function time(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
