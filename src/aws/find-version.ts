import {
  type FunctionConfiguration,
  type LambdaClient,
  paginateListVersionsByFunction,
} from '@aws-sdk/client-lambda';
import type { DeployedVersion } from '../release/facts.ts';
import { ask, nullIfMissing } from './translate-error.ts';

/** Description of a version of ours, by which it is found again. */
export function versionDescription(fingerprint: string): string {
  return `scientist ${fingerprint}`;
}

/**
 * The oldest published version whose description carries the fingerprint, or null. The oldest, because then two
 * runs that have published the same thing at once agree on one.
 */
export async function findVersion(
  client: LambdaClient,
  name: string,
  fingerprint: string,
): Promise<DeployedVersion | null> {
  const versions = await nullIfMissing(ask(`list the versions of ${name}`, () => listVersions(client, name)));
  const oldest = (versions ?? []).find(
    ({ Version, Description, State }) =>
      Version !== '$LATEST' && Description === versionDescription(fingerprint) && State !== 'Failed',
  );
  return oldest?.FunctionArn === undefined ? null : { arn: oldest.FunctionArn };
}

/** All versions, oldest first: Lambda numbers them in that order. */
async function listVersions(client: LambdaClient, name: string): Promise<FunctionConfiguration[]> {
  const versions: FunctionConfiguration[] = [];
  for await (const page of paginateListVersionsByFunction({ client }, { FunctionName: name })) {
    versions.push(...(page.Versions ?? []));
  }
  return versions;
}
