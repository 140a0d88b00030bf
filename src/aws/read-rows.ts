import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { StoredComparison } from '../../scientist-runtime/contract/comparison.ts';
import {
  comparisonPartition,
  parseComparisonItem,
} from '../../scientist-runtime/contract/comparison-item.ts';
import { ask } from './translate-error.ts';

/** Rows of one candidate under one evidence key, in the order of their observation ids; holes are not filled in. */
export type ReadStoredRows = (
  evidenceKey: string,
  candidateId: string,
) => Promise<readonly StoredComparison[]>;

/**
 * Reads all rows of one candidate under one evidence key, consistently, as they stand. Questions that are asked
 * while the same one is under way share its answer, because a soak's 20,000 rows are read for several purposes;
 * nothing is kept once it was answered.
 */
export function readStoredRows(client: DynamoDBDocumentClient, table: string): ReadStoredRows {
  const underWay = new Map<string, Promise<readonly StoredComparison[]>>();
  return (evidenceKey, candidateId) => {
    const partition = comparisonPartition(evidenceKey, candidateId);
    const standing = underWay.get(partition);
    if (standing !== undefined) {
      return standing;
    }
    const reading = query(client, table, partition).finally(() => underWay.delete(partition));
    underWay.set(partition, reading);
    return reading;
  };
}

function query(
  client: DynamoDBDocumentClient,
  table: string,
  partition: string,
): Promise<readonly StoredComparison[]> {
  return ask('read the comparisons', async () => {
    const rows: StoredComparison[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition },
      },
    );
    for await (const page of pages) {
      rows.push(...(page.Items ?? []).map(parseComparisonItem));
    }
    return rows;
  });
}
