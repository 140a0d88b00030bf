import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteIntegrationCommand,
  GetIntegrationsCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AwsPorts } from '../../../src/aws/connect-aws.ts';
import { deployNamed, whoAnswers } from './named-functions.ts';
import { arnOf, frontArn, startTestAws, type TestAws } from './runtime-stack.ts';

let aws: TestAws;
let ports: AwsPorts;
let gateway: ApiGatewayV2Client;
let api: { id: string; route: string };
let former: string;
let routeId: string;

beforeAll(async () => {
  aws = await startTestAws();
  ports = await aws.connect();
  gateway = new ApiGatewayV2Client({});
  for (const name of ['control', 'promoted', 'foreign', 'scientist-test-front']) {
    await deployNamed(name);
  }
});
afterAll(() => aws.close());

beforeEach(async () => {
  const { ApiId = '' } = await gateway.send(new CreateApiCommand({ Name: 'users', ProtocolType: 'HTTP' }));
  api = { id: ApiId, route: 'GET /round' };
  former = await integrate(arnOf('control'), { TimeoutInMillis: 12_345, PayloadFormatVersion: '1.0' });
  const route = await gateway.send(new CreateRouteCommand({ ApiId, RouteKey: api.route, Target: former }));
  routeId = route.RouteId ?? '';
  await gateway.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
});

async function integrate(
  arn: string,
  overlay: { TimeoutInMillis?: number; PayloadFormatVersion?: string; IntegrationType?: 'HTTP_PROXY' } = {},
): Promise<string> {
  const parameters = { IntegrationType: 'AWS_PROXY' as const, PayloadFormatVersion: '2.0', ...overlay };
  const { IntegrationId } = await gateway.send(
    new CreateIntegrationCommand({ ApiId: api.id, IntegrationUri: arn, ...parameters }),
  );
  return `integrations/${IntegrationId}`;
}

const pointAt = (target: string) =>
  gateway.send(new UpdateRouteCommand({ ApiId: api.id, RouteId: routeId, Target: target }));
const answering = () => whoAnswers(aws.endpointUrl, api.id, '$default', '/round');
const integrations = async () =>
  (await gateway.send(new GetIntegrationsCommand({ ApiId: api.id }))).Items ?? [];

describe('a route of an HTTP API', () => {
  it('is read with its target and function', async () => {
    expect(await ports.route.read(api)).toEqual({
      kind: 'http',
      target: former,
      functionArn: arnOf('control'),
    });
  });

  it('is not found where API or route does not exist, and the routes that do are named', async () => {
    await expect(ports.route.read({ ...api, id: 'nothing123' })).rejects.toMatchObject({ name: 'NotFound' });
    await expect(ports.route.read({ ...api, route: 'PUT /round' })).rejects.toMatchObject({
      name: 'NotFound',
      message: expect.stringContaining('GET /round'),
    });
  });

  it('is attached to the front as the former integration was made, and detached to it', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_700_000_000_000);
    expect(attachment).toEqual({
      apiId: api.id,
      route: 'GET /round',
      kind: 'http',
      formerTarget: former,
      pointsAt: frontArn,
      atMs: 1_700_000_000_000,
    });
    expect(await answering()).toBe('scientist-test-front');
    expect(await integrations()).toContainEqual(
      expect.objectContaining({
        IntegrationUri: frontArn,
        PayloadFormatVersion: '1.0',
        TimeoutInMillis: 12_345,
        Description: `serverless-scientist: former target ${former} of GET /round since 2023-11-14T22:13:20.000Z`,
      }),
    );
    await ports.route.detach(attachment, null);
    expect(await answering()).toBe('control');
    expect((await integrations()).map(({ IntegrationUri }) => IntegrationUri)).toEqual([arnOf('control')]);
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
    const again = await ports.route.attach(api, frontArn, 2_000);
    expect(again).toEqual(first);
    expect(await integrations()).toHaveLength(2);
    await ports.route.detach(first, null);
    await ports.route.detach(first, null);
    expect((await ports.route.read(api)).target).toBe(former);
  });

  it('is found detached after a person has pulled the kill switch, and tidied up', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_000);
    await pointAt(former);
    await ports.route.detach(attachment, null);
    expect((await ports.route.read(api)).target).toBe(former);
    expect(await integrations()).toHaveLength(1);
  });

  it('takes up the integration that an interrupted run has left', async () => {
    await ports.route.attach(api, frontArn, 1_000);
    await pointAt(former);
    await ports.route.attach(api, frontArn, 2_000);
    expect(await integrations()).toHaveLength(2);
  });

  it('goes over to a promoted function and back, on the former terms', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_000);
    await ports.route.detach(attachment, arnOf('promoted'));
    expect(await answering()).toBe('promoted');
    expect(await integrations()).toHaveLength(2);
    await ports.route.detach({ ...attachment, pointsAt: arnOf('promoted') }, null);
    expect(await answering()).toBe('control');
    expect(await integrations()).toHaveLength(1);
  });

  it('comes back even if the hand-over was not written down', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_000);
    await ports.route.detach(attachment, arnOf('promoted'));
    await ports.route.detach(attachment, null);
    expect(await answering()).toBe('control');
  });

  it('keeps the integration of a promoted function while it is the way back of the next release', async () => {
    const first = await ports.route.attach(api, frontArn, 1_000);
    await ports.route.detach(first, arnOf('promoted'));
    const second = await ports.route.attach(api, frontArn, 2_000);
    await ports.route.detach(second, null);
    expect(await answering()).toBe('promoted');
  });

  it('uses the former integration where it invokes the promoted function already', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_000);
    await ports.route.detach(attachment, arnOf('control'));
    expect((await ports.route.read(api)).target).toBe(former);
    expect(await integrations()).toHaveLength(1);
  });

  it('is left as it is where somebody else has moved it meanwhile', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_000);
    await pointAt(await integrate(arnOf('foreign')));
    await expect(ports.route.detach(attachment, arnOf('promoted'))).rejects.toMatchObject({
      name: 'Conflict',
      message: expect.stringContaining(arnOf('foreign')),
    });
    await ports.route.detach(attachment, null);
    expect(await answering()).toBe('foreign');
  });

  it('is left as it is where its former integration was deleted', async () => {
    const attachment = await ports.route.attach(api, frontArn, 1_000);
    const IntegrationId = former.replace('integrations/', '');
    await gateway.send(new DeleteIntegrationCommand({ ApiId: api.id, IntegrationId }));
    await expect(ports.route.detach(attachment, null)).rejects.toMatchObject({ name: 'Conflict' });
    expect(await answering()).toBe('scientist-test-front');
  });

  it('is not attached where it points at the front and nothing tells the way back', async () => {
    await pointAt(await integrate(frontArn));
    await expect(ports.route.attach(api, frontArn, 1_000)).rejects.toMatchObject({ name: 'Conflict' });
  });

  it('is not attached where it does not invoke a function', async () => {
    await pointAt(await integrate('https://example.com', { IntegrationType: 'HTTP_PROXY' }));
    await expect(ports.route.attach(api, frontArn, 1_000)).rejects.toMatchObject({ name: 'InvalidInput' });
    expect((await ports.route.read(api)).functionArn).toBeNull();
  });
});
