import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ReleasesChange } from '../../../scientist-runtime/contract/releases.ts';
import type { AwsPorts } from '../../../src/aws/connect-aws.ts';
import { type Finished, runProgram } from '../../harness/built-program.ts';
import { madeRelease } from '../../scientist-runtime/contract/made-releases.ts';
import { deployNamed, whoAnswers } from '../aws/named-functions.ts';
import { arnOf, bucketName, frontArn, stack, startTestAws, type TestAws } from '../aws/runtime-stack.ts';

/** An account with a runtime and a user's API, and the command line in a clone beside it. */
export interface OperatorFixture {
  readonly aws: TestAws;
  readonly ports: AwsPorts;
  readonly api: { readonly id: string; readonly route: string };
  /** `integrations/…` that the route had in the beginning. */
  readonly formerTarget: string;
  /** Runs the command line; the environment tells where AWS is, unless something else is given. */
  run(programArguments: readonly string[], env?: Readonly<Record<string, string>>): Promise<Finished>;
  /** Name of the function that answers the route. */
  answering(): Promise<string>;
  uploadExperiments(text: string): Promise<void>;
  /** Registers a soak, attaches the route, and promotes where `promoted`. */
  begin(stage: 'soak' | 'watch' | 'handed over'): Promise<void>;
  close(): Promise<void>;
}

export const control = arnOf('acme-functions-round');
export const dressed = arnOf('acme-functions-round--r7');

const experiment = 'rounding-float';

/** A definition whose experiment is attached to the API. */
export function experimentsText(apiId: string): string {
  return `experiments:
  ${experiment}:
    path: round
    control: { name: round, arn: "arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:acme-functions-round" }
    api: { id: ${apiId}, route: GET /round }
`;
}

export async function startOperatorFixture(): Promise<OperatorFixture> {
  const aws = await startTestAws();
  const ports = await aws.connect();
  const gateway = new ApiGatewayV2Client({});
  for (const name of ['acme-functions-round', 'acme-functions-round--r7', 'scientist-test-front']) {
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
  const clone = mkdtempSync(join(tmpdir(), 'scientist clone '));
  mkdirSync(join(clone, '.github'));
  writeFileSync(
    join(clone, '.github/scientist.yml'),
    `version: 1
runtime: { stack: ${stack}, region: eu-west-1 }
functions:
  round: { control: acme-functions-round, experiment: ${experiment} }
`,
  );
  const environment = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      name.startsWith('AWS_') && value !== undefined ? [[name, value]] : [],
    ),
  );
  const uploadExperiments = async (text: string): Promise<void> => {
    const upload = new PutObjectCommand({ Bucket: bucketName, Key: 'experiments.yml', Body: text });
    await new S3Client({ forcePathStyle: true }).send(upload);
  };
  await uploadExperiments(experimentsText(ApiId));
  return {
    aws,
    ports,
    api,
    formerTarget,
    uploadExperiments,
    run: (programArguments, env = environment) =>
      runProgram('src/cli.ts', programArguments, { cwd: clone, env: { GITHUB_ACTOR: 'olga', ...env } }),
    answering: () => whoAnswers(aws.endpointUrl, ApiId, '$default', '/round'),
    begin: async (begun) => {
      const attachment = await ports.route.attach(api, frontArn, 1_700_000_000_000);
      const release = madeRelease({ pullRequest: 7, control });
      const changes: ReleasesChange[] = [
        { kind: 'register', id: 'round-pr7', release },
        { kind: 'attach', experiment, attachment },
      ];
      if (begun !== 'soak') {
        const override = { was: control, now: dressed, release: 'round-pr7', atMs: 1_700_000_000_000 };
        changes.push({ kind: 'override', experiment, override });
      }
      if (begun === 'handed over') {
        await ports.route.detach(attachment, dressed);
        changes.push({ kind: 'attach', experiment, attachment: { ...attachment, pointsAt: dressed } });
      }
      await ports.definition.change(changes);
    },
    close: async () => {
      rmSync(clone, { recursive: true, force: true });
      await aws.close();
    },
  };
}
