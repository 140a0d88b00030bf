import { createHash } from 'node:crypto';
import { AddPermissionCommand, GetPolicyCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { ScientistError } from '../errors.ts';
import { callParametersOf, routeSourceArnOf } from './function-arn.ts';
import { withConflictRetries } from './settle-function.ts';
import { ask, nullIfMissing } from './translate-error.ts';

/**
 * Allows an API's route to invoke a function or version, whatever the stage. Idempotent: the statement's id
 * follows from API and route. PutResourcePolicy is never used: it would replace what others have allowed.
 */
export async function allowApi(
  client: LambdaClient,
  functionArn: string,
  apiId: string,
  route: string,
): Promise<void> {
  const statementId = statementIdOf(apiId, route);
  await withConflictRetries(async () => {
    try {
      await ask(`allow the API ${apiId} to invoke ${functionArn}`, () =>
        client.send(
          new AddPermissionCommand({
            ...callParametersOf(functionArn),
            StatementId: statementId,
            Action: 'lambda:InvokeFunction',
            Principal: 'apigateway.amazonaws.com',
            SourceArn: routeSourceArnOf(functionArn, apiId, route),
          }),
        ),
      );
    } catch (thrown) {
      // The same error means "stands already" and "another change is in progress": the policy tells.
      if (!isConflict(thrown) || !(await hasStatement(client, functionArn, statementId))) {
        throw thrown;
      }
    }
  });
}

/** `serverless-scientist-<api>-<12 hex digits of the route's sha256>`. */
export function statementIdOf(apiId: string, route: string): string {
  const hash = createHash('sha256').update(route, 'utf8').digest('hex').slice(0, 12);
  return `serverless-scientist-${apiId}-${hash}`;
}

async function hasStatement(client: LambdaClient, arn: string, statementId: string): Promise<boolean> {
  const answer = await nullIfMissing(
    ask(`read who may invoke ${arn}`, () => client.send(new GetPolicyCommand(callParametersOf(arn)))),
  );
  return answer?.Policy?.includes(`"${statementId}"`) ?? false;
}

function isConflict(thrown: unknown): boolean {
  return thrown instanceof ScientistError && thrown.name === 'Conflict';
}
