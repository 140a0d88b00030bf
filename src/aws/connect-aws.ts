import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Ports, RoutePort } from '../gate/ports.ts';
import { gateKeys } from './gate-keys.ts';
import { keepDefinition } from './keep-definition.ts';
import { keepEvidence } from './keep-evidence.ts';
import { keepJournal } from './keep-journal.ts';
import { manageFunctions } from './manage-functions.ts';
import { openBucket } from './open-bucket.ts';
import { readStack } from './read-stack.ts';
import { readPerSecond, readWeek } from './read-traffic.ts';
import { swapRoute } from './swap-route.ts';

/** Which runtime, and the gate's own clock and voice. */
export interface AwsOptions {
  /** `runtime` of `.github/scientist.yml`. */
  readonly region: string;
  readonly stack: string;
  /**
   * Nothing at all is to be written, as in a dry run.
   * @default false
   */
  readonly readOnly?: boolean;
  nowMs(): number;
  /** Takes one line for people. */
  say(line: string): void;
}

/** The gate's ports that AWS answers for. */
export type AwsPorts = Pick<
  Ports,
  'functions' | 'definition' | 'route' | 'evidence' | 'journal' | 'traffic' | 'runtime'
>;

/** A connection that hangs must not hang a run of the gate: it would hold up all others. */
const requestHandler = { connectionTimeout: 5_000, requestTimeout: 120_000, throwOnRequestTimeout: true };

/**
 * Connects to the runtime of a stack. Credentials and a different endpoint (`AWS_ENDPOINT_URL`) are found by the
 * SDK itself. Throws `NotFound` without that stack, `NotPermitted` or `Unavailable` where AWS says so.
 */
export async function connectAws({
  region,
  stack,
  readOnly = false,
  nowMs,
  say,
}: AwsOptions): Promise<AwsPorts> {
  const common = { region, requestHandler };
  const { outputs, accountId } = await readStack(new CloudFormationClient(common), stack);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(common));
  // A path-style address also works where no DNS answers for names of buckets.
  const bucket = openBucket(new S3Client({ ...common, forcePathStyle: true }), outputs.BucketName);
  const cloudWatch = new CloudWatchClient(common);
  return {
    functions: manageFunctions(
      { lambda: new LambdaClient(common), once: new LambdaClient({ ...common, maxAttempts: 1 }) },
      say,
    ),
    definition: keepDefinition(bucket, { region, accountId, nowMs }, readOnly),
    route: connectRoute(region),
    evidence: keepEvidence({ client: documents, table: outputs.ComparisonsTableName, bucket }, nowMs),
    journal: keepJournal(documents, outputs.JournalTableName),
    traffic: {
      readPerSecond: (functionName) => readPerSecond(cloudWatch, functionName, nowMs()),
      readWeek: (functionName) => readWeek(cloudWatch, functionName, nowMs()),
    },
    runtime: {
      frontArn: outputs.FrontFunctionArn,
      shadowRoleArn: outputs.ShadowRoleArn,
      evidenceUrl: `s3://${outputs.BucketName}/${gateKeys.evidencePrefix}`,
    },
  };
}

/** Connects to the user's own APIs alone: this needs no stack of ours, so the way back works without one. */
export function connectRoute(region: string): RoutePort {
  const common = { region, requestHandler };
  return swapRoute(new ApiGatewayV2Client(common), {
    client: new APIGatewayClient(common),
    partition: partitionOf(region),
    region,
  });
}

/** Source: AWS General Reference, partitions and their regions. */
function partitionOf(region: string): string {
  const special = [
    ['cn-', 'aws-cn'],
    ['us-gov-', 'aws-us-gov'],
    ['us-iso-', 'aws-iso'],
    ['us-isob-', 'aws-iso-b'],
  ] as const;
  return special.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}
