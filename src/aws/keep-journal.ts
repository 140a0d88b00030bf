import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { JournalEntry } from '../../scientist-runtime/contract/journal.ts';
import { journalItemOf, parseJournalItem } from '../../scientist-runtime/contract/journal-item.ts';
import { ScientistError } from '../errors.ts';
import type { JournalPort } from '../gate/ports.ts';
import { ask } from './translate-error.ts';

/** The journal in its DynamoDB table: entries are added, and never changed. */
export function keepJournal(client: DynamoDBDocumentClient, table: string): JournalPort {
  return {
    list: (partition) => ask('read the journal', () => list(client, table, partition)),
    append: (partition, entry) => append(client, table, partition, entry),
  };
}

async function list(
  client: DynamoDBDocumentClient,
  table: string,
  partition: string,
): Promise<readonly JournalEntry[]> {
  const query = {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partition },
  };
  const entries: JournalEntry[] = [];
  for await (const page of paginateQuery({ client }, query)) {
    entries.push(...(page.Items ?? []).map(parseJournalItem));
  }
  // Ids keep entries apart; when things happened is said by their time.
  return entries.sort((left, right) => left.atMs - right.atMs);
}

async function append(
  client: DynamoDBDocumentClient,
  table: string,
  partition: string,
  entry: JournalEntry,
): Promise<boolean> {
  try {
    await ask('write the journal', () =>
      client.send(
        new PutCommand({
          TableName: table,
          Item: journalItemOf(partition, entry),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
    return true;
  } catch (thrown) {
    if (thrown instanceof ScientistError && thrown.cause instanceof ConditionalCheckFailedException) {
      return false;
    }
    throw thrown;
  }
}
