import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type RuntimeStack, runtimeStackSchema } from '../../scientist-runtime/contract/runtime-stack.ts';
import { readStackOutputs } from '../aws/read-stack.ts';
import type { LabAddress } from '../start-lab.ts';

/** The lab's AWS account, as somebody with credentials and the SDK looks at it from outside. */
export interface Account {
  readonly stack: RuntimeStack;
  /** Id of the user's own HTTP API. */
  readonly apiId: string;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly tables: DynamoDBDocumentClient;
  readonly metrics: CloudWatchClient;
  readonly apis: ApiGatewayV2Client;
  close(): void;
}

/** Opens clients with what the lab's address says; names come from the two stacks' outputs. */
export async function openAccount({ aws }: LabAddress): Promise<Account> {
  const config = {
    endpoint: aws.endpointUrl,
    region: aws.region,
    credentials: { accessKeyId: aws.accessKeyId, secretAccessKey: aws.secretAccessKey },
  };
  const [runtime, service] = await Promise.all(
    ['serverless-scientist', 'acme-functions'].map((stack) => readStackOutputs(aws.endpointUrl, stack)),
  );
  const lambda = new LambdaClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const dynamo = new DynamoDBClient(config);
  const metrics = new CloudWatchClient(config);
  const apis = new ApiGatewayV2Client(config);
  return {
    stack: runtimeStackSchema.parse(runtime),
    apiId: service?.HttpApiId ?? '',
    lambda,
    s3,
    tables: DynamoDBDocumentClient.from(dynamo),
    metrics,
    apis,
    close: () => {
      for (const client of [lambda, s3, dynamo, metrics, apis]) client.destroy();
    },
  };
}
