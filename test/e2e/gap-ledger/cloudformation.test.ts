import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { GetBucketLifecycleConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callIam } from '../../../lab/aws/call-iam.ts';
import { type Fixture, startFixture } from './ministack-fixture.ts';

const role = 'gap-role';
const table = 'gap-table';
const bucket = 'gap-bucket';
const template = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      },
    },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: bucket,
        LifecycleConfiguration: { Rules: [{ Id: 'gone', Status: 'Enabled', ExpirationInDays: 1 }] },
      },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: role,
        PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
      },
    },
  },
};

// Each entry names a property that the stack's template has and the created resource lacks; see lambda.test.ts. What
// the lab depends on is put back by lab/aws/restore-dropped.ts.
let aws: Fixture;
let dynamo: DynamoDBClient;
let s3: S3Client;
beforeAll(async () => {
  aws = await startFixture();
  dynamo = new DynamoDBClient(aws.config);
  s3 = new S3Client({ ...aws.config, forcePathStyle: true });
  const client = new CloudFormationClient(aws.config);
  await client.send(new CreateStackCommand({ StackName: 'gap', TemplateBody: JSON.stringify(template) }));
  await waitUntilStackCreateComplete(
    { client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { StackName: 'gap' },
  );
  client.destroy();
});
afterAll(async () => {
  dynamo.destroy();
  s3.destroy();
  await aws.close();
});

describe('MiniStack’s CloudFormation says CREATE_COMPLETE and drops', () => {
  it('the permissions boundary of a role', async () => {
    expect(await callIam(aws.endpointUrl, 'GetRole', { RoleName: role })).not.toContain(
      'PermissionsBoundary',
    );
  });

  it('the expiry of a table’s items', async () => {
    const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName: table }));
    expect(TimeToLiveDescription?.TimeToLiveStatus).toBe('DISABLED');
  });

  it('the point-in-time recovery of a table', async () => {
    const { ContinuousBackupsDescription } = await dynamo.send(
      new DescribeContinuousBackupsCommand({ TableName: table }),
    );
    expect(ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe(
      'DISABLED',
    );
  });

  it('the encryption of a table', async () => {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }));
    expect(Table).not.toHaveProperty('SSEDescription');
  });

  it('the lifecycle of a bucket', async () => {
    await expect(
      s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket })),
    ).rejects.toMatchObject({
      name: 'NoSuchLifecycleConfiguration',
    });
  });
});
