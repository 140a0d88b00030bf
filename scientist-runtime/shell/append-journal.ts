import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { JournalEntry } from '../contract/journal.ts';
import { journalItemOf } from '../contract/journal-item.ts';

/** Appends an entry. False where one of this id stands already. */
export async function appendJournal(
  client: DynamoDBDocumentClient,
  table: string,
  partition: string,
  entry: JournalEntry,
): Promise<boolean> {
  try {
    await client.send(
      new PutCommand({
        TableName: table,
        Item: journalItemOf(partition, entry),
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
