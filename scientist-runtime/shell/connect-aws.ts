import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** S3. An own endpoint (`AWS_ENDPOINT_URL`) has no host name for each bucket, so the bucket stands in the path. */
export function connectS3(endpointUrl: string | undefined): S3Client {
  return new S3Client({ forcePathStyle: endpointUrl !== undefined });
}

/** Lambda with one attempt: a retried shadow call would be counted as one, and hide a throttle. */
export function connectLambda(): LambdaClient {
  return new LambdaClient({ maxAttempts: 1 });
}

/** With the SDK's own retries: writes are conditional, so that one which is sent twice is there once. */
export function connectDynamo(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({}));
}
