import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { StoredComparison } from '../contract/comparison.ts';
import { comparisonItemOf } from '../contract/comparison-item.ts';

/** Writes a row once. False where the observation has one already: its message was delivered twice. */
export async function writeComparison(
  client: DynamoDBDocumentClient,
  table: string,
  row: StoredComparison,
): Promise<boolean> {
  try {
    await client.send(
      new PutCommand({
        TableName: table,
        Item: comparisonItemOf(row),
        ConditionExpression: 'attribute_not_exists(sk)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return false;
    }
    throw error;
  }
}
