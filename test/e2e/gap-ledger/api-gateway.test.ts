import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateIntegrationCommand as UpdateRestIntegrationCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateApiCommand,
  CreateDeploymentCommand as CreateHttpDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteIntegrationCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, functionArn, startFixture } from './ministack-fixture.ts';

// Each entry asserts what the lab's API Gateway does although AWS does not; see lambda.test.ts.
let aws: Fixture;
beforeAll(async () => {
  aws = await startFixture();
  await aws.createFunction('one', "async (event) => ({ statusCode: 200, body: 'one ' + event.version })");
  await aws.createFunction('two', "async (event) => ({ statusCode: 200, body: 'two ' + event.version })");
});
afterAll(() => aws.close());

/** An HTTP API whose `GET /x` invokes `one`; nobody gave it the permission to. */
async function createHttpApi(options: { autoDeploy?: boolean; payloadFormat?: '1.0' | '2.0' } = {}) {
  const { ApiId } = await aws.apis.send(new CreateApiCommand({ Name: 'gap', ProtocolType: 'HTTP' }));
  const { IntegrationId } = await aws.apis.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionArn('one'),
      PayloadFormatVersion: options.payloadFormat ?? '2.0',
    }),
  );
  const { RouteId } = await aws.apis.send(
    new CreateRouteCommand({ ApiId, RouteKey: 'GET /x', Target: `integrations/${IntegrationId}` }),
  );
  const autoDeploy = options.autoDeploy ?? true;
  const DeploymentId = autoDeploy
    ? undefined
    : (await aws.apis.send(new CreateHttpDeploymentCommand({ ApiId }))).DeploymentId;
  await aws.apis.send(
    new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: autoDeploy, DeploymentId }),
  );
  const ask = () => aws.request(ApiId ?? '', '/$default/x');
  return { ApiId, IntegrationId, RouteId, ask };
}

async function countInvocations(FunctionName: string): Promise<number> {
  const client = new CloudWatchClient(aws.config);
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: FunctionName }],
      StartTime: new Date(Date.now() - 600_000),
      EndTime: new Date(Date.now() + 60_000),
      Period: 60,
      Statistics: ['Sum'],
    }),
  );
  client.destroy();
  return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
}

describe('MiniStack’s HTTP APIs, unlike AWS’s', () => {
  it('invoke a function that never gave them the permission to', async () => {
    const { ask } = await createHttpApi();
    expect(await ask()).toEqual({ status: 200, body: 'one 2.0' });
  });

  it('serve a changed integration at once where deployments are made by hand', async () => {
    const { ApiId, IntegrationId, ask } = await createHttpApi({ autoDeploy: false });
    expect((await ask()).body).toBe('one 2.0');
    await aws.apis.send(
      new UpdateIntegrationCommand({ ApiId, IntegrationId, IntegrationUri: functionArn('two') }),
    );
    expect((await ask()).body).toBe('two 2.0');
  });

  it('let a route point at an integration that does not exist, and fail then', async () => {
    const { ApiId, RouteId, ask } = await createHttpApi();
    await aws.apis.send(new UpdateRouteCommand({ ApiId, RouteId, Target: 'integrations/none' }));
    expect((await ask()).status).toBe(500);
  });

  it('delete an integration that a route still uses', async () => {
    const { ApiId, IntegrationId, ask } = await createHttpApi();
    await aws.apis.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }));
    expect((await ask()).status).toBe(500);
  });

  it('send events of format 2.0 where 1.0 is asked for', async () => {
    const { ask } = await createHttpApi({ payloadFormat: '1.0' });
    expect((await ask()).body).toBe('one 2.0');
  });

  it('invoke functions without CloudWatch counting it', async () => {
    await aws.createFunction('counted', "async () => ({ statusCode: 200, body: 'counted' })");
    const { ApiId, IntegrationId, ask } = await createHttpApi();
    const IntegrationUri = functionArn('counted');
    await aws.apis.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, IntegrationUri }));
    expect((await ask()).body).toBe('counted');
    await aws.invoke('counted');
    expect(await countInvocations('counted')).toBe(1);
  });

  it('wait longer than an integration’s own timeout', async () => {
    await aws.createFunction(
      'slow',
      "async () => { await new Promise((done) => setTimeout(done, 400)); return { statusCode: 200, body: 'slow' }; }",
    );
    const { ApiId, IntegrationId, ask } = await createHttpApi();
    await aws.apis.send(
      new UpdateIntegrationCommand({
        ApiId,
        IntegrationId,
        IntegrationUri: functionArn('slow'),
        TimeoutInMillis: 50,
      }),
    );
    expect(await ask()).toEqual({ status: 200, body: 'slow' });
  });
});

describe('MiniStack’s REST APIs, unlike AWS’s', () => {
  const uri = (name: string) =>
    `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;

  it('serve a changed integration before it is deployed', async () => {
    const rest = new APIGatewayClient(aws.config);
    const { id: restApiId } = await rest.send(new CreateRestApiCommand({ name: 'gap' }));
    const parentId = (await rest.send(new GetResourcesCommand({ restApiId }))).items?.[0]?.id;
    const { id: resourceId } = await rest.send(
      new CreateResourceCommand({ restApiId, parentId, pathPart: 'x' }),
    );
    const method = { restApiId, resourceId, httpMethod: 'GET' };
    await rest.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
    await rest.send(
      new PutIntegrationCommand({
        ...method,
        type: 'AWS_PROXY',
        integrationHttpMethod: 'POST',
        uri: uri('one'),
      }),
    );
    await rest.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' }));
    const ask = async () => (await aws.request(restApiId ?? '', '/live/x')).body;
    expect(await ask()).toBe('one 1.0');
    await rest.send(
      new UpdateRestIntegrationCommand({
        ...method,
        patchOperations: [{ op: 'replace', path: '/uri', value: uri('two') }],
      }),
    );
    expect(await ask()).toBe('two 1.0');
    rest.destroy();
  });
});
