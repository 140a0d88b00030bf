import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { AwsPorts } from '../../../src/aws/connect-aws.ts';
import { deployNamed, whoAnswers } from './named-functions.ts';
import { arnOf, bucketName, stack, startTestAws, type TestAws } from './runtime-stack.ts';

export const experiment = 'rounding-float';
export const control = arnOf('acme-functions-round');

/** `.github/scientist.yml` of the repository that `acme-functions-round` is from. */
export const configurationText = `version: 1
runtime: { stack: ${stack}, region: eu-west-1 }
functions:
  round: { control: acme-functions-round, experiment: ${experiment}, paths: ["round/**"] }
`;

/** An account with a runtime, and with a function of production behind a route of the user's own API. */
export interface RoundAccount {
  readonly aws: TestAws;
  readonly ports: AwsPorts;
  readonly api: { readonly id: string; readonly route: string };
  /** `integrations/…` that the route had in the beginning. */
  readonly formerTarget: string;
  /** Environment in which a program finds this account. */
  readonly environment: Readonly<Record<string, string>>;
  /** Name of the function that answers the route. */
  answering(): Promise<string>;
  uploadExperiments(text: string): Promise<void>;
  close(): Promise<void>;
}

/** A definition whose experiment is attached to the API. */
export function experimentsText(apiId: string): string {
  return `experiments:
  ${experiment}:
    path: round
    control: { name: round, arn: "arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:acme-functions-round" }
    api: { id: '${apiId}', route: GET /round }
`;
}

export async function startRoundAccount(): Promise<RoundAccount> {
  const aws = await startTestAws();
  const gateway = new ApiGatewayV2Client({});
  for (const name of ['acme-functions-round', 'scientist-test-front']) {
    await deployNamed(name);
  }
  const { ApiId = '' } = await gateway.send(new CreateApiCommand({ Name: 'users', ProtocolType: 'HTTP' }));
  const { IntegrationId } = await gateway.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationUri: control,
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
    }),
  );
  const formerTarget = `integrations/${IntegrationId}`;
  const api = { id: ApiId, route: 'GET /round' };
  await gateway.send(new CreateRouteCommand({ ApiId, RouteKey: api.route, Target: formerTarget }));
  await gateway.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  const uploadExperiments = async (text: string): Promise<void> => {
    const upload = new PutObjectCommand({ Bucket: bucketName, Key: 'experiments.yml', Body: text });
    await new S3Client({ forcePathStyle: true }).send(upload);
  };
  await uploadExperiments(experimentsText(ApiId));
  return {
    aws,
    ports: await aws.connect(),
    api,
    formerTarget,
    environment: Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) =>
        name.startsWith('AWS_') && value !== undefined ? [[name, value]] : [],
      ),
    ),
    answering: () => whoAnswers(aws.endpointUrl, ApiId, '$default', '/round'),
    uploadExperiments,
    close: () => aws.close(),
  };
}
