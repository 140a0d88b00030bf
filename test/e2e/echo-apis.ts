import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zipOf } from '../inputs/zip-files.ts';

/** The route that both APIs have. */
export const echoRoute = 'ANY /echo';

/** Deploys a Node function from the source of its handler; returns its ARN. Clients are found in the environment. */
export async function deployHandler(name: string, source: string): Promise<string> {
  const { FunctionArn = '' } = await new LambdaClient({}).send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::111122223333:role/any',
      Code: { ZipFile: await zipOf([{ path: 'index.mjs', text: `export const handler = ${source};\n` }]) },
    }),
  );
  return FunctionArn;
}

/** An HTTP API whose route invokes a function in payload format 2.0; returns its id. */
export async function createHttpApi(functionArn: string): Promise<string> {
  const gateway = new ApiGatewayV2Client({});
  const { ApiId = '' } = await gateway.send(new CreateApiCommand({ Name: 'echo', ProtocolType: 'HTTP' }));
  const { IntegrationId } = await gateway.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionArn,
      PayloadFormatVersion: '2.0',
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  await gateway.send(new CreateRouteCommand({ ApiId, RouteKey: echoRoute, Target }));
  await gateway.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  return ApiId;
}

/** A REST API whose method invokes a function as a proxy, deployed to the stage `live`; returns its id. */
export async function createRestApi(functionArn: string): Promise<string> {
  const gateway = new APIGatewayClient({});
  const { id: restApiId = '' } = await gateway.send(
    new CreateRestApiCommand({ name: 'echo', binaryMediaTypes: ['*/*'] }),
  );
  const { items } = await gateway.send(new GetResourcesCommand({ restApiId }));
  const { id: resourceId } = await gateway.send(
    new CreateResourceCommand({ restApiId, parentId: items?.[0]?.id, pathPart: 'echo' }),
  );
  const method = { restApiId, resourceId, httpMethod: 'ANY' };
  await gateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await gateway.send(
    new PutIntegrationCommand({
      ...method,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    }),
  );
  await gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' }));
  return restApiId;
}
