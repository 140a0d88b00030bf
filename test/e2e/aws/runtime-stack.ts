import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { labAccountId, labEnvironment, labRegion } from '../../../lab/aws/credentials.ts';
import { startMiniStack } from '../../../lab/aws/start-ministack.ts';
import { type AwsPorts, connectAws } from '../../../src/aws/connect-aws.ts';

export const stack = 'scientist-test';
export const bucketName = 'scientist-test-bucket';
export const comparisonsTable = 'scientist-test-comparisons';
export const frontArn = arnOf('scientist-test-front');

/** ARN of a function in the emulator's account. */
export function arnOf(name: string): string {
  return `arn:aws:lambda:${labRegion}:${labAccountId}:function:${name}`;
}

/** An emulated account with what the adapters need of a runtime: its stores and its stack's outputs. */
export interface TestAws {
  readonly endpointUrl: string;
  /** Ports as a gate run has them; lines for people are collected in `said`. */
  connect(nowMs?: () => number): Promise<AwsPorts>;
  readonly said: string[];
  close(): Promise<void>;
}

/** Starts an emulator of its own and lets the SDK find it as it would find AWS: by the environment. */
export async function startTestAws(): Promise<TestAws> {
  const { endpointUrl, close } = await startMiniStack();
  Object.assign(process.env, labEnvironment(endpointUrl));
  await new CloudFormationClient({}).send(
    new CreateStackCommand({ StackName: stack, TemplateBody: JSON.stringify(template) }),
  );
  const said: string[] = [];
  return {
    endpointUrl,
    said,
    close,
    connect: (nowMs = Date.now) =>
      connectAws({ region: labRegion, stack, nowMs, say: (line) => said.push(line) }),
  };
}

const table = (TableName: string) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  },
});

const outputs = {
  BucketName: bucketName,
  ComparisonsTableName: comparisonsTable,
  JournalTableName: 'scientist-test-journal',
  ObservationsQueueUrl: 'http://127.0.0.1/queue',
  FrontFunctionName: 'scientist-test-front',
  FrontFunctionArn: frontArn,
  ObserverFunctionName: 'scientist-test-observer',
  CompileFunctionName: 'scientist-test-compile',
  TickFunctionName: 'scientist-test-tick',
  FrontApiId: 'api',
  FrontApiUrl: 'http://127.0.0.1/api',
  ShadowRoleArn: `arn:aws:iam::${labAccountId}:role/scientist-test-shadow`,
};

const template = {
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: bucketName } },
    Comparisons: table(outputs.ComparisonsTableName),
    Journal: table(outputs.JournalTableName),
  },
  Outputs: Object.fromEntries(Object.entries(outputs).map(([name, Value]) => [name, { Value }])),
};
