import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { readRows } from '../../../scientist-runtime/shell/read-rows.ts';
import { writeComparison } from '../../../scientist-runtime/shell/write-comparison.ts';
import { madeComparison } from '../contract/made-comparison.ts';
import { anyone, serveLocally } from './serve-locally.ts';

let close = async () => {};
afterEach(() => close());

/** As much of DynamoDB as rows need: a put that refuses what is there, a query in pages of two. */
async function table() {
  const items: Record<string, { S?: string }>[] = [];
  const server = await serveLocally(({ headers, body }) => {
    const input = JSON.parse(body);
    if (String(headers['x-amz-target']).endsWith('.PutItem')) {
      const isThere = items.some((item) => item.pk?.S === input.Item.pk.S && item.sk?.S === input.Item.sk.S);
      if (isThere && input.ConditionExpression === 'attribute_not_exists(sk)') {
        return {
          status: 400,
          body: JSON.stringify({
            __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
          }),
        };
      }
      items.push(input.Item);
      return { status: 200, body: '{}' };
    }
    const mine = items.filter((item) => item.pk?.S === input.ExpressionAttributeValues[':pk'].S);
    const from = Number(input.ExclusiveStartKey?.from?.N ?? 0);
    const more = from + 2 < mine.length ? { LastEvaluatedKey: { from: { N: String(from + 2) } } } : {};
    return { status: 200, body: JSON.stringify({ Items: mine.slice(from, from + 2), ...more }) };
  });
  close = server.close;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...anyone, endpoint: server.endpoint }));
  return { client, seen: server.seen };
}

describe('a row', () => {
  it('is written once: the second writer is told and changes nothing', async () => {
    const { client } = await table();
    expect(await writeComparison(client, 'rows', madeComparison({ twinMs: 1 }))).toBe(true);
    expect(await writeComparison(client, 'rows', madeComparison({ twinMs: 2 }))).toBe(false);
    expect(await readRows(client, 'rows', 'key', 'round-pr1')).toEqual([madeComparison({ twinMs: 1 })]);
  });
});

describe('the rows of a candidate', () => {
  it('are read page by page, consistently, and only its own', async () => {
    const { client, seen } = await table();
    const mine = ['a', 'b', 'c', 'd', 'e'].map((observationId) => madeComparison({ observationId }));
    for (const row of [...mine, madeComparison({ candidateId: 'other' })]) {
      await writeComparison(client, 'rows', row);
    }
    expect(await readRows(client, 'rows', 'key', 'round-pr1')).toEqual(mine);
    const queries = seen.filter(({ headers }) => String(headers['x-amz-target']).endsWith('.Query'));
    expect(queries).toHaveLength(3);
    expect(queries.every(({ body }) => JSON.parse(body).ConsistentRead === true)).toBe(true);
  });
});
