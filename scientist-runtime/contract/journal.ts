import * as z from 'zod';

/** Acts that change production or what production is compared with. */
export const acts = [
  'attach',
  'detach',
  'register',
  'promote',
  'rollback',
  'settle',
  'stop',
  'clean-up',
] as const;
/** One of {@link acts}. */
export type Act = (typeof acts)[number];

const base = {
  /** Sort key: orders entries and makes writing one twice impossible. */
  id: z.string().min(1),
  atMs: z.number().int().nonnegative(),
  pullRequest: z.number().int().positive(),
  headSha: z.string(),
};

const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('act'),
    act: z.enum(acts),
    /** `intent` is written before the act, `outcome` after it was read back. */
    phase: z.enum(['intent', 'outcome']),
    /** Who wanted it: a login, or `gate` or `tick` for what follows from the rules. */
    by: z.string(),
    /** ARNs, targets and reasons, for people and for the way back. */
    detail: z.record(z.string(), z.string()),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('command'),
    commentId: z.number().int().positive(),
    command: z.string(),
    by: z.string(),
    accepted: z.boolean(),
    /** One sentence: what was done, or why not. */
    answer: z.string(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('verdict'),
    evidenceKey: z.string(),
    /** What was judged, whichever pull request brought it: both contents, settings, comparators, limits. Absent in old entries. */
    subject: z.string().optional(),
    decision: z.enum(['pass', 'fail', 'inconclusive', 'invalid']),
    reasons: z.array(z.string()),
    /** sha256 of the evidence bundle, hex. */
    evidenceSha256: z.string(),
    rows: z.number().int().nonnegative(),
  }),
]);

/** One line of the journal: what happened, in order, never changed. */
export type JournalEntry = z.output<typeof entrySchema>;
/** A verdict that decides; `collecting` is never journalled. */
export type VerdictEntry = Extract<JournalEntry, { kind: 'verdict' }>;
/** Two for each act: an intent without an outcome tells of a run that was cut off. */
export type ActEntry = Extract<JournalEntry, { kind: 'act' }>;
/** A `/scientist` comment with its answer, so that it is answered and carried out once. */
export type CommandEntry = Extract<JournalEntry, { kind: 'command' }>;

/** Parses an entry read from the table. Throws a ZodError: only our own writers touch it. */
export function parseJournalEntry(value: unknown): JournalEntry {
  return entrySchema.parse(value);
}

/** Partition key: one history per function of a repository. */
export function journalPartition(repository: string, functionKey: string): string {
  return `${repository}#${functionKey}`;
}
