import { CreateEventSourceMappingCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from './ministack-fixture.ts';

// Each entry asserts what the lab's queues do although AWS's do not; see lambda.test.ts.
let aws: Fixture;
let sqs: SQSClient;
beforeAll(async () => {
  aws = await startFixture();
  sqs = new SQSClient(aws.config);
});
afterAll(async () => {
  sqs.destroy();
  await aws.close();
});

async function createQueue(name: string, visibilitySeconds: number) {
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { VisibilityTimeout: String(visibilitySeconds) } }),
  );
  const attributes = async () =>
    (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes ?? {};
  return { QueueUrl, attributes, arn: (await attributes()).QueueArn };
}

describe('MiniStack’s queues, unlike AWS’s', () => {
  it('drop a whole batch whose function reports an unknown message as failed', async () => {
    await aws.createFunction(
      'unknown-failure',
      "async () => ({ batchItemFailures: [{ itemIdentifier: 'unknown' }] })",
    );
    const queue = await createQueue('unknown-failure', 1);
    await aws.lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: queue.arn,
        FunctionName: 'unknown-failure',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      }),
    );
    await sqs.send(new SendMessageCommand({ QueueUrl: queue.QueueUrl, MessageBody: 'x' }));
    const left = async () => {
      const { ApproximateNumberOfMessages: seen, ApproximateNumberOfMessagesNotVisible: hidden } =
        await queue.attributes();
      return Number(seen) + Number(hidden);
    };
    await expect.poll(left, { timeout: 20_000 }).toBe(0);
  });

  it('are mapped to a function that may run longer than they hide a message', async () => {
    await aws.createFunction('long-runner', 'async () => 1');
    await aws.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'long-runner', Timeout: 60 }),
    );
    const queue = await createQueue('long-runner', 5);
    await expect(
      aws.lambda.send(
        new CreateEventSourceMappingCommand({ EventSourceArn: queue.arn, FunctionName: 'long-runner' }),
      ),
    ).resolves.toHaveProperty('UUID');
  });
});
