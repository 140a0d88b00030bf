import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { describe, expect, it } from 'vitest';
import { deployHttpStages } from '../../src/aws/deploy-http-stages.ts';
import { assertDeployable, deployRestStages } from '../../src/aws/deploy-rest-stages.ts';
import { awsError, scripted } from './scripted-client.ts';

describe('stages of an HTTP API', () => {
  it('are deployed only where they serve something and do not deploy by themselves', async () => {
    const client = new ApiGatewayV2Client({ region: 'eu-west-1' });
    const calls = scripted(client, (command) =>
      command === 'GetStages'
        ? {
            Items: [
              { StageName: '$default', AutoDeploy: true, DeploymentId: 'd1' },
              { StageName: 'manual', AutoDeploy: false, DeploymentId: 'd2' },
              { StageName: 'empty', AutoDeploy: false },
            ],
          }
        : {},
    );
    await deployHttpStages(client, 'api', 'why');
    expect(calls.slice(1)).toEqual([
      { command: 'CreateDeployment', input: { ApiId: 'api', StageName: 'manual', Description: 'why' } },
    ]);
  });
});

describe('stages of a REST API', () => {
  const stages = {
    item: [
      { stageName: 'one', deploymentId: 'd' },
      { stageName: 'two', deploymentId: 'd' },
      { stageName: 'empty' },
    ],
  };

  it('all get one deployment', async () => {
    const client = new APIGatewayClient({ region: 'eu-west-1' });
    const calls = scripted(client, (command) => (command === 'GetStages' ? stages : { id: 'new' }));
    await deployRestStages(client, 'api', 'why');
    expect(calls.slice(1)).toEqual([
      { command: 'CreateDeployment', input: { restApiId: 'api', stageName: 'one', description: 'why' } },
      {
        command: 'UpdateStage',
        input: {
          restApiId: 'api',
          stageName: 'two',
          patchOperations: [{ op: 'replace', path: '/deploymentId', value: 'new' }],
        },
      },
    ]);
  });

  it.each([
    [1, 'answers'],
    [2, 'answers'],
    [3, 'Unavailable'],
  ])('after %i refusals for too many deployments: %s', async (refusals, outcome) => {
    const client = new APIGatewayClient({ region: 'eu-west-1', maxAttempts: 1 });
    let left = refusals;
    scripted(client, (command) => {
      if (command === 'CreateDeployment' && left > 0) {
        left -= 1;
        return awsError('TooManyRequestsException', 429);
      }
      return command === 'GetStages' ? stages : { id: 'new' };
    });
    const ended = await deployRestStages(client, 'api', 'why', [0, 0]).then(
      () => 'answers',
      (thrown: Error) => thrown.name,
    );
    expect(ended).toBe(outcome);
  });

  it.each([
    [
      'different deployments',
      [
        { stageName: 'a', deploymentId: '1' },
        { stageName: 'b', deploymentId: '2' },
      ],
    ],
    ['a canary', [{ stageName: 'a', deploymentId: '1', canarySettings: { percentTraffic: 5 } }]],
  ])('with %s are refused before anything is changed', (_what, each) => {
    expect(() => assertDeployable('api', each)).toThrow(expect.objectContaining({ name: 'Conflict' }));
  });

  it('on one deployment are taken, and so is an API without stages', () => {
    expect(() => assertDeployable('api', [{ stageName: 'a', deploymentId: '1' }])).not.toThrow();
    expect(() => assertDeployable('api', [])).not.toThrow();
  });
});
