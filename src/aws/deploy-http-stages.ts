import {
  type ApiGatewayV2Client,
  CreateDeploymentCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { everyPage } from './read-http-route.ts';
import { ask } from './translate-error.ts';

/**
 * Brings a change to the stages that do not deploy by themselves. Like any deployment it takes the whole API as
 * it stands, so a change that somebody else has left undeployed goes out with it.
 */
export async function deployHttpStages(
  client: ApiGatewayV2Client,
  apiId: string,
  description: string,
): Promise<void> {
  const stages = await everyPage((NextToken) =>
    ask(`list the stages of the API ${apiId}`, () =>
      client.send(new GetStagesCommand({ ApiId: apiId, ...(NextToken !== undefined && { NextToken }) })),
    ),
  );
  for (const { StageName, AutoDeploy, DeploymentId } of stages) {
    if (AutoDeploy !== true && DeploymentId !== undefined && StageName !== undefined) {
      await ask(`deploy the API ${apiId} to its stage ${StageName}`, () =>
        client.send(new CreateDeploymentCommand({ ApiId: apiId, StageName, Description: description })),
      );
    }
  }
}
