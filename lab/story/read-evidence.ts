import { createHash } from 'node:crypto';
import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { bundleNameOf } from '../../scientist-runtime/contract/bucket-keys.ts';
import type { Account } from './open-account.ts';
import { readText } from './read-stores.ts';

const bundleSchema = z.object({
  evidenceKey: z.string(),
  pullRequest: z.number(),
  headSha: z.string(),
  nowMs: z.number(),
  policy: z.object({ startedAtMs: z.number() }),
  columns: z.array(z.string()),
  classes: z.array(z.string()),
  rows: z.array(z.array(z.union([z.number(), z.string()]))),
  verdict: z.object({ decision: z.string(), reasons: z.array(z.string()) }),
});

/** A verdict's evidence as it lies in the bucket. */
export interface Evidence {
  readonly decision: string;
  readonly reasonCodes: readonly string[];
  /** Rows that are not missing. */
  readonly comparisons: number;
  /** From the start of the soak to the verdict. */
  readonly seconds: number;
  readonly pullRequest: number;
  readonly headSha: string;
  readonly evidenceKey: string;
  /** The bundle, as it lies there. */
  readonly bundle: string;
  /** HTML for people. */
  readonly page: string;
}

const prefix = 'evidence/';

/** The bundle whose bytes have this sha256 (hex), or null: no name is trusted, only the hash that the check shows. */
export async function findEvidence(account: Account, sha256: string): Promise<Evidence | null> {
  const bundleName = bundleNameOf(sha256);
  const listing = { Bucket: account.stack.BucketName, Prefix: prefix };
  for await (const { Contents = [] } of paginateListObjectsV2({ client: account.s3 }, listing)) {
    for (const { Key = '' } of Contents.filter((object) => object.Key?.endsWith(`/${bundleName}`))) {
      const text = (await readText(account, Key)) ?? '';
      if (createHash('sha256').update(text, 'utf8').digest('hex') !== sha256) continue;
      const page = await readText(account, Key.replace(bundleName, 'index.html'));
      return evidenceOf(text, page ?? '');
    }
  }
  return null;
}

function evidenceOf(text: string, page: string): Evidence {
  const bundle = bundleSchema.parse(JSON.parse(text));
  const { verdict, policy, nowMs, classes, columns, rows } = bundle;
  const missing = classes.indexOf('missing');
  const column = columns.indexOf('class');
  return {
    decision: verdict.decision,
    reasonCodes: verdict.reasons,
    comparisons: rows.filter((row) => row[column] !== missing).length,
    seconds: (nowMs - policy.startedAtMs) / 1_000,
    pullRequest: bundle.pullRequest,
    headSha: bundle.headSha,
    evidenceKey: bundle.evidenceKey,
    bundle: text,
    page,
  };
}
