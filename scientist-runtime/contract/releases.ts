import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { evidencePartsSchema } from './evidence-parts.ts';
import { ownEntry } from './own-entry.ts';

const epochMs = z.number().int().nonnegative();
const arn = z.string().min(1).max(400);

const rampSchema = z.strictObject({
  /** Comparisons a second at each step. */
  perSecond: z.array(z.number().positive()).min(1),
  /** Index into `perSecond`. */
  step: z.number().int().nonnegative(),
  /** Requests a second that production saw when the ramp was last set; decides what part of them a rate is. */
  trafficPerSecond: z.number().nonnegative(),
});

const releaseSchema = z.strictObject({
  /** Key of the function in `.github/scientist.yml`. */
  function: z.string().min(1),
  repository: z.string().min(1),
  pullRequest: z.number().int().positive(),
  experiment: z.string().min(1),
  headSha: z.string().regex(/^[0-9a-f]{40}$/),
  stage: z.enum(['soak', 'watch']),
  evidenceKey: z.string().min(1),
  /**
   * What the key of a soak is made of, so that its evidence can say so; null for a watch, whose key follows from the
   * soak's, and in records of before it was kept.
   */
  evidence: evidencePartsSchema.nullable().default(null),
  contentHash: z.string().min(1),
  /** Digest of the control's code and settings at registration: when it moves, the evidence is about the past. */
  controlFingerprint: z.string().min(1),
  /** Digest of the comparators that the evidence key was made with. */
  comparatorsHash: z.string().min(1),
  /** ARN of what served production when this began; an override applies only while that is still so. */
  control: arn,
  /** Version ARN of the code under comparison: the candidate of a soak, the old control's clone in a watch. */
  candidate: arn,
  /** Version ARN of the clone of what serves. */
  twin: arn,
  acceptedDifferences: z.array(z.string()),
  ramp: rampSchema,
  shadowing: z.enum(['on', 'off']),
  /** Why shadowing is off, in words for people; null while it is on. */
  stoppedBecause: z.string().nullable(),
  /** It was switched off for want of something to compare, not for what was seen: the same evidence may be asked for again. */
  mayResume: z.boolean().default(false),
  startedAtMs: epochMs,
  /** Shadowing ends by itself at this time, whoever else sleeps. */
  endsAtMs: epochMs,
  rowCap: z.number().int().positive(),
  /** Policy of the verdict, opaque here: `statistics/policy` reads it. */
  verdictPolicy: z.record(z.string(), z.unknown()),
});

const overrideSchema = z.strictObject({
  was: arn,
  now: arn,
  /** Id of the release that was promoted. */
  release: z.string(),
  atMs: epochMs,
});

const undoneSchema = z.strictObject({
  release: z.string(),
  was: arn,
  now: arn,
  atMs: epochMs,
  /** `tick` for harm seen in the watch, else the person's login. */
  by: z.string(),
  because: z.string(),
});

const attachmentSchema = z.strictObject({
  apiId: z.string(),
  /** `GET /round` */
  route: z.string(),
  kind: z.enum(['http', 'rest']),
  /** What the route pointed at before: `integrations/<id>` (HTTP API) or the integration's URI (REST). */
  formerTarget: z.string(),
  /** Function ARN that the route invokes now: front's, or that of a promoted function after its watch. */
  pointsAt: arn,
  atMs: epochMs,
});

const releasesSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** By release id, `<function>-pr<number>`, with the suffix `-watch` while it is watched. */
  releases: z.record(z.string(), releaseSchema),
  /** By experiment. */
  overrides: z.record(z.string(), overrideSchema),
  attachments: z.record(z.string(), attachmentSchema),
  /** The last override that was undone, by experiment. */
  undone: z.record(z.string(), undoneSchema),
});

/** `releases.json`: what is. Written by gate and tick under If-Match. */
export type Releases = z.output<typeof releasesSchema>;
/** One release under comparison, from its registration until it is removed; also while its shadowing is off. */
export type ReleaseRecord = z.output<typeof releaseSchema>;
/** A promotion: `now` answers clients in place of `was`, as long as the definition's control is `was` (both ARNs). */
export type ControlOverride = z.output<typeof overrideSchema>;
/** A promotion that was taken back: `was` serves again. */
export type UndoneOverride = z.output<typeof undoneSchema>;
/** A route of the user's API that points where we have pointed it, with its way back. */
export type Attachment = z.output<typeof attachmentSchema>;

/** Stands for a `releases.json` that does not exist yet. */
export const emptyReleases: Releases = {
  schemaVersion: 1,
  releases: {},
  overrides: {},
  attachments: {},
  undone: {},
};

/** Parses `releases.json`. Throws a ZodError: only our own writers touch it, so a fault is a fault of ours. */
export function parseReleases(text: string): Releases {
  return releasesSchema.parse(JSON.parse(text));
}

/** What may happen to `releases.json`. Each change is idempotent, so that applying it again after a 412 is safe. */
export type ReleasesChange =
  | { readonly kind: 'register'; readonly id: string; readonly release: ReleaseRecord }
  | { readonly kind: 'remove'; readonly id: string }
  | {
      readonly kind: 'set-ramp';
      readonly id: string;
      /** Evidence key that was looked at: a record that speaks of another one stays as it is. */
      readonly evidenceKey: string;
      readonly step: number;
      readonly trafficPerSecond: number;
    }
  | {
      readonly kind: 'stop-shadowing';
      readonly id: string;
      /** Evidence key that was looked at; null: whatever the record speaks of. */
      readonly evidenceKey: string | null;
      readonly because: string;
      /** @default false */
      readonly mayResume?: boolean;
    }
  | { readonly kind: 'override'; readonly experiment: string; readonly override: ControlOverride }
  | {
      readonly kind: 'undo-override';
      readonly experiment: string;
      readonly now: string;
      readonly by: string;
      readonly because: string;
      readonly atMs: number;
    }
  | { readonly kind: 'retire-override'; readonly experiment: string; readonly now: string }
  | { readonly kind: 'attach'; readonly experiment: string; readonly attachment: Attachment }
  | { readonly kind: 'detach'; readonly experiment: string };

/** Applies one change. Pure; returns the same value where nothing changes, so that a writer can leave it. */
export function changeReleases(releases: Releases, change: ReleasesChange): Releases {
  const changed = applyChange(releases, change);
  return isDeepStrictEqual(changed, releases) ? releases : changed;
}

function applyChange(releases: Releases, change: ReleasesChange): Releases {
  switch (change.kind) {
    case 'register':
      return register(releases, change);
    case 'remove':
      return Object.hasOwn(releases.releases, change.id)
        ? { ...releases, releases: without(releases.releases, change.id) }
        : releases;
    case 'set-ramp':
      return changeRelease(releases, change, (release) => ({
        ...release,
        ramp: { ...release.ramp, step: change.step, trafficPerSecond: change.trafficPerSecond },
      }));
    case 'stop-shadowing':
      return changeRelease(releases, change, (release) =>
        release.shadowing === 'off'
          ? release
          : {
              ...release,
              shadowing: 'off',
              stoppedBecause: change.because,
              mayResume: change.mayResume ?? false,
            },
      );
    case 'override':
      return override(releases, change);
    case 'undo-override':
      return undoOverride(releases, change);
    case 'retire-override':
      return ownEntry(releases.overrides, change.experiment)?.now === change.now
        ? { ...releases, overrides: without(releases.overrides, change.experiment) }
        : releases;
    case 'attach':
      return {
        ...releases,
        attachments: { ...releases.attachments, [change.experiment]: change.attachment },
      };
    case 'detach':
      return Object.hasOwn(releases.attachments, change.experiment)
        ? { ...releases, attachments: without(releases.attachments, change.experiment) }
        : releases;
  }
}

/**
 * Registers a release. What a standing record of the same evidence has been switched to since stays switched, unless
 * it may be resumed.
 */
function register(
  releases: Releases,
  { id, release }: Extract<ReleasesChange, { kind: 'register' }>,
): Releases {
  const standing = ownEntry(releases.releases, id);
  const goesOn = standing?.evidenceKey === release.evidenceKey && !standing.mayResume;
  const { shadowing, stoppedBecause, ramp } = goesOn ? standing : release;
  return {
    ...releases,
    releases: { ...releases.releases, [id]: { ...release, shadowing, stoppedBecause, ramp } },
  };
}

/** Lets a promoted function serve, unless another release does: of two on top of each other neither has a way back. */
function override(releases: Releases, change: Extract<ReleasesChange, { kind: 'override' }>): Releases {
  const standing = ownEntry(releases.overrides, change.experiment);
  return standing !== undefined && standing.release !== change.override.release
    ? releases
    : {
        ...releases,
        overrides: { ...releases.overrides, [change.experiment]: change.override },
        undone: without(releases.undone, change.experiment),
      };
}

/** Takes back the override to exactly `now`; a newer one stays, because nobody asked for that. */
function undoOverride(
  releases: Releases,
  change: Extract<ReleasesChange, { kind: 'undo-override' }>,
): Releases {
  const override = ownEntry(releases.overrides, change.experiment);
  if (override === undefined || override.now !== change.now) {
    return releases;
  }
  const { release, was, now } = override;
  return {
    ...releases,
    overrides: without(releases.overrides, change.experiment),
    undone: {
      ...releases.undone,
      [change.experiment]: { release, was, now, atMs: change.atMs, by: change.by, because: change.because },
    },
  };
}

/** Changes a record, unless it speaks of other evidence than was looked at. */
function changeRelease(
  releases: Releases,
  { id, evidenceKey }: { readonly id: string; readonly evidenceKey: string | null },
  change: (release: ReleaseRecord) => ReleaseRecord,
): Releases {
  const release = ownEntry(releases.releases, id);
  if (release === undefined || (evidenceKey !== null && release.evidenceKey !== evidenceKey)) {
    return releases;
  }
  return { ...releases, releases: { ...releases.releases, [id]: change(release) } };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
