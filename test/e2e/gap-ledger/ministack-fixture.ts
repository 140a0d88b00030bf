import { buffer } from 'node:stream/consumers';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import yazl from 'yazl';
import { labAccountId, labClientConfig, labRegion } from '../../../lab/aws/credentials.ts';
import { startMiniStack } from '../../../lab/aws/start-ministack.ts';

/** What one invocation gave. */
export interface Invoked {
  readonly payload: unknown;
  readonly functionError: string | undefined;
  readonly executedVersion: string | undefined;
  /** LogResult, decoded. */
  readonly log: string;
}

/** A MiniStack of its own with what the ledger's entries need again and again. */
export interface Fixture {
  readonly endpointUrl: string;
  readonly config: ReturnType<typeof labClientConfig>;
  readonly lambda: LambdaClient;
  readonly apis: ApiGatewayV2Client;
  /** Creates a Node function from a handler's source; `timeoutSeconds` 5. Resolves with its ARN. */
  createFunction(name: string, handlerSource: string): Promise<string>;
  invoke(functionName: string, payload?: unknown, qualifier?: string): Promise<Invoked>;
  /** A request to an API of API Gateway: status and body. */
  request(apiId: string, path: string): Promise<{ readonly status: number; readonly body: string }>;
  close(): Promise<void>;
}

export const functionArn = (name: string) => `arn:aws:lambda:${labRegion}:${labAccountId}:function:${name}`;

/** One archive with `index.mjs`, whose handler logs a line, as every real one does, and then is the given source. */
export async function zipHandler(handlerSource: string): Promise<Uint8Array> {
  const archive = new yazl.ZipFile();
  archive.addBuffer(Buffer.from(`export const handler = ${handlerSource};\n`), 'index.mjs');
  archive.end();
  return new Uint8Array(await buffer(archive.outputStream));
}

export async function startFixture(): Promise<Fixture> {
  const ministack = await startMiniStack();
  const { endpointUrl } = ministack;
  const config = labClientConfig(endpointUrl);
  const lambda = new LambdaClient({ ...config, maxAttempts: 1 });
  const apis = new ApiGatewayV2Client({ ...config, maxAttempts: 1 });
  return {
    endpointUrl,
    config,
    lambda,
    apis,
    createFunction: async (name, handlerSource) => {
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: `arn:aws:iam::${labAccountId}:role/any`,
          Timeout: 5,
          Publish: true,
          Code: { ZipFile: await zipHandler(handlerSource) },
        }),
      );
      return functionArn(name);
    },
    invoke: async (functionName, payload = {}, qualifier) => {
      const answer = await lambda.send(
        new InvokeCommand({
          FunctionName: functionName,
          Payload: JSON.stringify(payload),
          LogType: 'Tail',
          ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
        }),
      );
      return {
        payload: JSON.parse(answer.Payload?.transformToString() ?? 'null'),
        functionError: answer.FunctionError,
        executedVersion: answer.ExecutedVersion,
        log: Buffer.from(answer.LogResult ?? '', 'base64').toString('utf8'),
      };
    },
    request: async (apiId, path) => {
      const answer = await fetch(`${endpointUrl}/_aws/execute-api/${apiId}${path}`);
      return { status: answer.status, body: await answer.text() };
    },
    close: async () => {
      lambda.destroy();
      apis.destroy();
      await ministack.close();
    },
  };
}
