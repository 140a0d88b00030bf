import { GetObjectCommand, NoSuchKey, PutObjectCommand } from '@aws-sdk/client-s3';
import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { bucketKeys } from '../../scientist-runtime/contract/bucket-keys.ts';
import type { StoredComparison } from '../../scientist-runtime/contract/comparison.ts';
import {
  comparisonPartition,
  parseComparisonItem,
} from '../../scientist-runtime/contract/comparison-item.ts';
import type { Effective } from '../../scientist-runtime/contract/effective.ts';
import { parseEffective } from '../../scientist-runtime/contract/effective-schema.ts';
import { emptyReleases, parseReleases, type Releases } from '../../scientist-runtime/contract/releases.ts';
import type { Account } from './open-account.ts';

/** Text of an object in the runtime's bucket, or null. */
export async function readText({ s3, stack }: Account, key: string): Promise<string | null> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: stack.BucketName, Key: key }));
    return (await Body?.transformToString()) ?? '';
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
}

/** What people do with `aws s3 cp`. */
export async function uploadText({ s3, stack }: Account, key: string, text: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: stack.BucketName, Key: key, Body: text }));
}

/** `releases.json`, empty before anybody wrote one. */
export async function readReleases(account: Account): Promise<Releases> {
  const text = await readText(account, bucketKeys.releases);
  return text === null ? emptyReleases : parseReleases(text);
}

/** `effective.json`: what front acts on. */
export async function readEffective(account: Account): Promise<Effective> {
  return parseEffective((await readText(account, bucketKeys.effective)) ?? '');
}

/** All rows of one candidate under one evidence key, in no order. */
export async function readRows(
  { tables, stack }: Account,
  evidenceKey: string,
  candidateId: string,
): Promise<readonly StoredComparison[]> {
  const rows: StoredComparison[] = [];
  const pages = paginateQuery(
    { client: tables },
    {
      TableName: stack.ComparisonsTableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': comparisonPartition(evidenceKey, candidateId) },
    },
  );
  for await (const page of pages) rows.push(...(page.Items ?? []).map(parseComparisonItem));
  return rows;
}
