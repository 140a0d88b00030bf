import {
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { RuntimeStack } from '../../scientist-runtime/contract/runtime-stack.ts';
import { ScientistError } from '../../src/errors.ts';
import { labAccountId, labClientConfig, labRegion } from './credentials.ts';

/**
 * Gives the deployed stack what the template asks for and MiniStack's CloudFormation leaves out, although it reports
 * CREATE_COMPLETE: the shadow role's permissions boundary, expiry of comparisons, recovery of the journal. The template
 * itself is checked by test/runtime-template, this list by the gap ledger.
 */
export async function restoreDropped(endpointUrl: string, stack: RuntimeStack): Promise<void> {
  const tables = new DynamoDBClient(labClientConfig(endpointUrl));
  try {
    await Promise.all([
      putPermissionsBoundary(endpointUrl, stack.ShadowRoleArn),
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

/** IAM's query protocol by hand: one call is not worth a client. The lab's MiniStack reads the key, not the signature. */
async function putPermissionsBoundary(endpointUrl: string, shadowRoleArn: string): Promise<void> {
  const roleName = shadowRoleArn.slice(shadowRoleArn.lastIndexOf('/') + 1);
  const answer = await fetch(endpointUrl, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${labAccountId}/20260101/${labRegion}/iam/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: new URLSearchParams({
      Action: 'PutRolePermissionsBoundary',
      Version: '2010-05-08',
      RoleName: roleName,
      PermissionsBoundary: `arn:aws:iam::${labAccountId}:policy/${roleName}-boundary`,
    }),
  });
  if (answer.ok) return;
  throw new ScientistError('Unavailable', {
    expected: `the role ${roleName} to take its permissions boundary`,
    found: `${answer.status} ${await answer.text()}`,
    remedy: 'Compare the names in scientist-runtime/serverless.yml with lab/aws/restore-dropped.ts',
  });
}
