import {
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { RuntimeStack } from '../../scientist-runtime/contract/runtime-stack.ts';
import { callIam } from './call-iam.ts';
import { labAccountId, labClientConfig } from './credentials.ts';

/**
 * Gives the deployed stack what the template asks for and MiniStack's CloudFormation leaves out, although it reports
 * CREATE_COMPLETE: the shadow role's permissions boundary, expiry of comparisons, recovery of the journal. The template
 * itself is checked by test/runtime-template, this list by the gap ledger.
 */
export async function restoreDropped(endpointUrl: string, stack: RuntimeStack): Promise<void> {
  const shadowRole = stack.ShadowRoleArn.slice(stack.ShadowRoleArn.lastIndexOf('/') + 1);
  const tables = new DynamoDBClient(labClientConfig(endpointUrl));
  try {
    await Promise.all([
      callIam(endpointUrl, 'PutRolePermissionsBoundary', {
        RoleName: shadowRole,
        PermissionsBoundary: `arn:aws:iam::${labAccountId}:policy/${shadowRole}-boundary`,
      }),
      tables.send(
        new UpdateTimeToLiveCommand({
          TableName: stack.ComparisonsTableName,
          TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
        }),
      ),
      tables.send(
        new UpdateContinuousBackupsCommand({
          TableName: stack.JournalTableName,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ),
    ]);
  } finally {
    tables.destroy();
  }
}
