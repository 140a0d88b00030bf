import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { StoredComparison } from '../contract/comparison.ts';
import { comparisonPartition, parseComparisonItem } from '../contract/comparison-item.ts';

/** All rows of one candidate under one evidence key, as they stand now; `orderRows` brings them into order. */
export async function readRows(
  client: DynamoDBDocumentClient,
  table: string,
  evidenceKey: string,
  candidateId: string,
): Promise<StoredComparison[]> {
  const rows: StoredComparison[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': comparisonPartition(evidenceKey, candidateId) },
    },
  );
  for await (const page of pages) {
    for (const item of page.Items ?? []) {
      rows.push(parseComparisonItem(item));
    }
  }
  return rows;
}
