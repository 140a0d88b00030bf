import { setTimeout as sleep } from 'node:timers/promises';
import {
  type APIGatewayClient,
  CreateDeploymentCommand,
  GetStagesCommand,
  type Stage,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { ScientistError } from '../errors.ts';
import { ask } from './translate-error.ts';

/** An account may deploy one REST API in five seconds. Source: API Gateway's quotas for managing REST APIs. */
const deploymentPausesMs = [5_500, 11_000];

/** The stages of a REST API that serve something. */
export async function listDeployedStages(client: APIGatewayClient, apiId: string): Promise<readonly Stage[]> {
  const { item } = await ask(`list the stages of the API ${apiId}`, () =>
    client.send(new GetStagesCommand({ restApiId: apiId })),
  );
  return (item ?? []).filter(
    ({ stageName, deploymentId }) => stageName !== undefined && deploymentId !== undefined,
  );
}

/**
 * Refuses stages that one deployment cannot serve: it takes the whole API as it stands, so stages on different
 * deployments would get each other's changes, and a stage with a canary takes no other deployment meanwhile.
 */
export function assertDeployable(apiId: string, stages: readonly Stage[]): void {
  const canary = stages.find(({ canarySettings }) => canarySettings !== undefined);
  const deployments = new Set(stages.map(({ deploymentId }) => deploymentId));
  if (canary !== undefined || deployments.size > 1) {
    throw new ScientistError('Conflict', {
      expected: `the stages of the API ${apiId} on one deployment, without a canary`,
      found:
        canary === undefined
          ? `They are on ${deployments.size} different ones`
          : `Stage ${canary.stageName} has a canary`,
      remedy: 'Deploy all stages, or finish the canary, then run again; or leave `api` out of the experiment',
    });
  }
}

/** Deploys the API as it stands to all stages that serve something: one deployment for all of them. */
export async function deployRestStages(
  client: APIGatewayClient,
  apiId: string,
  description: string,
  pausesMs: readonly number[] = deploymentPausesMs,
): Promise<void> {
  const [first, ...others] = (await listDeployedStages(client, apiId)).flatMap(
    ({ stageName }) => stageName ?? [],
  );
  if (first === undefined) {
    return;
  }
  const deploymentId = await createDeployment(client, apiId, first, description, pausesMs);
  for (const stageName of others) {
    await ask(`deploy the API ${apiId} to its stage ${stageName}`, () =>
      client.send(
        new UpdateStageCommand({
          restApiId: apiId,
          stageName,
          patchOperations: [{ op: 'replace', path: '/deploymentId', value: deploymentId }],
        }),
      ),
    );
  }
}

async function createDeployment(
  client: APIGatewayClient,
  apiId: string,
  stageName: string,
  description: string,
  pausesMs: readonly number[],
): Promise<string> {
  const command = new CreateDeploymentCommand({ restApiId: apiId, stageName, description });
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { id } = await ask(`deploy the API ${apiId} to its stage ${stageName}`, () =>
        client.send(command),
      );
      return id ?? '';
    } catch (thrown) {
      const pauseMs = pausesMs[attempt];
      if (pauseMs === undefined || !(thrown instanceof ScientistError && thrown.name === 'Unavailable')) {
        throw thrown;
      }
      await sleep(pauseMs);
    }
  }
}
