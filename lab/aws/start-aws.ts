import { access, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import {
  bucketKeys,
  type RuntimeStack,
  runtimeStackSchema,
} from '../../scientist-runtime/contract/runtime-stack.ts';
import { ScientistError } from '../../src/errors.ts';
import { labAccountId, labClientConfig, labRegion, labSecretAccessKey } from './credentials.ts';
import { deployService } from './deploy-service.ts';
import { readStackOutputs } from './read-stack.ts';
import { restoreDropped } from './restore-dropped.ts';
import { startClientProxy } from './start-client-proxy.ts';
import { type MiniStack, startMiniStack } from './start-ministack.ts';
import { uploadDefinition } from './upload-definition.ts';
import { warmUp } from './warm-up.ts';

/** The lab's AWS account: the scientist's runtime and the user's service `acme-functions`, deployed and warm. */
export interface LabAws {
  readonly endpointUrl: string;
  readonly region: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** `s3://…/experiments.yml` */
  readonly definition: string;
  /** Id of the user's own HTTP API, which has the route `GET /round`. */
  readonly apiId: string;
  /** Where clients reach that API: `${clientUrl}/round?number=62.5`. */
  readonly clientUrl: string;
  /** Outputs of the runtime's stack. */
  readonly stack: RuntimeStack;
  /** Resolves, with its last words, when AWS ends without having been asked to; else never. */
  readonly ended: Promise<ScientistError>;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Concurrency reserved on front and control alike. MiniStack starts a process per environment; without a common limit
 * a short queue starts more of them, which slow the others down until nothing answers. It holds a second and a half of
 * the lab's clients: a machine that stalls so long must not refuse any.
 */
const reservedConcurrency = 24;

/** Environments that are ready before the first client comes. */
const warmEnvironments = 8;

/** Requests of clients that are let through at once: a stall fills few environments, and never all that there may be. */
const requestsAtOnce = 12;

/** Starts AWS and deploys both services into it. `bundlesFolder` holds the runtime's four files. */
export async function startAws(
  options: {
    readonly python?: string;
    readonly port?: number;
    readonly bundlesFolder?: string;
    readonly logFile?: string;
  } = {},
): Promise<LabAws> {
  const scratch = await mkdtemp(join(tmpdir(), 'scientist-lab-services-'));
  let ministack: MiniStack | undefined;
  const close = async () => {
    await ministack?.close();
    await rm(scratch, { recursive: true, force: true });
  };
  try {
    const bundlesFolder = options.bundlesFolder ?? join(root, 'dist', 'runtime');
    await assertBundles(bundlesFolder);
    ministack = await startMiniStack(options);
    return await furnish(ministack, scratch, bundlesFolder, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function assertBundles(folder: string): Promise<void> {
  for (const name of ['front', 'observer', 'compile', 'tick']) {
    try {
      await access(join(folder, `${name}.mjs`));
    } catch (error) {
      throw new ScientistError(
        'MissingTool',
        {
          expected: `the runtime's bundle ${name}.mjs in ${folder}`,
          found: 'there is none',
          remedy: 'Run `npm run build`',
        },
        error,
      );
    }
  }
}

async function furnish(
  { endpointUrl, ended }: MiniStack,
  scratch: string,
  bundlesFolder: string,
  close: () => Promise<void>,
): Promise<LabAws> {
  const runtime = join(scratch, 'scientist-runtime');
  const service = join(scratch, 'acme-functions');
  await Promise.all([
    cp(join(root, 'scientist-runtime', 'serverless.yml'), join(runtime, 'serverless.yml')),
    cp(bundlesFolder, join(scratch, 'dist', 'runtime'), { recursive: true }),
    cp(join(root, 'examples', 'round', 'serverless.yml'), join(service, 'serverless.yml')),
    cp(join(root, 'examples', 'round', 'round'), join(service, 'round'), { recursive: true }),
  ]);
  await Promise.all([runtime, service].map((folder) => deployService({ folder, endpointUrl })));

  const stack = runtimeStackSchema.parse(await readStackOutputs(endpointUrl, 'serverless-scientist'));
  const apiId = (await readStackOutputs(endpointUrl, 'acme-functions')).HttpApiId ?? '';
  await Promise.all([
    restoreDropped(endpointUrl, stack),
    reserveConcurrency(endpointUrl, [stack.FrontFunctionName, 'acme-functions-round']),
    uploadDefinition(endpointUrl, stack.BucketName, apiId),
  ]);
  // Front warms the control with it; the route finds both ready when it is attached.
  await warmUp(endpointUrl, stack.FrontFunctionName, attachedEvent(apiId), warmEnvironments);
  // Last: a listening server that nobody closes would keep a lab that could not start from ending.
  const proxy = await startClientProxy(endpointUrl, apiId, requestsAtOnce);
  return {
    endpointUrl,
    region: labRegion,
    accountId: labAccountId,
    accessKeyId: labAccountId,
    secretAccessKey: labSecretAccessKey,
    definition: `s3://${stack.BucketName}/${bucketKeys.experiments}`,
    apiId,
    clientUrl: proxy.clientUrl,
    stack,
    ended,
    close: async () => {
      await proxy.close();
      await close();
    },
  };
}

/** What API Gateway sends for the example's route, as far as front and the example read it. */
function attachedEvent(apiId: string): unknown {
  return {
    version: '2.0',
    routeKey: 'GET /round',
    rawPath: '/round',
    rawQueryString: 'number=62.5',
    queryStringParameters: { number: '62.5' },
    headers: {},
    requestContext: { apiId, stage: '$default', http: { method: 'GET', path: '/round' } },
    isBase64Encoded: false,
  };
}

async function reserveConcurrency(endpointUrl: string, functionNames: readonly string[]): Promise<void> {
  const client = new LambdaClient(labClientConfig(endpointUrl));
  try {
    await Promise.all(
      functionNames.map((FunctionName) =>
        client.send(
          new PutFunctionConcurrencyCommand({
            FunctionName,
            ReservedConcurrentExecutions: reservedConcurrency,
          }),
        ),
      ),
    );
  } finally {
    client.destroy();
  }
}
