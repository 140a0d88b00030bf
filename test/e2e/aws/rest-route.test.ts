import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetDeploymentsCommand,
  GetResourcesCommand,
  GetStagesCommand,
  GetTagsCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateIntegrationCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AwsPorts } from '../../../src/aws/connect-aws.ts';
import { integrationUriOf } from '../../../src/aws/function-arn.ts';
import { deployNamed, whoAnswers } from './named-functions.ts';
import { arnOf, frontArn, startTestAws, type TestAws } from './runtime-stack.ts';

let aws: TestAws;
let ports: AwsPorts;
let gateway: APIGatewayClient;
let api: { id: string; route: string };
let resourceId: string;
const formerUri = integrationUriOf(arnOf('control'));

beforeAll(async () => {
  aws = await startTestAws();
  ports = await aws.connect();
  gateway = new APIGatewayClient({});
  for (const name of ['control', 'promoted', 'foreign', 'scientist-test-front']) {
    await deployNamed(name);
  }
});
afterAll(() => aws.close());

beforeEach(async () => {
  const { id: restApiId = '' } = await gateway.send(new CreateRestApiCommand({ name: 'users' }));
  const { items } = await gateway.send(new GetResourcesCommand({ restApiId }));
  const resource = await gateway.send(
    new CreateResourceCommand({ restApiId, parentId: items?.[0]?.id, pathPart: 'round' }),
  );
  resourceId = resource.id ?? '';
  api = { id: restApiId, route: 'GET /round' };
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await gateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await gateway.send(
    new PutIntegrationCommand({
      ...method,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: formerUri,
    }),
  );
  await deployTo('live');
});

const deployTo = (stageName: string) =>
  gateway.send(new CreateDeploymentCommand({ restApiId: api.id, stageName, description: 'the user' }));
const answering = () => whoAnswers(aws.endpointUrl, api.id, 'live', '/round');
const tags = async () =>
  (
    await gateway.send(
      new GetTagsCommand({ resourceArn: `arn:aws:apigateway:eu-west-1::/restapis/${api.id}` }),
    )
  ).tags;

/** Descriptions of what the stages serve now. */
async function deployed(): Promise<(string | undefined)[]> {
  const { item = [] } = await gateway.send(new GetStagesCommand({ restApiId: api.id }));
  const { items = [] } = await gateway.send(new GetDeploymentsCommand({ restApiId: api.id }));
  return item.map(({ deploymentId }) => items.find(({ id }) => id === deploymentId)?.description);
}

async function pointAt(uri: string): Promise<void> {
  const patchOperations = [{ op: 'replace' as const, path: '/uri', value: uri }];
  const method = { restApiId: api.id, resourceId, httpMethod: 'GET' };
  await gateway.send(new UpdateIntegrationCommand({ ...method, patchOperations }));
}

describe('a route of a REST API', () => {
  it('is read with its URI and function', async () => {
    expect(await ports.route.read(api)).toEqual({
      kind: 'rest',
      target: formerUri,
      functionArn: arnOf('control'),
    });
  });

  it('is not found where the method does not exist, and the methods that do are named', async () => {
    await expect(ports.route.read({ ...api, route: 'PUT /round' })).rejects.toMatchObject({
      name: 'NotFound',
      message: expect.stringContaining('GET /round'),
    });
  });

  it('is attached and deployed with the way back in tags and in the deployment', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_700_000_000_000);
    expect(attachment).toEqual({
      apiId: api.id,
      route: 'GET /round',
      kind: 'rest',
      formerTarget: formerUri,
      pointsAt: frontArn,
      atMs: 1_700_000_000_000,
    });
    expect(await answering()).toBe('scientist-test-front');
    expect(await deployed()).toEqual([
      `serverless-scientist: former target ${formerUri} of GET /round since 2023-11-14T22:13:20.000Z`,
    ]);
    expect(await tags()).toMatchObject({
      [`serverless-scientist:former:${resourceId}:GET`]: arnOf('control'),
      [`serverless-scientist:own:${resourceId}:GET`]: frontArn,
    });
    await ports.route.detach(attachment, null);
    expect(await answering()).toBe('control');
    expect(await tags()).toEqual({});
  });

  it('carries its own way back, for whoever has none of our files', async () => {
    expect(await ports.route.findAttachment(api)).toBeNull();
    const attachment = await ports.route.attach(api, frontArn, 1_700_000_000_000);
    expect(await ports.route.findAttachment(api)).toEqual(attachment);
    await ports.route.detach(attachment, null);
    expect(await ports.route.findAttachment(api)).toBeNull();
  });

  it('gives the same attachment when it is attached again, and detaches as often as asked', async () => {
    const first = await ports.route.attach(api, frontArn, 1_000);
    expect(await ports.route.attach(api, frontArn, 2_000)).toEqual(first);
    await ports.route.detach(first, null);
    const before = await deployed();
    await ports.route.detach(first, null);
    expect(await deployed()).toEqual(before);
    expect((await ports.route.read(api)).target).toBe(formerUri);
  });

  it('is deployed again where an interrupted run has swapped it and gone no further', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_000);
    await deployTo('live');
    await ports.route.attach(api, frontArn, 2_000);
    expect(await deployed()).toEqual([expect.stringContaining('serverless-scientist')]);
    await pointAt(formerUri);
    await deployTo('live');
    await ports.route.detach(attachment, null);
    expect(await deployed()).toEqual([expect.stringContaining('serverless-scientist')]);
    expect(await tags()).toEqual({});
  });

  it('goes over to a promoted function and back, even if the hand-over was not written down', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_000);
    await ports.route.detach(attachment, arnOf('promoted'));
    expect(await answering()).toBe('promoted');
    await ports.route.detach(attachment, null);
    expect(await answering()).toBe('control');
  });

  it('takes the promoted function as the way back of the next release', async () => {
    const first = await ports.route.attach(api, frontArn, 1_000);
    await ports.route.detach(first, arnOf('promoted'));
    const second = await ports.route.attach(api, frontArn, 2_000);
    expect(second.formerTarget).toBe(integrationUriOf(arnOf('promoted')));
    await ports.route.detach(second, null);
    expect(await answering()).toBe('promoted');
  });

  it('is left as it is where somebody else has moved it meanwhile', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_000);
    await pointAt(integrationUriOf(arnOf('foreign')));
    await expect(ports.route.detach(attachment, arnOf('promoted'))).rejects.toMatchObject({
      name: 'Conflict',
      message: expect.stringContaining(arnOf('foreign')),
    });
    await ports.route.detach(attachment, null);
    expect(await answering()).toBe('foreign');
    // Nothing is left of us that a later attachment would take for the way back.
    const again = await ports.route.attach(api, frontArn, 2_000);
    expect(again.formerTarget).toContain(arnOf('foreign'));
  });

  it('is not attached where it points at the front and nothing tells the way back', async () => {
    await pointAt(integrationUriOf(frontArn));
    await expect(ports.route.attach(api, frontArn, 1_000)).rejects.toMatchObject({ name: 'Conflict' });
  });

  it('is not attached where its answers are streamed or not a function’s own', async () => {
    const streaming = formerUri
      .replace('2015-03-31', '2021-11-15')
      .replace('/invocations', '/response-streaming-invocations');
    await pointAt(streaming);
    await expect(ports.route.attach(api, frontArn, 1_000)).rejects.toMatchObject({ name: 'InvalidInput' });
    expect((await ports.route.read(api)).target).toBe(streaming);
  });

  it('is not attached where its stages serve different deployments, and nothing is changed', async () => {
    await deployTo('next');
    await expect(ports.route.attach(api, frontArn, 1_000)).rejects.toMatchObject({
      name: 'Conflict',
      message: expect.stringContaining('different'),
    });
    expect(await answering()).toBe('control');
    expect(await tags()).toEqual({});
  });

  it('brings every stage back with one deployment', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_000);
    await deployTo('next');
    await ports.route.detach(attachment, null);
    const { item = [] } = await gateway.send(new GetStagesCommand({ restApiId: api.id }));
    expect(item).toHaveLength(2);
    expect(new Set(item.map(({ deploymentId }) => deploymentId)).size).toBe(1);
  });
});
