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
    return {
      function: key,
      experiment,
      control: effective.experiments[experiment]?.control ?? null,
      attached:
        attachment === undefined
          ? null
          : { apiId: attachment.apiId, route: attachment.route, pointsAt: attachment.pointsAt },
      promoted:
        override === undefined
          ? null
          : { release: override.release, now: override.now, was: override.was, atMs: override.atMs },
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
  const lines = statuses.flatMap((status) => [
    `${status.function} (experiment ${status.experiment})`,
    `  serves:   ${status.control ?? 'not defined in experiments.yml'}`,
    `  route:    ${status.attached === null ? 'not attached' : `${status.attached.route} of ${status.attached.apiId} → ${status.attached.pointsAt}`}`,
    `  promoted: ${status.promoted === null ? 'nothing' : `${status.promoted.release} at ${time(status.promoted.atMs)}, in the place of ${status.promoted.was}`}`,
    ...status.releases.map(
      ({ id, stage, shadowing, stoppedBecause, startedAtMs, headSha }) =>
        `  ${id}: ${stage} of ${headSha.slice(0, 12)} since ${time(startedAtMs)}, shadowing ${shadowing}${stoppedBecause === null ? '' : ` (${stoppedBecause})`}`,
    ),
  ]);
  return [...problems.map((problem) => `broken: ${problem}`), ...lines].join('\n');
}

function time(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
