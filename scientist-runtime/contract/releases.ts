import * as z from 'zod';
import { evidencePartsSchema } from './evidence-parts.ts';

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

const billSchema = z.strictObject({
  /** Requests that the control had in 30 days, such as the busiest day of the week before; 0 where nobody knows. */
  requestsPerMonth: z.number().nonnegative(),
  /** GB·ms of one request of the candidate that starts as slowly as any may and then runs to its timeout. */
  maxRequestGbMs: z.number().nonnegative(),
});

/** That of a soak which began before bills were recorded: nobody knows how many requests a month has. */
export const unknownBill: z.output<typeof billSchema> = { requestsPerMonth: 0, maxRequestGbMs: 0 };

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
  /** What the candidate's bills are judged by, fixed when the soak begins. */
  bill: billSchema.default(unknownBill),
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
